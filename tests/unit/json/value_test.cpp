#include "json/value.hpp"

#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <type_traits>

#include "json/document.hpp"

namespace fieldcall::json {
namespace {

static_assert(std::is_trivially_copyable_v<Value>);
static_assert(sizeof(Value) == 16);

Document parse(std::string text) {
  auto document = Document::parse(std::move(text));
  EXPECT_TRUE(document);
  return document ? std::move(*document) : Document{};
}

bool equal(std::string left, std::string right) {
  const Document a = parse(std::move(left));
  const Document b = parse(std::move(right));
  EXPECT_EQ(a.root() == b.root(), b.root() == a.root());
  return a.root() == b.root();
}

TEST(Value, KnowsItsType) {
  constexpr std::array<Value, 1> items = {};
  constexpr std::array<Member, 1> members = {};
  const std::array<Value, 6> values = {Value{},
                                       Value::boolean(true),
                                       Value::number("1"),
                                       Value::string("a"),
                                       Value::array(items),
                                       Value::object(members)};
  const std::array<std::string_view, 6> names = {"null",   "boolean", "number",
                                                 "string", "array",   "object"};
  for (std::size_t index = 0; index < values.size(); ++index) {
    const Value& value = values[index];
    EXPECT_EQ(type_name(value.type()), names[index]);
    EXPECT_EQ(value.is_null(), index == 0);
    EXPECT_EQ(value.is_boolean(), index == 1);
    EXPECT_EQ(value.is_number(), index == 2);
    EXPECT_EQ(value.is_string(), index == 3);
    EXPECT_EQ(value.is_array(), index == 4);
    EXPECT_EQ(value.is_object(), index == 5);
    EXPECT_EQ(value.is_scalar(), index < 4);
    EXPECT_EQ(value.size(), index < 4 ? 0U : 1U);
  }
  EXPECT_EQ(type_name(static_cast<Type>(99)), "");
}

TEST(Value, YieldsNothingForAnotherType) {
  const Value string = Value::string("text");
  EXPECT_FALSE(string.as_boolean());
  EXPECT_TRUE(string.items().empty());
  EXPECT_TRUE(string.members().empty());
  EXPECT_EQ(string.find("a"), nullptr);
  EXPECT_EQ(string.number_text(), "");
  EXPECT_EQ(string.source_digits(), "");
  EXPECT_EQ(string.as_int64(), std::nullopt);
  EXPECT_EQ(string.as_uint64(), std::nullopt);
  EXPECT_EQ(string.as_double(), std::nullopt);
  EXPECT_EQ(Value::boolean(true).as_string(), "");
  EXPECT_FALSE(Value::boolean(false).as_boolean());
  EXPECT_TRUE(Value::boolean(true).as_boolean());
}

TEST(Value, FindsMembersByKey) {
  const Document document = parse(R"({"a":1,"b":{"a":2},"":3})");
  EXPECT_EQ(document.root().find("a")->as_int64(), 1);
  EXPECT_EQ(document.root().find("b")->find("a")->as_int64(), 2);
  EXPECT_EQ(document.root().find("")->as_int64(), 3);
  EXPECT_EQ(document.root().find("c"), nullptr);
  const std::array<Member, 2> repeated = {Member{"a", Value::integer(1)},
                                          Member{"a", Value::integer(2)}};
  EXPECT_EQ(Value::object(repeated).find("a")->as_int64(), 2);
}

TEST(Value, NumbersKeepTheirDigits) {
  const Value number = Value::number("1.50");
  EXPECT_EQ(number.number_text(), "1.50");
  EXPECT_EQ(number.source_digits(), "1.50");
  EXPECT_EQ(number.as_double(), 1.5);
  EXPECT_EQ(number.as_int64(), std::nullopt);
  EXPECT_EQ(Value::number("70e-1").as_int64(), 7);
  EXPECT_EQ(Value::number("18446744073709551615").as_uint64(),
            std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(Value::number("1e400").as_double(), std::nullopt);
}

TEST(Value, ComputedNumbersHaveAShortestForm) {
  EXPECT_EQ(Value::integer(-7).number_text(), "-7");
  EXPECT_EQ(Value::integer(-7).as_int64(), -7);
  EXPECT_EQ(Value::integer(-7).as_uint64(), std::nullopt);
  EXPECT_EQ(Value::integer(7).as_uint64(), 7U);
  EXPECT_EQ(Value::integer(7).as_double(), 7.0);
  EXPECT_EQ(Value::real(100.0).number_text(), "100");
  EXPECT_EQ(Value::real(0.1).number_text(), "0.1");
  EXPECT_EQ(Value::real(100.0).as_int64(), 100);
  EXPECT_EQ(Value::real(1e18).as_uint64(), 1'000'000'000'000'000'000U);
  EXPECT_EQ(Value::real(1e300).as_int64(), std::nullopt);
  EXPECT_EQ(Value::real(0.5).as_int64(), std::nullopt);
  EXPECT_EQ(Value::real(0.5).as_double(), 0.5);
  EXPECT_EQ(Value::real(0.5).source_digits(), "");
}

TEST(Equality, ComparesNumbersByValue) {
  EXPECT_TRUE(equal("[1,1.0,10e-1]", "[1.00,1,1]"));
  EXPECT_FALSE(equal("9007199254740992", "9007199254740993"));
  EXPECT_FALSE(equal("0.1", "0.1000000000000000055511151231257827"));
  EXPECT_TRUE(Value::real(0.1) == Value::number("0.1"));
  EXPECT_TRUE(Value::integer(10) == Value::number("1e1"));
  EXPECT_TRUE(Value::integer(10) == Value::real(10));
  EXPECT_FALSE(Value::integer(10) == Value::number("1e999999999999999999999"));
}

TEST(Equality, ComparesOthersByContent) {
  EXPECT_TRUE(equal(R"(["a",null,true,{"b":[]}])", R"([ "\u0061", null, true, {"b": []} ])"));
  EXPECT_FALSE(equal("[1,2]", "[2,1]"));
  EXPECT_FALSE(equal("[1]", "[1,2]"));
  EXPECT_FALSE(equal("true", "false"));
  EXPECT_FALSE(equal("null", "false"));
  EXPECT_FALSE(equal("\"1\"", "1"));
  EXPECT_FALSE(equal("[]", "{}"));
  EXPECT_FALSE(equal("\"a\"", "\"b\""));
}

TEST(Equality, DisregardsTheOrderOfMembers) {
  EXPECT_TRUE(equal(R"({"a":1,"b":{"c":2,"d":3}})", R"({"b":{"d":3,"c":2},"a":1})"));
  EXPECT_FALSE(equal(R"({"a":1,"b":2})", R"({"a":2,"b":1})"));
  EXPECT_FALSE(equal(R"({"a":1,"b":2})", R"({"a":1,"c":2})"));
  EXPECT_FALSE(equal(R"({"a":1})", R"({"a":1,"b":2})"));
}

TEST(Equality, OfWideObjectsInAnyOrder) {
  std::string forward = "{";
  std::string backward = "{";
  constexpr int count = 40'000;
  for (int index = 0; index < count; ++index) {
    const auto member = [](int key) {
      return "\"k" + std::to_string(key) + "\":" + std::to_string(key) + ",";
    };
    forward += member(index);
    backward += member(count - 1 - index);
  }
  EXPECT_TRUE(equal(forward + "\"z\":0}", backward + "\"z\":0}"));
  EXPECT_FALSE(equal(forward + "\"z\":0}", backward + "\"z\":1}"));
  EXPECT_FALSE(equal(forward + "\"y\":0}", backward + "\"z\":0}"));
}

TEST(CompareNumbers, MixesSourceAndComputedNumbers) {
  EXPECT_EQ(compare_numbers(Value::integer(1), Value::integer(2)), -1);
  EXPECT_EQ(compare_numbers(Value::integer(2), Value::integer(1)), 1);
  EXPECT_EQ(compare_numbers(Value::real(1.5), Value::real(1.5)), 0);
  EXPECT_EQ(compare_numbers(Value::real(1.5), Value::integer(1)), 1);
  EXPECT_EQ(compare_numbers(Value::number("-1e999999999999"), Value::real(-1e300)), -1);
  EXPECT_EQ(compare_numbers(Value::number("9223372036854775808"),
                            Value::integer(std::numeric_limits<std::int64_t>::max())),
            1);
}

TEST(CompareNumbersDeathTest, OtherTypesAreABrokenInvariant) {
  EXPECT_DEATH_IF_SUPPORTED((void)compare_numbers(Value::string("1"), Value::integer(1)), "broken invariant");
}

}  // namespace
}  // namespace fieldcall::json
