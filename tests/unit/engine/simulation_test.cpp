#include "engine/simulation.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/score_field.hpp"

namespace fieldcall::test {
namespace {

using nlohmann::json;

json simulated(const Field& field, std::string_view script, const CallInputs& call = inputs(),
               const SimulationOptions& options = {.now = script_start}) {
  const std::string text = simulate(field, call, script, options);
  EXPECT_EQ(text.find("tok-0123456789"), std::string::npos) << text;
  return json::parse(text);
}

std::vector<std::string> events(const json& simulation) {
  std::vector<std::string> names;
  for (const json& entry : simulation.at("timeline")) names.push_back(entry.at("event"));
  return names;
}

std::vector<std::int64_t> times_of(const json& simulation, std::string_view event) {
  std::vector<std::int64_t> times;
  for (const json& entry : simulation.at("timeline")) {
    if (entry.at("event") == event) times.push_back(entry.at("at_ms"));
  }
  return times;
}

std::string ok_script() {
  return R"([{"status": 200, "body": )" + answer_body() + "}]";
}

// The same answers at the same times through a host of the tests.
TEST(Simulate, EndsAsTheCallDoes) {
  const Field field = parse_field(get_field);
  ScriptedHost host;
  const Outcome outcome =
      host.run(field, inputs(),
               {break_with(TransportFault::reset), stay_silent(), respond(200, answer_body())});
  const json simulation = simulated(field, R"([{"fault": "reset", "delay_ms": 10},
    {"timeout": true}, {"status": 200, "delay_ms": 10, "body": )" +
                                               answer_body() + "}]");
  json ran = as_json(outcome);
  EXPECT_EQ(simulation.at("outcome"), ran);
  EXPECT_EQ(simulation.at("unused_answers"), 0);
  EXPECT_EQ(simulation.at("virtual_duration_ms"), ran.at("metadata").at("duration_ms"));
}

TEST(Simulate, ShowsRequestsAsRenderDoes) {
  const Field field = parse_field(get_field);
  const json simulation = simulated(field, R"([{"status": 500}, {"status": 200}])");
  const json shown = json::parse(render_preview(field, inputs(), {.now = script_start}));
  ASSERT_EQ(simulation.at("requests").size(), 2U);
  const json& first = simulation.at("requests")[0];
  EXPECT_EQ(first.at("request"), shown.at("request"));
  EXPECT_EQ(first.at("at_ms"), 0);
  EXPECT_EQ(first.at("attempt"), 1);
  EXPECT_EQ(first.at("answer"), json::parse(R"({"list": "answers", "index": 0})"));
  const json& second = simulation.at("requests")[1];
  EXPECT_EQ(second.at("same_as"), 0);
  EXPECT_FALSE(second.contains("request"));
  EXPECT_EQ(second.at("answer").at("index"), 1);
  EXPECT_EQ(times_of(simulation, "request_sent").size(), 2U);
}

TEST(Simulate, IsTheSameEachTime) {
  const Field field = parse_field(get_field);
  constexpr std::string_view script = R"([{"status": 500, "times": 2}, {"status": 200}])";
  CallInputs call = inputs();
  const std::string first = simulate(field, call, script, {.now = script_start});
  EXPECT_EQ(simulate(field, call, script, {.now = script_start}), first);
  call.seed = 43;
  EXPECT_NE(simulate(field, call, script, {.now = script_start}), first);
}

TEST(Simulate, TellsOfARedirect) {
  CallInputs call = inputs();
  call.secrets["path"] = Secret{SecretText("pq"), {}, {}};
  const json simulation = simulated(
      changed_field(R"({"api_config": {"max_redirects": 1}})"),
      R"([{"status": 302, "headers": {"Location": "/v2/tok-0123456789/pq"}}, {"status": 200}])",
      call);
  const json& hop = simulation.at("requests")[1];
  EXPECT_EQ(hop.at("hop"), 1);
  const std::string url = hop.at("request").at("url");
  EXPECT_EQ(url.find("pq"), std::string::npos) << url;
  EXPECT_NE(url.find("/v2/"), std::string::npos) << url;
}

TEST(Simulate, NeedsNoSecretValue) {
  CallInputs call = inputs();
  call.secrets.clear();
  const json simulation = simulated(parse_field(get_field), ok_script(), call);
  EXPECT_EQ(simulation.at("outcome").at("status"), "ok");
  EXPECT_EQ(simulation.at("stand_ins"), json::array({"api_token"}));
  EXPECT_FALSE(simulation.at("outcome").contains("notes"));
  EXPECT_EQ(simulation.dump().find("simulated-"), std::string::npos);
  EXPECT_EQ(simulated(parse_field(get_field), ok_script()).at("stand_ins"), json::array());
}

TEST(Simulate, ScrubsWhatAScriptEchoes) {
  const json simulation = simulated(parse_field(get_field), R"([{"status": 200,
    "headers": {"X": "tok-0123456789"}, "body": {"result": {"score": "tok-0123456789"}}}])");
  EXPECT_EQ(simulation.at("outcome").at("updates").at("credit_score"),
            "\u2039secret:api_token\u203a");
}

