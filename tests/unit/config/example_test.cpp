#include "config/example.hpp"

#include <gtest/gtest.h>

#include <string>

#include "json/reader.hpp"

namespace fieldcall::config {
namespace {

struct ReadExamples {
  std::vector<Example> examples;
  Diagnostics diagnostics;
};

ReadExamples read(std::string_view text) {
  json::Arena arena;
  const auto value = json::read(text, arena);
  EXPECT_TRUE(value.ok()) << text;
  ReadExamples read;
  read.examples = read_examples(*value, "/examples", arena, read.diagnostics);
  return read;
}

std::string first_problem(std::string_view text) {
  const Diagnostics diagnostics = read(text).diagnostics;
  if (diagnostics.empty()) return "none";
  return diagnostics.front().code + " " + diagnostics.front().pointer;
}

TEST(ReadExamples, ReadsInputsScriptAndExpectation) {
  const ReadExamples read_examples = read(R"([{"name": "found",
    "inputs": {"data": {"vat": "1"}, "roots": {"env": {"api_base": "https://a.example"}, "n": 7},
               "previous": {"updates": {"a": 1}}, "trigger": "on_update", "call_id": "c1",
               "seed": 42},
    "script": [{"status": 200}], "expect": {"status": "ok", "value": null}}])");
  EXPECT_TRUE(read_examples.diagnostics.empty());
  ASSERT_EQ(read_examples.examples.size(), 1U);
  const Example& example = read_examples.examples.front();
  EXPECT_EQ(example.name, "found");
  EXPECT_EQ(example.inputs.data_json, R"({"vat":"1"})");
  EXPECT_EQ(example.inputs.roots.at("env"), R"({"api_base":"https://a.example"})");
  EXPECT_EQ(example.inputs.roots.at("n"), "7");
  EXPECT_EQ(example.inputs.previous_outcome_json, R"({"updates":{"a":1}})");
  EXPECT_EQ(example.inputs.trigger, Trigger::on_update);
  EXPECT_EQ(example.inputs.call_id, "c1");
  EXPECT_EQ(example.inputs.seed, 42U);
  EXPECT_EQ(example.script.answers.size(), 1U);
  EXPECT_EQ(example.expect_json, R"({"status":"ok","value":null})");
}

TEST(ReadExamples, NeedsNoInputs) {
  const ReadExamples read_examples =
      read(R"([{"name": "n", "script": [], "expect": {"value": null}}])");
  EXPECT_TRUE(read_examples.diagnostics.empty());
  EXPECT_EQ(read_examples.examples.front().inputs.data_json, "{}");
  EXPECT_EQ(read_examples.examples.front().inputs.trigger, Trigger::manual);
}

TEST(ReadExamples, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(first_problem("[{}]"), "missing_key /examples/0");
  EXPECT_EQ(first_problem(R"([{"name": "", "script": [], "expect": {"status": "ok"}}])"),
            "invalid_value /examples/0/name");
  EXPECT_EQ(first_problem(R"([{"name": "n", "script": [], "expect": {}}])"),
            "invalid_example /examples/0/expect");
  EXPECT_EQ(first_problem(R"([{"name": "n", "script": [{}], "expect": {"status": "ok"}}])"),
            "invalid_script /examples/0/script/0");
  EXPECT_EQ(
      first_problem(R"([{"name": "n", "script": [], "expect": {"error": {"code": "time_out"}}}])"),
      "invalid_example /examples/0/expect/error/code");
  EXPECT_EQ(first_problem(R"([{"name": "n", "script": [], "expect": {"status": "ok"},
                               "inputs": {"roots": {"data": {}}}}])"),
            "invalid_example /examples/0/inputs/roots/data");
  EXPECT_EQ(first_problem(R"([{"name": "n", "script": [], "expect": {"status": "ok"}},
                              {"name": "n", "script": [], "expect": {"status": "ok"}}])"),
            "invalid_example /examples/1/name");
  EXPECT_EQ(first_problem(R"([{"name": "n", "script": [], "expect": {"statsu": "ok"}}])"),
            "unknown_key /examples/0/expect/statsu");
}

}  // namespace
}  // namespace fieldcall::config
