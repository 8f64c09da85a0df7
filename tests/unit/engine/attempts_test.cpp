// How calls try: retries, waits, deadlines, stalls, redirects.
#include <gtest/gtest.h>

#include "engine/score_field.hpp"

namespace fieldcall::test {
namespace {

using nlohmann::json;

TEST(Engine, RetriesWithFullJitterFromTheSeedAndAgainTheSame) {
  const auto run = [](std::uint64_t seed) {
    ScriptedHost host;
    CallInputs call = inputs();
    call.seed = seed;
    const Outcome outcome = host.run(
        parse_field(get_field), std::move(call),
        {respond(503, ""), break_with(TransportFault::reset), respond(200, answer_body())});
    EXPECT_EQ(outcome.status, OutcomeStatus::ok);
    EXPECT_EQ(host.sent.size(), 3U);
    EXPECT_EQ(host.sent[2].attempt.number, 3U);
    EXPECT_EQ(host.sent[2].request.url, host.sent[0].request.url);
    EXPECT_LE(host.sent_at[1] - host.sent_at[0], Millis{510});
    EXPECT_LE(host.sent_at[2] - host.sent_at[1], Millis{1010});
    return outcome_to_json(outcome);
  };
  EXPECT_EQ(run(1), run(1));
  EXPECT_NE(run(1), run(2));
}

TEST(Engine, WaitsAsLongAsRetryAfterAsks) {
  ScriptedHost host;
  const Outcome outcome =
      host.run(parse_field(get_field), inputs(),
               {respond(429, "", {{"retry-after", "2"}}), respond(200, answer_body())});
  EXPECT_EQ(outcome.status, OutcomeStatus::ok);
  EXPECT_GE(host.sent_at[1] - host.sent_at[0], Millis{2010});
  EXPECT_LE(host.sent_at[1] - host.sent_at[0], Millis{2510});
  EXPECT_EQ(attempts_of(outcome)[0].at("retry_after_ms"), 2000);
}

TEST(Engine, TakesTheFirstRetryAfterThatCanBeRead) {
  ScriptedHost host;
  const Outcome outcome = host.run(
      parse_field(get_field), inputs(),
      {respond(503, "", {{"Retry-After", "soon"}, {"Retry-After", "-1"}, {"Retry-After", "31"}})});
  EXPECT_EQ(error_name(outcome), "retry_later");
  EXPECT_EQ(json::parse(outcome.metadata_json).at("next_retry_at"), "2026-01-15T12:00:31.010Z");
}

TEST(Engine, GivesUpAfterTheLastRetryAndSaysWhenToComeBack) {
  ScriptedHost host;
  const Outcome outcome = host.run(changed_field(R"({"retry": 1})"), inputs(),
                                   {respond(500, ""), respond(503, "", {{"Retry-After", "5"}})});
  EXPECT_EQ(error_name(outcome), "server_error");
  EXPECT_TRUE(json::parse(outcome.metadata_json).contains("next_retry_at"));
  EXPECT_EQ(host.sent.size(), 2U);
}

TEST(Engine, DoesNotWaitForARetryThatTheDeadlineForbids) {
  ScriptedHost host;
  const Outcome outcome = host.run(changed_field(R"({"deadline": 1000, "timeout": 500})"), inputs(),
                                   {respond(503, "", {{"Retry-After", "1"}})});
  EXPECT_EQ(error_name(outcome), "server_error");
  EXPECT_NE(outcome.error->technical.find("leaves no time"), std::string::npos);
  EXPECT_EQ(host.now, script_start + Millis{10});
}

TEST(Engine, EndsAtTheDeadlineAndAbortsWhatIsOnTheWire) {
  ScriptedHost host;
  const Outcome outcome = host.run(changed_field(R"({"deadline": 1500, "timeout": 1000})"),
                                   inputs(), {stay_silent(), stay_silent()});
  EXPECT_EQ(error_name(outcome), "deadline_exceeded");
  EXPECT_EQ(host.now, script_start + Millis{1500});
  ASSERT_EQ(host.aborted.size(), 2U);
  EXPECT_EQ(host.aborted[0].number, 1U);
  EXPECT_EQ(host.aborted[1].number, 2U);
  EXPECT_EQ(attempts_of(outcome)[0].at("result"), "timeout");
  EXPECT_EQ(attempts_of(outcome)[1].at("result"), "deadline_exceeded");
}

TEST(Engine, StartsNothingWhenTheHostWakesTooLate) {
  Engine engine;
  const CallId call =
      engine.start(changed_field(R"({"deadline": 5000, "timeout": 1000})"), inputs(), script_start);
  ASSERT_TRUE(engine.poll().has_value());
  ASSERT_TRUE(engine
                  .handle(RequestFailed{{call, 1, 0}, TransportFault::dns, false, ""},
                          script_start + Millis{1})
                  .ok());
  ASSERT_FALSE(engine.poll().has_value());
  ASSERT_TRUE(engine.handle(TimeElapsed{}, script_start + Millis{4950}).ok());
  const auto action = engine.poll();
  ASSERT_TRUE(action.has_value());
  ASSERT_TRUE(std::holds_alternative<Finished>(*action));
  const Outcome& outcome = std::get_if<Finished>(&*action)->outcome;
  EXPECT_EQ(error_name(outcome), "deadline_exceeded");
  EXPECT_NE(outcome.error->technical.find("after attempt 1"), std::string::npos);
}

TEST(Engine, TellsAStallFromALongWaitForTheFirstByte) {
  ScriptedHost silent;
  Step slow = respond(200, answer_body());
  slow.after = Millis{29'000};
  EXPECT_EQ(silent.run(parse_field(get_field), inputs(), {slow}).status, OutcomeStatus::ok);

  ScriptedHost dripping;
  slow.progress = {Millis{9000}, Millis{18'000}, Millis{27'000}};
  EXPECT_EQ(dripping.run(parse_field(get_field), inputs(), {slow}).status, OutcomeStatus::ok);

  ScriptedHost stalling;
  const Outcome outcome =
      stalling.run(parse_field(get_field), inputs(),
                   {stay_silent({Millis{100}, Millis{5000}}), respond(200, answer_body())});
  EXPECT_EQ(outcome.status, OutcomeStatus::ok);
  EXPECT_EQ(attempts_of(outcome)[0].at("result"), "stalled");
  EXPECT_EQ(attempts_of(outcome)[0].at("duration_ms"), 15'000);
  EXPECT_EQ(stalling.aborted.size(), 1U);
}

TEST(Engine, FollowsRedirectsInsideTheOriginAsOneAttempt) {
  ScriptedHost host;
  const Outcome outcome =
      host.run(changed_field(R"({"api_config": {"max_redirects": 2}})"), inputs(),
               {respond(302, "", {{"Location", "/a?b=1#f"}}),
                respond(308, "", {{"location", "https://api.example.com:443/c"}}),
                respond(200, answer_body())});
  EXPECT_EQ(outcome.status, OutcomeStatus::ok);
  ASSERT_EQ(host.sent.size(), 3U);
  EXPECT_EQ(host.sent[1].request.url, "https://api.example.com/a?b=1");
  EXPECT_EQ(host.sent[2].request.url, "https://api.example.com/c");
  EXPECT_EQ(host.sent[2].attempt, (AttemptId{host.call, 1, 2}));
  EXPECT_EQ(host.sent[2].request.headers, host.sent[0].request.headers);
  EXPECT_EQ(attempts_of(outcome).size(), 1U);
}

TEST(Engine, RefusesOtherRedirects) {
  const auto run = [](std::string_view change, std::deque<Step> script) {
    ScriptedHost host;
    const Outcome outcome = host.run(changed_field(change), inputs(), std::move(script));
    return error_name(outcome) + " " + std::to_string(host.sent.size());
  };
  const auto to = [](std::string location) {
    return respond(301, "", {{"Location", std::move(location)}});
  };
  constexpr std::string_view one = R"({"api_config": {"max_redirects": 1}})";
  EXPECT_EQ(run("{}", {to("/a")}), "redirect_refused 1");
  EXPECT_EQ(run(one, {to("/a"), to("/b")}), "redirect_refused 2");
  EXPECT_EQ(run(one, {to("http://api.example.com/a")}), "redirect_refused 1");
  EXPECT_EQ(run(one, {to("https://other.example.com/a")}), "redirect_refused 1");
  EXPECT_EQ(run(one, {to("https://api.example.com:8443/a")}), "redirect_refused 1");
  EXPECT_EQ(run(one, {to("//other.example.com/a")}), "redirect_refused 1");
  EXPECT_EQ(run(one, {respond(301, "")}), "redirect_refused 1");
  EXPECT_EQ(run(one, {respond(304, "", {{"Location", "/a"}})}), "redirect_refused 1");
}

TEST(Engine, SaysWhyARedirectWasRefused) {
  const auto why = [](std::string_view change, Step step) {
    ScriptedHost host;
    const std::string text =
        host.run(changed_field(change), inputs(), {std::move(step)}).error->technical;
    return text.substr(text.find("answered"));
  };
  const auto to = [](std::string location) {
    return respond(302, "", {{"Location", std::move(location)}});
  };
  constexpr std::string_view one = R"({"api_config": {"max_redirects": 1}})";
  EXPECT_EQ(why("{}", to("/a")), "answered 302; `max_redirects` is 0");
  EXPECT_EQ(why(one, to("https://other.example.com/a")),
            "answered 302; The redirect leads to another origin. Call that origin directly.");
  EXPECT_EQ(why(one, respond(302, "")), "answered 302; it names no Location");
  EXPECT_EQ(why(R"({"api_config": {"max_redirects": 1, "method": "POST", "body": {}}})", to("/a")),
            "answered 302; redirects are followed for GET and HEAD only");
}

TEST(Engine, SaysWhySuccessWhenFailedAndHowLargeAnAnswerMayBe) {
  ScriptedHost host;
  const Outcome judged =
      host.run(changed_field(R"json({"api_config": {"success_when": "abs(body) > `0`"}})json"),
               inputs(), {respond(200, "{}")});
  EXPECT_EQ(error_name(judged), "api_reported_error");
  EXPECT_NE(judged.error->technical.find("answered 200; `success_when` cannot be evaluated"),
            std::string::npos)
      << judged.error->technical;

  ScriptedHost other;
  const Outcome large = other.run(changed_field(R"({"api_config": {"max_response_bytes": 10}})"),
                                  inputs(), {break_with(TransportFault::response_too_large)});
  EXPECT_EQ(error_name(large), "response_too_large");
  EXPECT_NE(large.error->technical.find("the body is over 10 bytes"), std::string::npos);
}

TEST(Engine, DoesNotFollowARedirectWithoutTimeForIt) {
  ScriptedHost host;
  Step late = respond(302, "", {{"Location", "/a"}});
  late.after = Millis{950};
  const Outcome outcome = host.run(changed_field(R"({"deadline": 1000, "timeout": 1000, "retry": 0,
                        "api_config": {"max_redirects": 1}})"),
                                   inputs(), {late});
  EXPECT_EQ(error_name(outcome), "deadline_exceeded");
  EXPECT_EQ(host.sent.size(), 1U);
  EXPECT_TRUE(host.aborted.empty());
}

TEST(Engine, TheAttemptTimeoutCoversItsRedirects) {
  ScriptedHost host;
  Step late = respond(302, "", {{"Location", "/a"}});
  late.after = Millis{900};
  const Outcome outcome = host.run(changed_field(R"({"timeout": 1000, "retry": 0, "deadline": 60000,
                                 "api_config": {"max_redirects": 1}})"),
                                   inputs(), {late, stay_silent()});
  EXPECT_EQ(error_name(outcome), "timeout");
  EXPECT_EQ(host.now, script_start + Millis{1000});
  EXPECT_EQ(host.aborted.front(), (AttemptId{host.call, 1, 1}));
}

}  // namespace
}  // namespace fieldcall::test
