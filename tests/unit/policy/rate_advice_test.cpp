#include "policy/rate_advice.hpp"

#include <gtest/gtest.h>

#include <string>

namespace fieldcall::policy {
namespace {

using namespace std::chrono_literals;
using Window = RateAdvice::Window;

// 2026-01-15T12:00:00Z = 1768478400
constexpr Instant now = std::chrono::sys_days{std::chrono::year{2026} / 1 / 15} + 12h;

RateAdvice read(std::vector<Header> headers, std::int32_t status = 200) {
  return read_rate_advice({.status = status, .headers = std::move(headers), .body = {}}, now);
}

std::optional<Window> window(std::vector<Header> headers, std::int32_t status = 200) {
  return read(std::move(headers), status).window;
}

TEST(RateAdvice, AnAnswerWithoutFieldsSaysNothing) {
  const RateAdvice advice = read({{"Content-Type", "application/json"}});
  EXPECT_FALSE(advice.is_refusal);
  EXPECT_FALSE(advice.pause);
  EXPECT_FALSE(advice.window);
  EXPECT_TRUE(read({}, 429).is_refusal);
  EXPECT_FALSE(read({}, 429).pause);
}

TEST(RateAdvice, RetryAfterOf429IsAPause) {
  EXPECT_EQ(read({{"Retry-After", "7"}}, 429).pause, 7s);
  EXPECT_EQ(read({{"retry-after", "Thu, 15 Jan 2026 12:01:00 GMT"}}, 429).pause, 60s);
  EXPECT_FALSE(read({{"Retry-After", "soon"}}, 429).pause);
  EXPECT_FALSE(read({{"Retry-After", "7"}}, 503).pause);
  EXPECT_FALSE(read({{"Retry-After", "7"}}, 301).pause);
}

TEST(RateAdvice, RetryAfterGoesBeforeTheFields) {
  const RateAdvice advice = read({{"Retry-After", "7"}, {"RateLimit", "\"a\";r=0;t=600"}}, 429);
  EXPECT_EQ(advice.pause, 7s);
  EXPECT_FALSE(advice.window);
  EXPECT_EQ(window({{"Retry-After", "x"}, {"RateLimit", "\"a\";r=0;t=600"}}, 429),
            (Window{0, 600s}));
}

TEST(RateAdvice, ReadsTheDraftsField) {
  EXPECT_EQ(window({{"RateLimit", "\"default\";r=50;t=30"}}), (Window{50, 30s}));
  EXPECT_EQ(window({{"ratelimit", "default;r=50;t=30"}}), (Window{50, 30s}));
  EXPECT_EQ(window({{"RateLimit", "\"default\";r=0;t=30;pk=:cHsdsRa894==:;x=\"y\""}}),
            (Window{0, 30s}));
}

TEST(RateAdvice, TakesTheStrictestOfSeveral) {
  EXPECT_EQ(window({{"RateLimit", "\"a\";r=50;t=30, \"b\";r=7;t=3600, \"c\";r=9;t=1"}}),
            (Window{7, 3600s}));
  EXPECT_EQ(window({{"RateLimit", "\"a\";r=0;t=30"}, {"RateLimit", "\"b\";r=0;t=90"}}),
            (Window{0, 90s}));
  EXPECT_EQ(window({{"RateLimit", "\"a\";r=0;t=90"}, {"RateLimit", "\"b\";r=0;t=30"}}),
            (Window{0, 90s}));
}

TEST(RateAdvice, PoliciesSayTheUnit) {
  const Header bytes{"RateLimit-Policy", "\"a\";q=65535;qu=\"content-bytes\";w=10"};
  EXPECT_FALSE(window({bytes, {"RateLimit", "\"a\";r=5000;t=9"}}));
  EXPECT_EQ(window({bytes, {"RateLimit", "\"a\";r=0;t=9"}}), (Window{0, 9s}));
  EXPECT_EQ(window({bytes, {"RateLimit", "\"b\";r=5;t=9"}}), (Window{5, 9s}));
  const Header requests{"RateLimit-Policy", "\"a\";q=10;qu=\"requests\";w=10"};
  EXPECT_EQ(window({requests, {"RateLimit", "\"a\";r=5;t=9"}}), (Window{5, 9s}));
  const Header concurrent{"RateLimit-Policy", "\"a\";q=10;qu=\"concurrent-requests\""};
  EXPECT_FALSE(window({concurrent, {"RateLimit", "\"a\";r=0;t=9"}}));
  EXPECT_FALSE(window({concurrent, {"RateLimit", "\"a\";r=3;t=9"}}));
}

TEST(RateAdvice, PoliciesSayHowLongWhereTheLimitDoesNot) {
  const Header policy{"RateLimit-Policy", "\"a\";q=10;w=60"};
  EXPECT_EQ(window({policy, {"RateLimit", "\"a\";r=0"}}), (Window{0, 60s}));
  EXPECT_FALSE(window({policy, {"RateLimit", "\"a\";r=4"}}));
  EXPECT_FALSE(window({{"RateLimit", "\"a\";r=0"}}));
  EXPECT_FALSE(window({policy})) << "a policy alone is information, not a limit reached";
}

TEST(RateAdvice, ReadsTheEarlierDraftsDictionary) {
  EXPECT_EQ(window({{"RateLimit", "limit=100, remaining=50, reset=5"}}), (Window{50, 5s}));
  EXPECT_FALSE(window({{"RateLimit", "limit=100, remaining=50"}}));
  EXPECT_FALSE(window({{"RateLimit", "limit=100, reset=5"}}));
  EXPECT_FALSE(window({{"RateLimit", "limit=100, remaining=x, reset=5"}}));
}

TEST(RateAdvice, ReadsTheOlderSpellings) {
  for (const std::string prefix : {"RateLimit-", "X-RateLimit-", "X-Rate-Limit-", "x-ratelimit-"}) {
    EXPECT_EQ(
        window(
            {{prefix + "Limit", "100"}, {prefix + "Remaining", " 12 "}, {prefix + "Reset", "30"}}),
        (Window{12, 30s}))
        << prefix;
  }
}

TEST(RateAdvice, ReadsPointsInTime) {
  const auto reset = [](std::string text, std::vector<Header> more = {}) {
    more.push_back({"X-RateLimit-Remaining", "0"});
    more.push_back({"X-RateLimit-Reset", std::move(text)});
    return window(std::move(more));
  };
  EXPECT_EQ(reset("1768478445"), (Window{0, 45s}));
  EXPECT_EQ(reset("1768478445123"), (Window{0, 45123ms}));
  EXPECT_EQ(reset("1768478444.25"), (Window{0, 45s})) << "rounded up";
  EXPECT_EQ(reset("Thu, 15 Jan 2026 12:00:45 GMT"), (Window{0, 45s}));
  EXPECT_EQ(reset("0.5"), (Window{0, 1s}));
  EXPECT_EQ(reset("12.000"), (Window{0, 12s}));
  EXPECT_FALSE(reset("1768478400")) << "over";
  EXPECT_FALSE(reset("1768470000")) << "long over";
  EXPECT_FALSE(reset("0"));
  // By the server's clock, which is an hour ahead of ours here.
  EXPECT_EQ(reset("1768482045", {{"Date", "Thu, 15 Jan 2026 13:00:00 GMT"}}), (Window{0, 45s}));
  EXPECT_EQ(reset("1768478445", {{"Date", "yesterday"}}), (Window{0, 45s}));
  EXPECT_EQ(reset("45", {{"Date", "Thu, 15 Jan 2026 13:00:00 GMT"}}), (Window{0, 45s}));
}

TEST(RateAdvice, ResetAfterGoesBeforeReset) {
  EXPECT_EQ(window({{"X-RateLimit-Remaining", "0"},
                    {"X-RateLimit-Reset", "1768479000.5"},
                    {"X-RateLimit-Reset-After", "1.2"}}),
            (Window{0, 2s}));
}

TEST(RateAdvice, A429ThatSaysWhenHasNothingLeft) {
  EXPECT_EQ(window({{"X-RateLimit-Reset", "30"}}, 429), (Window{0, 30s}));
  EXPECT_FALSE(window({{"X-RateLimit-Reset", "30"}}, 200));
  EXPECT_FALSE(window({{"X-RateLimit-Remaining", "0"}}, 429));
}

TEST(RateAdvice, NewerFieldsGoBeforeOlderOnesAndMalformedOnesAreSkipped) {
  const std::vector<Header> older{{"X-RateLimit-Remaining", "3"}, {"X-RateLimit-Reset", "30"}};
  const auto with = [&](std::string value) {
    std::vector<Header> all = older;
    all.push_back({"RateLimit", std::move(value)});
    return window(std::move(all));
  };
  EXPECT_EQ(with("\"a\";r=8;t=9"), (Window{8, 9s}));
  for (const char* malformed :
       {"", "\"a\";r=8;t", "\"a\";r=-8;t=9", "\"a\";r=8;t=-9", "\"a;r=8;t=9", "\"a\";r=8.0;t=9",
        "\"a\";r=\"8\";t=9", "\"a\";r=8;t=9,", "\"a\";R=8;t=9", "5;r=8;t=9", "(\"a\");r=8;t=9",
        "\"a\" ;r=8;t=9", "\"a\";r=8;t=1000000000000000", "limit=1, remaining=2, reset=3,"}) {
    EXPECT_EQ(with(malformed), (Window{3, 30s})) << malformed;
  }
}

TEST(RateAdvice, MalformedOlderFieldsAreIgnored) {
  for (const char* remaining : {"", "-1", "many", "3.5", "1e3", "0x1", "9999999999999999"}) {
    EXPECT_FALSE(window({{"X-RateLimit-Remaining", remaining}, {"X-RateLimit-Reset", "30"}}))
        << remaining;
  }
  for (const char* reset : {"", "-1", "soon", ".5", "5.", "1.2.3", "1e3", "9999999999999999",
                            "2026-01-15", "Thu, 32 Jan 2026 12:00:45 GMT"}) {
    EXPECT_FALSE(window({{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", reset}})) << reset;
  }
}

}  // namespace
}  // namespace fieldcall::policy