TEST(Simulate, QuotesNoSecretOfAScript) {
  const Field field = parse_field(get_field);
  const std::string padding(55, '-');
  json refused = simulated(
      field, R"([{"status": 200, "headers": {")" + padding + R"( tok-0123456789": "x"}}])");
  EXPECT_EQ(refused.at("problem").at("code"), "invalid_script");
  EXPECT_NE(refused.dump().find("secret:"), std::string::npos);
  EXPECT_EQ(refused.dump().find("tok-0"), std::string::npos);
  const json warned = simulated(field, R"([{"status": 200, "tok-0123456789": 1}])");
  EXPECT_EQ(warned.at("diagnostics")[0].at("code"), "unknown_key");
  CallInputs call = inputs();
  call.secrets["number"] = Secret{SecretText("1234567890123"), {}, {}};
  refused = simulated(field, R"([{"status": 1234567890123}])", call);
  EXPECT_EQ(refused.at("problem").at("code"), "invalid_script");
  EXPECT_EQ(refused.dump().find("1234567890123"), std::string::npos);
}

TEST(Simulate, SaysThatTheScriptIsTooShort) {
  const json simulation =
      simulated(parse_field(get_field), R"([{"status": 500}, {"fault": "dns"}])");
  EXPECT_EQ(simulation.at("problem").at("code"), "script_too_short");
  EXPECT_NE(simulation.at("problem").at("message").get<std::string>().find("number 3 of run 1"),
            std::string::npos);
  EXPECT_FALSE(simulation.contains("outcome"));
  EXPECT_EQ(simulation.at("requests").size(), 2U);
  EXPECT_EQ(times_of(simulation, "attempt_started").size(), 3U);
  EXPECT_EQ(simulated(parse_field(get_field), "[]").at("problem").at("code"), "script_too_short");
}

TEST(Simulate, CountsWhatWasNotUsed) {
  const json simulation = simulated(
      parse_field(get_field), R"([{"status": 200, "times": 3}, {"status": 500, "times": 4}])");
  EXPECT_EQ(simulation.at("unused_answers"), 6);
}

TEST(Simulate, RefusesWhatIsNoScript) {
  const Field field = parse_field(get_field);
  json refused = simulated(field, "[1,");
  EXPECT_EQ(refused.at("problem").at("code"), "invalid_json");
  EXPECT_NE(refused.at("problem").at("message").get<std::string>().find("line 1, column 4"),
            std::string::npos);
  EXPECT_FALSE(refused.contains("timeline"));
  refused = simulated(field, R"([{"status": 200}, {"fault": "dnss"}])");
  EXPECT_EQ(refused.at("problem").at("code"), "invalid_value");
  EXPECT_EQ(refused.at("problem").at("pointer"), "/1/fault");
  EXPECT_EQ(refused.at("problem").at("fix"), "did you mean \"dns\"?");
  refused = simulated(field, "[" + std::string(5'000'000, ' ') + "]");
  EXPECT_EQ(refused.at("problem").at("code"), "script_too_large");
  const json warned = simulated(field, R"([{"status": 200, "boddy": 1}])");
  EXPECT_FALSE(warned.contains("problem"));
  EXPECT_EQ(warned.at("diagnostics")[0].at("code"), "unknown_key");
}

TEST(Simulate, SendsNothingWithoutItsInputs) {
  CallInputs call = inputs();
  call.data_json = "{}";
  const json simulation = simulated(parse_field(get_field), ok_script(), call);
  EXPECT_EQ(simulation.at("outcome").at("status"), "waiting_input");
  EXPECT_EQ(simulation.at("requests"), json::array());
  EXPECT_EQ(simulation.at("unused_answers"), 1);
}

