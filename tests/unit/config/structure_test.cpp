#include "config/structure.hpp"

#include <gtest/gtest.h>

#include "json/document.hpp"
#include "json/writer.hpp"

namespace fieldcall::config {
namespace {

struct CheckedObject {
  std::string usable;
  Diagnostics diagnostics;
};

CheckedObject check(std::string text, Table table) {
  const auto document = json::Document::parse(std::move(text));
  json::Arena arena;
  CheckedObject result;
  result.usable =
      json::to_text(check_object(document->root(), table, "", arena, result.diagnostics));
  return result;
}

// "code pointer message | fix" of the only diagnostic.
std::string only(std::string text, Table table) {
  const CheckedObject result = check(std::move(text), table);
  if (result.diagnostics.size() != 1) {
    return std::to_string(result.diagnostics.size()) + " diagnostics";
  }
  const Diagnostic& diagnostic = result.diagnostics.front();
  return diagnostic.code + " " + diagnostic.pointer + " " + diagnostic.message + " | " +
         diagnostic.fix;
}

// Required keys of a field are not what these tests are about.
std::string field(std::string_view members) {
  return R"({"key":"k","name":"n","api_config":{"url":"u","method":"GET","response_mapping":{}},)" +
         std::string(members) + "}";
}

std::string only_in_field(std::string_view members) {
  return only(field(members), Table::field);
}

TEST(CheckObject, KeepsWhatIsUsable) {
  const auto result = check(R"({"cron":"* * * * *","timezone":5,"x":1})", Table::schedule);
  EXPECT_EQ(result.usable, R"({"cron":"* * * * *"})");
  ASSERT_EQ(result.diagnostics.size(), 2U);
  EXPECT_EQ(result.diagnostics[0].code, "wrong_type");
  EXPECT_EQ(result.diagnostics[1].code, "unknown_key");
}

TEST(CheckObject, ChecksNestedObjects) {
  const auto result = check(field(R"("schedule":{"timezone":"UTC"})"), Table::field);
  ASSERT_EQ(result.diagnostics.size(), 1U);
  EXPECT_EQ(result.diagnostics[0].pointer, "/schedule");
  EXPECT_EQ(result.diagnostics[0].code, "missing_key");
  EXPECT_EQ(result.diagnostics[0].message, "\"schedule\" lacks the required key \"cron\"");
}

TEST(CheckObject, NamesEveryMissingKey) {
  const auto result = check("{}", Table::field);
  std::string messages;
  for (const Diagnostic& diagnostic : result.diagnostics) messages += diagnostic.message + "\n";
  EXPECT_EQ(messages,
            "the field lacks the required key \"key\"\n"
            "the field lacks the required key \"name\"\n"
            "the field lacks the required key \"api_config\"\n");
}

TEST(CheckObject, SuggestsTheNearestKey) {
  EXPECT_EQ(only_in_field(R"("cache_duraton":5)"),
            "unknown_key /cache_duraton \"cache_duraton\" is not a key of the field and is ignored "
            "| did you mean \"cache_duration\"?");
}

TEST(CheckObject, KnowsKeysThatStandInTheWrongObject) {
  EXPECT_EQ(only_in_field(R"("retry_on":[429])"),
            "unknown_key /retry_on \"retry_on\" is not a key of the field and is ignored | "
            "\"retry_on\" belongs in \"api_config\"");
  EXPECT_EQ(
      only(R"({"url":"u","method":"GET","response_mapping":{},"retry":3})", Table::api_config),
      "unknown_key /retry \"retry\" is not a key of \"api_config\" and is ignored | "
      "\"retry\" belongs in the field, beside \"api_config\"");
}

TEST(CheckObject, NamesExpectedAndFoundTypes) {
  EXPECT_EQ(
      only_in_field(R"("retry":"3")"),
      "wrong_type /retry \"retry\" must be an integer, not a string | write 3 without quotes");
  EXPECT_EQ(only_in_field(R"("retry":2.5)"),
            "wrong_type /retry \"retry\" must be an integer, not a number with a fraction | ");
  EXPECT_EQ(only_in_field(R"("trigger":true)"),
            "wrong_type /trigger \"trigger\" must be a string or an array, not true | ");
  EXPECT_EQ(only_in_field(R"("section":false)"),
            "wrong_type /section \"section\" must be a string, not false | ");
  EXPECT_EQ(only_in_field(R"("schedule":[])"),
            "wrong_type /schedule \"schedule\" must be an object, not an array | ");
  EXPECT_EQ(only_in_field(R"("watch":{})"),
            "wrong_type /watch \"watch\" must be an array, not an object | ");
  EXPECT_EQ(only(R"({"url":"u","method":"GET","response_mapping":{},"idempotent":"true"})",
                 Table::api_config),
            "wrong_type /idempotent \"idempotent\" must be true or false, not a string | "
            "write true without quotes");
}

TEST(CheckObject, TakesNullForAKeyThatIsLeftOut) {
  const auto result = check(R"({"cron":"* * * * *","timezone":null})", Table::schedule);
  EXPECT_EQ(result.usable, R"({"cron":"* * * * *"})");
  EXPECT_TRUE(result.diagnostics.empty());
  EXPECT_EQ(only(R"({"cron":null})", Table::schedule),
            "wrong_type /cron \"cron\" must be a string, not null | ");
}

TEST(CheckObject, ChecksItemsOfLists) {
  EXPECT_EQ(only_in_field(R"("watch":["a",7])"),
            "wrong_type /watch/1 each item of \"watch\" must be a string, not a number | ");
  EXPECT_EQ(only_in_field(R"("trigger":["manual","on_updte"])"),
            "invalid_value /trigger/1 \"trigger\" cannot be \"on_updte\": use one of "
            "\"on_create\", \"on_update\", \"manual\" or \"scheduled\" | "
            "did you mean \"on_update\"?");
  EXPECT_EQ(only_in_field(R"("trigger":[])"),
            "empty_list /trigger \"trigger\" is an empty list | "
            "leave the key out for its default, or name at least one");
  EXPECT_TRUE(check(field(R"("examples":[])"), Table::field).diagnostics.empty());
}

TEST(CheckObject, NamesTheRange) {
  EXPECT_EQ(only_in_field(R"("retry":11)"),
            "out_of_range /retry \"retry\" is 11, but must be from 0 to 10 | ");
  EXPECT_EQ(only_in_field(R"("retry":-1)"),
            "out_of_range /retry \"retry\" is -1, but must be from 0 to 10 | ");
  EXPECT_EQ(only_in_field(R"("timeout":99)"),
            "out_of_range /timeout \"timeout\" is 99, but must be from 100 to 120000 | ");
  EXPECT_EQ(only_in_field(R"("retry":99999999999999999999)"),
            "out_of_range /retry \"retry\" is 99999999999999999999, but must be from 0 to 10 | ");
  EXPECT_EQ(only_in_field(R"("retry":1)" + std::string(40, '0')),
            "out_of_range /retry \"retry\" is a number of 41 digits, but must be from 0 to 10 | ");
}

TEST(CheckObject, AcceptsIntegersInEverySpelling) {
  EXPECT_EQ(only_in_field(R"("retry":3.0)"), "0 diagnostics");
  EXPECT_EQ(only_in_field(R"("timeout":1e3)"), "0 diagnostics");
}

TEST(CheckObject, ListsTheWordsWhereNoneIsNear) {
  EXPECT_EQ(only_in_field(R"("visibility":"sometimes")"),
            "invalid_value /visibility \"visibility\" cannot be \"sometimes\": use one of "
            "\"always-visible\", \"hide-when-empty\" or \"always-hide\" | ");
  EXPECT_EQ(only_in_field(R"("type":"text")"),
            "invalid_value /type \"type\" cannot be \"text\": use \"api_call\" | ");
}

TEST(CheckObject, ChecksTheKeyOfAField) {
  const auto refused = [](std::string_view key) {
    return !check(R"({"key":")" + std::string(key) +
                      R"(","name":"n","api_config":{"url":"u","method":"GET",)" +
                      R"("response_mapping":{}}})",
                  Table::field)
                .diagnostics.empty();
  };
  EXPECT_FALSE(refused("a"));
  EXPECT_FALSE(refused("_"));
  EXPECT_FALSE(refused("vat-check_2"));
  EXPECT_FALSE(refused(std::string(64, 'k')));
  EXPECT_TRUE(refused(""));
  EXPECT_TRUE(refused("2nd"));
  EXPECT_TRUE(refused("-a"));
  EXPECT_TRUE(refused("a b"));
  EXPECT_TRUE(refused("a.b"));
  EXPECT_TRUE(refused("\\u00e9"));
  EXPECT_TRUE(refused(std::string(65, 'k')));
}

TEST(Quote, CutsLongTextBetweenCharacters) {
  EXPECT_EQ(quote("a\"b\n"), R"("a\"b\n")");
  EXPECT_EQ(quote(std::string(60, 'a')), "\"" + std::string(60, 'a') + "\"");
  EXPECT_EQ(quote(std::string(61, 'a')), "\"" + std::string(60, 'a') + "...\"");
  EXPECT_EQ(quote(std::string(59, 'a') + "\xC3\xA9"), "\"" + std::string(59, 'a') + "...\"");
}

}  // namespace
}  // namespace fieldcall::config
