#include "config/script.hpp"

#include <gtest/gtest.h>

#include <string>

#include "json/document.hpp"
#include "json/reader.hpp"

namespace fieldcall::config {
namespace {

struct ReadScript {
  Script script;
  Diagnostics diagnostics;
};

ReadScript read(std::string_view text) {
  json::Arena arena;
  const auto value = json::read(text, arena);
  EXPECT_TRUE(value.ok()) << text;
  ReadScript read;
  read.script = read_script(*value, "/script", arena, read.diagnostics);
  return read;
}

std::string first_problem(std::string_view text) {
  const Diagnostics diagnostics = read(text).diagnostics;
  if (diagnostics.empty()) return "none";
  return diagnostics.front().code + " " + diagnostics.front().pointer;
}

TEST(ReadScript, ReadsAnAnswerWithEverything) {
  const ReadScript read_script = read(R"([{"status": 503, "headers": {"Retry-After": "2",
    "Set-Cookie": ["a=1", "b=2"]}, "body": {"error": 1.50}, "delay_ms": 7, "times": 3,
    "drip": {"pieces": 4, "every_ms": 250}}])");
  EXPECT_TRUE(read_script.diagnostics.empty());
  ASSERT_EQ(read_script.script.answers.size(), 1U);
  const ScriptedAnswer& answer = read_script.script.answers.front();
  EXPECT_EQ(answer.kind, ScriptedAnswer::Kind::responds);
  EXPECT_EQ(answer.response.status, 503);
  EXPECT_EQ(answer.response.headers, (std::vector<Header>{{"Retry-After", "2"},
                                                          {"Set-Cookie", "a=1"},
                                                          {"Set-Cookie", "b=2"},
                                                          {"Content-Type", "application/json"}}));
  EXPECT_EQ(answer.response.body, R"({"error":1.50})");
  EXPECT_EQ(answer.delay, Millis{7});
  EXPECT_EQ(answer.times, 3U);
  EXPECT_EQ(answer.pieces, 4U);
  EXPECT_EQ(answer.piece_every, Millis{250});
}

TEST(ReadScript, LeavesWhatIsSaidAlone) {
  const Script script =
      read(R"([{"status": 200, "headers": {"content-type": "text/plain"}, "body": "x"},
               {"status": 200, "text": "<p>"}, {"status": 204}])")
          .script;
  EXPECT_EQ(script.answers[0].response.headers,
            (std::vector<Header>{{"content-type", "text/plain"}}));
  EXPECT_EQ(script.answers[0].response.body, "\"x\"");
  EXPECT_EQ(script.answers[1].response.body, "<p>");
  EXPECT_TRUE(script.answers[1].response.headers.empty());
  EXPECT_EQ(script.answers[2].response.body, "");
  EXPECT_EQ(script.answers[2].delay, Millis{100});
}

TEST(ReadScript, KnowsFaultsByName) {
  const Script script = read(R"([{"fault": "dns"}, {"fault": "reset"}, {"fault": "stall"},
    {"timeout": true}, {"fault": "connect", "sent": true}, {"fault": "truncated", "sent": false}])")
                            .script;
  using Kind = ScriptedAnswer::Kind;
  EXPECT_EQ(script.answers[0].kind, Kind::breaks);
  EXPECT_EQ(script.answers[0].fault, TransportFault::dns);
  EXPECT_FALSE(script.answers[0].may_have_been_sent);
  EXPECT_EQ(script.answers[1].fault, TransportFault::reset);
  EXPECT_TRUE(script.answers[1].may_have_been_sent);
  EXPECT_EQ(script.answers[2].kind, Kind::stalls);
  EXPECT_EQ(script.answers[3].kind, Kind::is_silent);
  EXPECT_TRUE(script.answers[4].may_have_been_sent);
  EXPECT_EQ(script.answers[5].fault, TransportFault::truncated);
  EXPECT_FALSE(script.answers[5].may_have_been_sent);
}

TEST(ReadScript, ReadsEveryFaultOfTheTable) {
  for (const Row& row : rows_of(Table::answer)) {
    if (row.key != "fault") continue;
    for (const std::string_view word : row.words) {
      const Script script = read(R"([{"fault": ")" + std::string(word) + R"("}])").script;
      if (word == "stall") continue;
      EXPECT_EQ(transport_fault_name(script.answers.front().fault), word);
    }
  }
}

