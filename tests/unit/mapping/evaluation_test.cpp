#include "mapping/evaluation.hpp"

#include <gtest/gtest.h>

#include "unit/mapping/mapping_helpers.hpp"

namespace fieldcall::mapping {
namespace {

std::string over_body(const Trial& run, std::string_view source, json::Arena& arena) {
  const AnswerContext context = run.context();
  const auto expression = expression::Expression::compile(source);
  FIELDCALL_CHECK(expression.ok());
  const auto found = Evaluation(context, arena).over_body(*expression);
  return found && *found ? json::to_text(**found) : "nothing";
}

TEST(Evaluation, RootIsTheBody) {
  const Trial run("{\"score\":720}");
  json::Arena arena;
  EXPECT_EQ(over_body(run, "score", arena), "720");
  EXPECT_EQ(over_body(run, "@", arena), "{\"score\":720}");
  EXPECT_EQ(over_body(run, "$body.score", arena), "720");
}

TEST(Evaluation, VariablesAreBound) {
  Trial run("1", "{\"vat\":\"BE1\"}");
  run.status = 201;
  json::Arena arena;
  EXPECT_EQ(over_body(run, "$status", arena), "201");
  EXPECT_EQ(over_body(run, "$now", arena), "\"1970-01-01T00:00:00.000Z\"");
  EXPECT_EQ(over_body(run, "$data.vat", arena), "\"BE1\"");
}

TEST(Evaluation, HeadersAreLowerCaseSortedAndJoined) {
  Trial run("1");
  run.headers = {{"X-B", "1"}, {"Content-Type", "a/b"}, {"x-b", "2"}, {"X-Latin", "Li\xe8ge"}};
  json::Arena arena;
  EXPECT_EQ(over_body(run, "$headers", arena),
            "{\"content-type\":\"a/b\",\"x-b\":\"1, 2\",\"x-latin\":\"Li\xc3\xa8ge\"}");
  EXPECT_EQ(over_body(run, "$headers.\"x-b\"", arena), "\"1, 2\"");
}

TEST(Evaluation, AllSourcesOfAnAnswerShareAnAllowance) {
  const Trial run("{\"x\":\"" + std::string(1'000'000, 'x') + "\"}");
  const AnswerContext context = run.context();
  json::Arena arena;
  const auto expression = expression::Expression::compile("length(join('', [x,x,x,x,x,x,x,x]))");
  ASSERT_TRUE(expression);
  const Evaluation evaluation(context, arena);
  int made = 0;
  while (made < 256 && evaluation.over_body(*expression).ok()) ++made;
  EXPECT_GE(made, 4);
  EXPECT_LE(made, 8);
  EXPECT_LE(arena.used_bytes(), 80'000'000U);
}

TEST(Evaluation, NoHeadersAreAnEmptyObject) {
  const AnswerContext context;
  json::Arena arena;
  const auto expression = expression::Expression::compile("$headers");
  ASSERT_TRUE(expression);
  const auto found = Evaluation(context, arena).over_body(*expression);
  ASSERT_TRUE(found);
  EXPECT_EQ(json::to_text(**found), "{}");
}

TEST(Evaluation, TheAnswerIsStatusHeadersAndBody) {
  Trial run("{\"ok\":true}");
  run.headers = {{"A", "b"}};
  const AnswerContext context = run.context();
  const auto expression = expression::Expression::compile("@", expression::Language::jmespath);
  ASSERT_TRUE(expression);
  const auto found = Evaluation(context, run.arena).over_answer(*expression);
  ASSERT_TRUE(found);
  EXPECT_EQ(json::to_text(**found),
            "{\"status\":200,\"headers\":{\"a\":\"b\"},\"body\":{\"ok\":true}}");
}

}  // namespace
}  // namespace fieldcall::mapping
