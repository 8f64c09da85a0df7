#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fieldcall/limits.hpp"
#include "render_fixture.hpp"

namespace fieldcall::templating {
namespace {

using test::body_of;
using test::failure_of;
using test::header_of;
using test::post;

TEST(RenderBody, KeepsJsonTypes) {
  EXPECT_EQ(body_of(post(R"({"n": "{data.n}", "s": "{data.s}", "o": "{data.o}", "l": ["{data.b}"],
                             "t": "n={data.n}, b={data.b}", "c": "{= data.n * `2` }",
                             "lit": [1.0, null, true, "x"]})",
                         R"({"n": 1.50, "s": "478", "o": {"a": [1]}, "b": false})")),
            R"({"n":1.50,"s":"478","o":{"a":[1]},"l":[false],"t":"n=1.50, b=false","c":3,)"
            R"("lit":[1.0,null,true,"x"]})");
}

TEST(RenderBody, EscapesByConstruction) {
  EXPECT_EQ(body_of(post(R"({"a": "{data.x}", "b": "<{data.x}>"})",
                         R"({"x": "\"},\n{\"\\\u0001\u00e9"})")),
            "{\"a\":\"\\\"},\\n{\\\"\\\\\\u0001\xc3\xa9\",\"b\":\"<\\\"},\\n{\\\"\\\\\\u0001"
            "\xc3\xa9>\"}");
}

TEST(RenderBody, LeavesOutAbsentMembersAndItems) {
  EXPECT_EQ(body_of(post(R"({"a": "{data.none?}", "b": 1, "c": "{data.none?}", "d": "x{data.none?}",
                             "e": ["{data.none?}", 2, "{data.none?}"], "f": {"g": "{data.none?}"}})")),
            R"({"b":1,"d":"x","e":[2],"f":{}})");
  EXPECT_EQ(body_of(post(R"({"a": "{data.none ?? null}", "b": "{data.none ?? [1]}",
                             "c": "x{data.none ?? null}", "d": "{data.null ?? \"BE\"}"})",
                         R"({"null": null})")),
            R"({"a":null,"b":[1],"c":"x","d":"BE"})");
  EXPECT_EQ(body_of(post(R"("{data.none?}")")), "(none)");
  EXPECT_EQ(body_of(post(R"("{data.l}")", R"({"l": [1, {}]})")), R"([1,{}])");
  EXPECT_EQ(body_of(post(R"("text")")), R"("text")");
}

TEST(RenderBody, SaysWhatIsMissing) {
  EXPECT_EQ(body_of(post(R"({"a": "{data.x}", "b": ["{data.x.y}", "{= data.x + data.z }"]})",
                         R"({"z": 1})")),
            "missing: data.x data.x.y");
  EXPECT_EQ(body_of(post(R"(["{= data.list[0] }"])", R"({"list": []})")),
            "missing: {= data.list[0] }");
}

TEST(RenderBody, TakesAnExpressionThatLacksItsInputForMissing) {
  EXPECT_EQ(body_of(post(R"(["{= abs(data.x) }"])")), "missing: data.x");
  EXPECT_EQ(body_of(post(R"(["{= abs(data.x) ?? 5 }", "{= abs(data.x) ? }"])")), "[5]");
  EXPECT_EQ(body_of(post(R"(["{= data.a.b.c }"])", R"({"a": {"b": 1}})")), "missing: data.a.b.c");
  EXPECT_EQ(body_of(post(R"(["{= data.a.b.c }"])")), "missing: data.a.b.c");
}

TEST(RenderBody, RefusesStructuresInsideText) {
  const Rendering rendering =
      test::render(post(R"({"a": {"b/c": ["x{data.o}"]}})", R"({"o": {"secret": 1}})"));
  ASSERT_TRUE(rendering.failure);
  EXPECT_EQ(rendering.failure->code, ErrorCode::unusable_value);
  EXPECT_EQ(rendering.failure->detail,
            "body /a/b~1c/0: {data.o} is an object, which cannot stand inside text");
  EXPECT_TRUE(rendering.request.url.empty());
}

TEST(RenderBody, NamesAFailedExpression) {
  EXPECT_EQ(failure_of(post(R"(["{= abs(data.x) }"])", R"({"x": "text"})")), "unusable_value");
}

TEST(RenderBody, WritesForms) {
  const std::string form = R"(, "body_type": "form")";
  EXPECT_EQ(body_of(post(R"({"a b": "{data.x}", "n": 1, "z": null, "l": [1, "{data.none?}", 2],
                             "o": "{data.none?}", "m": "{data.l}"})",
                         R"({"x": "\u00e9 &=+'*~", "l": ["p", "q"]})", form)),
            "a+b=%C3%A9+%26%3D%2B%27*%7E&n=1&l=1&l=2&m=p&m=q");
  EXPECT_EQ(body_of(post("{}", "{}", form)), "");
  EXPECT_EQ(header_of(test::render(post("{}", "{}", form)), "Content-Type"),
            "application/x-www-form-urlencoded");
}

TEST(RenderBody, WritesText) {
  const std::string text = R"(, "body_type": "text")";
  EXPECT_EQ(body_of(post(R"("<a>{data.x}</a>{token}")", R"({"x": "1 & 2"})", text)),
            "<a>1 & 2</a>{token}");
  EXPECT_EQ(body_of(post(R"("{data.x?}")", "{}", text)), "(none)");
  EXPECT_EQ(header_of(test::render(post(R"("a")", "{}", text)), "Content-Type"),
            "text/plain; charset=utf-8");
}

TEST(RenderBody, IsBounded) {
  const std::string half(limits::body_bytes_max / 2 - 6, 'a');
  const std::string data = R"({"x": ")" + half + "\"}";
  EXPECT_EQ(failure_of(post(R"(["{data.x}", "{data.x}"])", data)), "none");
  EXPECT_EQ(failure_of(post(R"(["{data.x}", "{data.x}", "{data.x}"])", data)), "request_too_large");
  EXPECT_EQ(failure_of(post(R"("{data.x}{data.x}{data.x}")", data, R"(, "body_type": "text")")),
            "request_too_large");
  // Far over the limit: given up early, not after a gigabyte.
  std::string many;
  for (int i = 0; i < 20000; ++i) many += "{data.x}";
  EXPECT_EQ(failure_of(post("\"" + many.substr(0, limits::template_bytes_max) + "\"", data)),
            "request_too_large");
  std::string list;
  for (int i = 0; i < 20000; ++i) list += i == 0 ? "\"{data.x}\"" : ",\"{data.x}\"";
  EXPECT_EQ(failure_of(post("[" + list + "]", data)), "request_too_large");
}

}  // namespace
}  // namespace fieldcall::templating