TEST(ReadScript, ReadsAnObjectWithMore) {
  const ReadScript read_script = read(R"({"answers": [{"status": 200}], "token": [{"status": 401}],
    "repeat": 12, "pause_ms": 1000, "traffic": {"rate": 5, "rate_period_ms": 60000, "burst": 2,
    "quota": 9, "retry_budget": false, "circuit_breaker": false, "learn_rate": false}})");
  EXPECT_TRUE(read_script.diagnostics.empty());
  const Script& script = read_script.script;
  EXPECT_EQ(script.answers.size(), 1U);
  ASSERT_TRUE(script.token);
  EXPECT_EQ(script.token->front().response.status, 401);
  EXPECT_EQ(script.repeat, 12U);
  EXPECT_EQ(script.pause, Millis{1000});
  EXPECT_EQ(script.traffic.rate, 5U);
  EXPECT_EQ(script.traffic.rate_period, Millis{60'000});
  EXPECT_EQ(script.traffic.burst, 2U);
  EXPECT_EQ(script.traffic.quota, 9U);
  EXPECT_EQ(script.traffic.retry_budget, false);
  EXPECT_EQ(script.traffic.circuit_breaker, false);
  EXPECT_EQ(script.traffic.learn_rate, false);
}

TEST(ReadScript, LeavesWhatIsNotSaidToTheHost) {
  const Script script = read("[]").script;
  EXPECT_FALSE(script.token);
  EXPECT_EQ(script.repeat, 1U);
  EXPECT_FALSE(script.traffic.rate);
  EXPECT_FALSE(script.traffic.circuit_breaker);
}

TEST(ReadScript, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(first_problem("7"), "wrong_type /script");
  EXPECT_EQ(first_problem("[7]"), "wrong_type /script/0");
  EXPECT_EQ(first_problem("[{}]"), "invalid_script /script/0");
  EXPECT_EQ(first_problem(R"([{"status": 200, "fault": "dns"}])"), "invalid_script /script/0");
  EXPECT_EQ(first_problem(R"([{"timeout": false}])"), "invalid_script /script/0");
  EXPECT_EQ(first_problem(R"([{"status": 600}])"), "out_of_range /script/0/status");
  EXPECT_EQ(first_problem(R"([{"fault": "dnss"}])"), "invalid_value /script/0/fault");
  EXPECT_EQ(first_problem(R"([{"status": 200, "body": 1, "text": "1"}])"),
            "invalid_script /script/0/text");
  EXPECT_EQ(first_problem(R"([{"fault": "dns", "body": 1}])"), "invalid_script /script/0/body");
  EXPECT_EQ(first_problem(R"([{"timeout": true, "delay_ms": 1}])"),
            "invalid_script /script/0/delay_ms");
  EXPECT_EQ(first_problem(R"([{"status": 200, "sent": true}])"), "invalid_script /script/0/sent");
  EXPECT_EQ(first_problem(R"([{"status": 200, "headers": {"a b": "1"}}])"),
            "invalid_script /script/0/headers/a b");
  EXPECT_EQ(first_problem(R"([{"status": 200, "headers": {"a": "1\n2"}}])"),
            "invalid_script /script/0/headers/a");
  EXPECT_EQ(first_problem(R"([{"status": 200, "headers": {"a": 1}}])"),
            "wrong_type /script/0/headers/a");
  EXPECT_EQ(first_problem(R"([{"status": 200, "headers": {"a": ["1", 2]}}])"),
            "invalid_script /script/0/headers/a/1");
  EXPECT_EQ(first_problem(R"({"repeat": 2})"), "missing_key /script");
  EXPECT_EQ(first_problem(R"({"answers": [], "repeat": 101})"), "out_of_range /script/repeat");
  EXPECT_EQ(first_problem(R"({"answers": [], "token": [{}]})"), "invalid_script /script/token/0");
  EXPECT_EQ(first_problem(R"([{"status": 200, "boddy": 1}])"), "unknown_key /script/0/boddy");
}

}  // namespace
}  // namespace fieldcall::config
