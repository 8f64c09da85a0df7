#include "fieldcall/evaluate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace fieldcall {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

// The result, "nothing" or "CLASS at OFFSET".
std::string result_of(std::string_view expression, std::string_view document,
                      std::optional<ExpressionLanguage> language = std::nullopt) {
  const auto evaluated = evaluate_expression(expression, document, language);
  if (!evaluated) {
    return evaluated.error().code + " at " + std::to_string(evaluated.error().offset);
  }
  return evaluated->result_json.value_or("nothing");
}

std::string nested(std::size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

TEST(EvaluateExpression, ChoosesTheLanguageAsMappingsDo) {
  EXPECT_EQ(expression_language("$.a"), ExpressionLanguage::jsonpath);
  EXPECT_EQ(expression_language("$ | a"), ExpressionLanguage::jmespath);
  EXPECT_EQ(result_of("a[0]", R"({"a":[1.50]})"), "1.50");
  EXPECT_EQ(result_of("$.a[0]", R"({"a":[1.50]})"), "1.50");
  EXPECT_EQ(result_of("$", "[1]", ExpressionLanguage::jmespath), "[1]");
  EXPECT_EQ(result_of("a", "[1]", ExpressionLanguage::jsonpath), "syntax at 0");
}

TEST(EvaluateExpression, GivesWhatAMappingWouldGet) {
  EXPECT_EQ(result_of("b", "{}"), "null");
  EXPECT_EQ(result_of("$.b", "{}"), "nothing");
  EXPECT_EQ(result_of("$.b", R"({"b":null})"), "null");
  EXPECT_EQ(result_of("$.*", "{}"), "[]");
  EXPECT_EQ(result_of("['text', `7.50`]", "{}"), R"(["text",7.50])");
  EXPECT_EQ(result_of("$.*", R"({"a":9007199254740993,"b":1e400})"), "[9007199254740993,1e400]");
}

TEST(EvaluateExpression, GivesNodesAndPathsOfJsonpath) {
  const auto evaluated = evaluate_expression("$.a[*]", R"({"a":[1,{"b'":[]}]})");
  ASSERT_TRUE(evaluated);
  EXPECT_EQ(evaluated->language, ExpressionLanguage::jsonpath);
  EXPECT_THAT(evaluated->nodes_json, ElementsAre("1", R"({"b'":[]})"));
  EXPECT_THAT(evaluated->paths, ElementsAre("$['a'][0]", "$['a'][1]"));
  const auto by_jmespath = evaluate_expression("a", R"({"a":1})");
  ASSERT_TRUE(by_jmespath);
  EXPECT_THAT(by_jmespath->paths, IsEmpty());
}

TEST(EvaluateExpression, NamesTheClassThePlaceAndTheFix) {
  EXPECT_EQ(result_of("a.[", "{}"), "syntax at 3");
  EXPECT_EQ(result_of("a || abs(b)", "{}"), "invalid-type at 5");
  EXPECT_EQ(result_of("$..*[?@.a == $..b]", "{}").substr(0, 6), "syntax");
  const auto unknown = evaluate_expression("b.lenght(a)", "{}");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, "unknown-function");
  EXPECT_EQ(unknown.error().offset, 2u);
  EXPECT_THAT(unknown.error().fix, HasSubstr("length"));
  const auto broken = evaluate_expression("a", "{\n\"a\": }");
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().code, "invalid-json");
  EXPECT_THAT(broken.error().message, StartsWith("line 2, column 6: "));
}

TEST(EvaluateLine, AnswersByLanguage) {
  EXPECT_EQ(evaluate_line(R"({"expression":"a","document":{"a":10.0}})"), R"({"result":10.0})");
  EXPECT_EQ(evaluate_line(R"({"expression":"a","document":7})"), R"({"result":null})");
  EXPECT_EQ(evaluate_line(R"({"document":[1],"id":3,"expression":"$[0]"})"),
            R"({"nodes":[1],"paths":["$[0]"]})");
  EXPECT_EQ(evaluate_line(R"({"expression":"$","document":1})", ExpressionLanguage::jmespath),
            R"({"result":1})");
}

TEST(EvaluateLine, AnswersWhateverTheLineIs) {
  for (const std::string_view line :
       {"[]", "null", "7", R"({"expression":"a"})", R"({"document":1})",
        R"({"expression":1,"document":1})", R"({"expression":null,"document":1})"}) {
    EXPECT_THAT(evaluate_line(line), StartsWith(R"({"error":{"class":"invalid-line",)")) << line;
  }
  for (const std::string_view line : {"", "{", "nonsense", "{} {}", "\xff"}) {
    EXPECT_THAT(evaluate_line(line), StartsWith(R"({"error":{"class":"invalid-json",)")) << line;
  }
  EXPECT_THAT(
      evaluate_line(R"({"expression":"a b","document":1})"),
      testing::AllOf(StartsWith(R"({"error":{"class":"syntax",)"), HasSubstr("\"offset\":2")));
  EXPECT_THAT(evaluate_line(R"({"expression":"$[?length(@.*) > 1]","document":1})"),
              StartsWith(R"({"error":{"class":"syntax",)"));
}

TEST(EvaluateLine, TakesDocumentsAsLargeAsTheyMayBeByThemselves) {
  const auto line = [](const std::string& document) {
    return "{\"expression\": \"length(@)\", \"document\": " + document + "}";
  };
  EXPECT_EQ(evaluate_line(line(nested(64))), R"({"result":1})");
  EXPECT_THAT(evaluate_line(line(nested(65))), HasSubstr("invalid-json"));
  std::string many = "[0";
  for (int i = 1; i < 99'999; ++i) many += ",0";
  EXPECT_EQ(evaluate_line(line(many + "]")), R"({"result":99999})");
  EXPECT_THAT(evaluate_line(line(many + ",0]")), HasSubstr("invalid-json"));
}

}  // namespace
}  // namespace fieldcall
