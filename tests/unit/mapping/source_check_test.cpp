#include "mapping/source_check.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "fieldcall/limits.hpp"

namespace fieldcall::mapping {
namespace {

std::vector<Diagnostic> check(std::string_view source, ResponseType type = ResponseType::json,
                              const Inputs& inputs = {}) {
  std::vector<Diagnostic> diagnostics;
  const auto compiled = compile_source(source, type, inputs, "/p", diagnostics);
  EXPECT_EQ(compiled.has_value(), !has_errors(diagnostics)) << source;
  return diagnostics;
}

std::vector<Diagnostic> check_over_answer(std::string_view source) {
  std::vector<Diagnostic> diagnostics;
  const auto compiled = compile_over_answer(source, "/p", diagnostics);
  EXPECT_EQ(compiled.has_value(), !has_errors(diagnostics)) << source;
  return diagnostics;
}

void expect_one(const std::vector<Diagnostic>& diagnostics, Severity severity,
                std::string_view code, std::string_view fix_part) {
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(diagnostics[0].severity, severity);
  EXPECT_EQ(diagnostics[0].code, code);
  EXPECT_EQ(diagnostics[0].pointer, "/p");
  EXPECT_NE(diagnostics[0].fix.find(fix_part), std::string::npos) << diagnostics[0].fix;
}

TEST(SourceCheck, GoodSourcesAreSilent) {
  for (const char* source :
       {"score", "result.score", "@", "$body", "$body.x", "$status", "$headers.\"x-id\"", "$now",
        "$data.vat", "data.attributes.name", "response", "results[0].name", "length(items)",
        "items[?a == 'B'].name", "[a, b]", "{x: response_code}"}) {
    EXPECT_TRUE(check(source).empty()) << source;
  }
}

TEST(SourceCheck, SyntaxErrorsSayWhere) {
  const auto diagnostics = check("result.score[");
  expect_one(diagnostics, Severity::error, "expression_syntax", "");
  EXPECT_GT(diagnostics[0].offset, 0U);
}

TEST(SourceCheck, UnknownVariablesAreErrors) {
  expect_one(check("$dat.x"), Severity::error, "unknown_variable", "\"$data\"");
  expect_one(check("$secrets.token"), Severity::error, "unknown_variable", "$status");
}

TEST(SourceCheck, AQuotedNameIsAMemberNotAVariable) {
  EXPECT_TRUE(check("\"$ref\".name").empty());
  EXPECT_TRUE(check_over_answer("body.\"$id\"").empty());
}

TEST(SourceCheck, BoundVariablesAreKnown) {
  EXPECT_TRUE(check("let $names = items in $names[0]").empty());
}

TEST(SourceCheck, PathsStartAtTheBody) {
  expect_one(check("response.score"), Severity::hint, "source_root",
             "write \"score\" instead of \"response.score\"");
  expect_one(check("body.result.score"), Severity::hint, "source_root", "\"result.score\"");
}

TEST(SourceCheck, CaseDataIsAVariable) {
  const Inputs inputs{{"company", "vat"}};
  expect_one(check("data.company.vat", ResponseType::json, inputs), Severity::hint, "source_root",
             "$data.company.vat");
  EXPECT_TRUE(check("data.company.name", ResponseType::json, inputs).empty());
}

TEST(SourceCheck, HeaderNamesAreLowerCase) {
  expect_one(check("$headers.\"X-Request-Id\""), Severity::warning, "header_case",
             "\"x-request-id\"");
  EXPECT_TRUE(check("$headers").empty());
}

TEST(SourceCheck, AHyphenWithoutQuotesSubtracts) {
  expect_one(check("company.vat-number"), Severity::warning, "hyphen_subtracts",
             "\"vat-number\" in quotes");
  EXPECT_EQ(check("company.vat-number")[0].offset, 8U);
  expect_one(check("x[?a == 'b-c'].address-line"), Severity::warning, "hyphen_subtracts",
             "\"address-line\"");
  EXPECT_EQ(check_over_answer("body.is-valid")[0].code, "hyphen_subtracts");
  for (const char* source : {"company.\"vat-number\"", "a - b", "a[-1]", "items[?a == 'b-c']", "-a",
                             "`\"a-b\"`", "'it\\'s-b'", "a -b", "$['a-b'].c"}) {
    EXPECT_TRUE(check(source).empty()) << source;
  }
}

TEST(SourceCheck, ATextAnswerHasNoMembers) {
  EXPECT_TRUE(check("$body", ResponseType::text).empty());
  EXPECT_TRUE(check("split(',', $body)[0]", ResponseType::text).empty());
  EXPECT_TRUE(check("$headers.etag", ResponseType::text).empty());
  expect_one(check("score", ResponseType::text), Severity::warning, "text_answer", "$body");
  expect_one(check("$body.score", ResponseType::text), Severity::warning, "text_answer", "$body");
}

TEST(SourceCheck, OverTheAnswerPathsStartAtItsMembers) {
  EXPECT_TRUE(check_over_answer("status == `200` && body.ok && headers.etag").empty());
  EXPECT_TRUE(check_over_answer("$status == `200`").empty());
  expect_one(check_over_answer("valid"), Severity::warning, "answer_root", "\"body.valid\"");
  expect_one(check_over_answer("headers.ETag"), Severity::warning, "header_case", "\"etag\"");
  expect_one(check_over_answer("$headers.ETag"), Severity::warning, "header_case", "\"etag\"");
  expect_one(check_over_answer("$code"), Severity::error, "unknown_variable", "");
  expect_one(check_over_answer(""), Severity::error, "empty_source", "");
}

TEST(SourceCheck, TooLongIsAnError) {
  expect_one(check(std::string(limits::expression_bytes_max + 1, 'a')), Severity::error,
             "expression_syntax", "");
}

TEST(SourceCheck, JmespathMayYieldAnything) {
  std::vector<Diagnostic> diagnostics;
  const auto source = compile_source("items[*].name", ResponseType::json, {}, "/p", diagnostics);
  ASSERT_TRUE(source);
  EXPECT_FALSE(always_yields_array(*source));
}

}  // namespace
}  // namespace fieldcall::mapping
