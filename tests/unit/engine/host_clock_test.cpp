#include "engine/host_clock.hpp"

#include <gtest/gtest.h>

#include "engine/manual_host.hpp"

namespace fieldcall::engine {
namespace {

using namespace std::chrono_literals;

constexpr Instant start = std::chrono::sys_days{std::chrono::year{2026} / 1 / 15};

TEST(HostClock, StandsStillForAMomentThatIsLate) {
  HostClock clock;
  clock.show(start);
  clock.show(start - 5s);
  EXPECT_EQ(clock.now(), start);
  EXPECT_EQ(clock.ahead(), 0s);
  clock.show(start + 1s);
  EXPECT_EQ(clock.now(), start + 1s);
}

TEST(HostClock, GoesOnAtTheHostsPaceWhereItWasSetBack) {
  HostClock clock;
  clock.show(start + 1h);
  clock.show(start);
  EXPECT_EQ(clock.now(), start + 1h);
  EXPECT_EQ(clock.on_host(start + 1h + 1min), start + 1min);
  clock.show(start + 10min);
  EXPECT_EQ(clock.now(), start + 1h + 10min);
  clock.show(start + 5min);
  EXPECT_EQ(clock.now(), start + 1h + 10min);
  clock.show(start + 6min);
  EXPECT_EQ(clock.now(), start + 1h + 11min);
  clock.show(start + 2h);
  EXPECT_EQ(clock.now(), start + 2h) << "it has caught up";
  EXPECT_EQ(clock.ahead(), 0s);
}

TEST(HostClock, OneMistakeAboutThePastIsForgottenAtOnce) {
  HostClock clock;
  clock.show(start);
  clock.show(Instant{});
  EXPECT_EQ(clock.now(), start);
  clock.show(start + 1s);
  EXPECT_EQ(clock.now(), start + 1s);
  EXPECT_EQ(clock.ahead(), 0s);
}

TEST(HostClock, GoesOnAfterTheWildestMistake) {
  HostClock clock;
  clock.show(Instant::max());
  const Instant latest = clock.now();
  EXPECT_EQ(format_instant(latest), "8999-12-31T23:59:59.999Z");
  clock.show(start);
  clock.show(start + 24h);
  EXPECT_EQ(clock.now(), latest + 24h);
  clock.show(Instant::min());
  EXPECT_EQ(clock.now(), latest + 24h);
}

}  // namespace
}  // namespace fieldcall::engine

namespace fieldcall::test {
namespace {

// The clock of the host jumps a day ahead for one event, and back.
void jump(ManualHost& host) {
  host.now += std::chrono::hours{24};
  host.tell(TimeElapsed{});
  host.now -= std::chrono::hours{24};
  host.tell(TimeElapsed{});
}

TEST(EngineClock, AJumpAheadAndBackFreezesNoTimer) {
  ManualHost host;
  const CallId before = host.start(score_field_with("{}"), inputs_of("1"));
  jump(host);
  EXPECT_EQ(host.error_of(before), "timeout");
  const CallId other = host.start(score_field_with("{}"), inputs_of("2"));
  const CallId after = host.start(score_field_with(R"({"timeout": 2000})"), inputs_of("3"));
  host.tell(TimeElapsed{});
  ASSERT_TRUE(host.engine.deadline().has_value());
  EXPECT_EQ(*host.engine.deadline(), host.now + Millis{2000}) << "on the host's clock";
  host.wait(Millis{2000});
  EXPECT_EQ(host.error_of(after), "timeout");
  EXPECT_EQ(host.outcome_json(after).at("metadata").at("duration_ms"), 2000);
  host.tell(CancelCall{other});
}

TEST(EngineClock, TellsTheHostsTimeAgainOnceNothingIsUnderWay) {
  ManualHost host;
  CallInputs inputs = inputs_of("1");
  inputs.case_id = "c";
  host.start(score_field_with("{}"), inputs);
  jump(host);
  const CallId late = host.start(score_field_with("{}"), inputs);
  host.answer(host.last_sent().attempt, 429, "", {{"Retry-After", "86400"}});
  EXPECT_EQ(host.outcome_json(late).at("metadata").at("started_at"), "2026-01-15T12:00:00.000Z")
      << "nothing was under way";
  host.start(score_field_with("{}"), inputs_of("2", "globex"));
  jump(host);
  const CallId next = host.start(score_field_with("{}"), inputs_of("3"));
  EXPECT_FALSE(host.has_ended(next)) << "the pause is forgotten too";
}

TEST(EngineClock, TimesAreAheadWhileSomethingIsUnderWay) {
  ManualHost host;
  host.start(score_field_with(R"({"timeout": 120000})"), inputs_of("1"));
  host.now += Millis{60'000};
  const CallId second = host.start(score_field_with("{}"), inputs_of("2"));
  host.now -= Millis{59'000};
  host.tell(TimeElapsed{});
  const CallId third = host.start(score_field_with("{}"), inputs_of("3"));
  host.wait(Millis{30'000});
  EXPECT_EQ(host.error_of(second), "timeout");
  EXPECT_EQ(host.error_of(third), "timeout");
  EXPECT_EQ(host.outcome_json(third).at("metadata").at("started_at"), "2026-01-15T12:01:00.000Z");
}

}  // namespace
}  // namespace fieldcall::test