TEST(Simulate, MakesEveryRunACallOfItsOwn) {
  CallInputs call = inputs();
  call.call_id = "c";
  const Field field =
      changed_field(R"({"retry": 0, "api_config": {"method": "POST", "body": "{call.id}"}})");
  const json simulation =
      simulated(field, R"({"answers": [{"status": 200, "times": 3}], "repeat": 3,
                           "pause_ms": 500})",
                call);
  std::vector<std::string> bodies;
  for (const json& request : simulation.at("requests")) {
    bodies.push_back(request.at("request").at("body"));
  }
  EXPECT_EQ(bodies, (std::vector<std::string>{"\"c\"", "\"c-2\"", "\"c-3\""}));
  EXPECT_EQ(times_of(simulation, "call_started"), (std::vector<std::int64_t>{0, 600, 1200}));
  EXPECT_EQ(simulation.at("runs")[2],
            json::parse(R"({"run": 3, "at_ms": 1200, "duration_ms": 100, "status": "empty",
                            "attempts": 1})"));
  EXPECT_EQ(simulation.at("outcome").at("metadata").at("seed"), "44");
}

TEST(Simulate, FollowsTheScriptsTraffic) {
  const json simulation = simulated(parse_field(get_field), R"({"answers": [{"status": 200,
    "times": 2}], "repeat": 2, "traffic": {"rate": 1, "rate_period_ms": 5000}})");
  EXPECT_EQ(times_of(simulation, "request_sent"), (std::vector<std::int64_t>{0, 5000}));
  EXPECT_EQ(times_of(simulation, "queued"), (std::vector<std::int64_t>{100}));
  const json limited = simulated(parse_field(get_field), R"({"answers": [{"status": 200,
    "times": 2}], "repeat": 2, "traffic": {"quota": 1}})");
  EXPECT_EQ(limited.at("runs")[1].at("error"), "quota_exhausted");
}

constexpr std::string_view oauth2 = R"({"api_config": {"headers": null, "auth": {
  "type": "oauth2", "token_url": "https://login.example.com/token",
  "client_id": "{secret.client_id}", "client_secret": "{secret.client_secret}"}}})";

TEST(Simulate, GivesATokenThatTheScriptDoesNotSpeakOf) {
  CallInputs call = inputs();
  const json simulation = simulated(changed_field(oauth2), ok_script(), call);
  EXPECT_EQ(simulation.at("outcome").at("status"), "ok") << simulation;
  ASSERT_EQ(simulation.at("requests").size(), 2U);
  const json& token = simulation.at("requests")[0];
  EXPECT_TRUE(token.at("token_fetch"));
  EXPECT_FALSE(token.contains("answer"));
  EXPECT_EQ(token.at("request").at("url"), "https://login.example.com/token");
  EXPECT_EQ(simulation.dump().find("simulated-access-token"), std::string::npos);
  EXPECT_EQ(simulation.at("runs")[0].at("attempts"), 1);
}

TEST(Simulate, TakesTokensFromTheScript) {
  const json simulation = simulated(changed_field(oauth2), R"({"answers": [{"status": 200}],
    "token": [{"status": 401, "body": {"error": "invalid_client"}}]})");
  EXPECT_EQ(simulation.at("outcome").at("error").at("code"), "token_refused");
  EXPECT_EQ(simulation.at("requests")[0].at("answer").at("list"), "token");
  const json ended = simulated(changed_field(oauth2), R"({"answers": [{"status": 200}],
    "token": []})");
  EXPECT_EQ(ended.at("problem").at("code"), "script_too_short");
  EXPECT_NE(ended.at("problem").at("fix").get<std::string>().find("token"), std::string::npos);
}

TEST(Simulate, EndsWithTheSlowestScript) {
  const json simulation =
      simulated(changed_field(R"({"retry": 10, "timeout": 120000})"),
                R"({"answers": [{"status": 500, "drip": {"pieces": 1000, "every_ms": 10},
                       "times": 10000}], "repeat": 100, "pause_ms": 2678400000})");
  EXPECT_EQ(simulation.at("runs").size(), 100U);
}

TEST(Simulate, LeavesTheEventsOfACallInOrder) {
  const json simulation =
      simulated(parse_field(get_field), R"([{"status": 500}, {"status": 200}])");
  EXPECT_EQ(events(simulation),
            (std::vector<std::string>{"call_started", "attempt_started", "request_sent",
                                      "attempt_finished", "retry_scheduled", "attempt_started",
                                      "request_sent", "attempt_finished", "call_finished"}));
}

}  // namespace
}  // namespace fieldcall::test
