// JSONTestSuite: y_ must be read, n_ must be refused, i_ may be either but must not crash.
#include <gtest/gtest.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "fuzz/json_reader_check.hpp"
#include "support/shared_data.hpp"

namespace fieldcall {
namespace {

struct Case {
  std::string path;
  std::string expect;
  std::string text;
};

std::vector<Case> load_cases() {
  std::vector<Case> cases;
  const auto index = test::read_conformance("json-parsing/index.json");
  if (!index) return cases;
  const auto suite = nlohmann::json::parse(*index);
  for (const auto& entry : suite.at("cases")) {
    const std::string path =
        entry.at("dir").get<std::string>() + "/" + entry.at("id").get<std::string>();
    const auto text = test::read_conformance("json-parsing/" + path);
    EXPECT_TRUE(text) << path;
    if (text) cases.push_back({path, entry.at("expect").get<std::string>(), *text});
  }
  return cases;
}

// What becomes of the texts of test_transform, where the suite gives no verdict: digits stay as
// they are, keys are compared byte by byte, the last of equal keys wins, half a character is
// refused.
std::string transformed(const std::string& name, const std::string& text) {
  if (name.find("invalid_codepoint") != std::string::npos) return "json_utf8";
  if (name == "object_same_key_different_values.json") return R"({"a":2})";
  if (name == "object_same_key_same_value.json") return R"({"a":1})";
  if (name == "object_same_key_unclear_values.json") return R"({"a":-0})";
  return text.substr(0, text.find_last_not_of('\n') + 1);
}

TEST(JsonParsing, JsonTestSuite) {
  const std::vector<Case> cases = load_cases();
  if (cases.empty()) GTEST_SKIP() << "the conformance data is not on this machine";
  std::size_t total = 0;
  std::size_t passed = 0;
  for (const Case& item : cases) {
    const bool accepted = json::Document::parse(item.text).ok();
    const bool wrong =
        (item.expect == "accept" && !accepted) || (item.expect == "reject" && accepted);
    EXPECT_FALSE(wrong) << item.path;
    const std::string problem = test::check_json_reader(item.text);
    EXPECT_EQ(problem, "") << item.path;
    ++total;
    if (!wrong && problem.empty()) ++passed;
  }
  std::printf("json-parsing: %zu/%zu\n", passed, total);
}

TEST(JsonParsing, Transformations) {
  const std::vector<Case> cases = load_cases();
  if (cases.empty()) GTEST_SKIP() << "the conformance data is not on this machine";
  std::size_t seen = 0;
  for (const Case& item : cases) {
    if (!item.path.starts_with("test_transform/")) continue;
    const std::string name = item.path.substr(item.path.find('/') + 1);
    const auto document = json::Document::parse(item.text);
    EXPECT_EQ(document ? json::to_text(document->root()) : document.error().code,
              transformed(name, item.text))
        << name;
    ++seen;
  }
  EXPECT_EQ(seen, 22U);
}

}  // namespace
}  // namespace fieldcall
