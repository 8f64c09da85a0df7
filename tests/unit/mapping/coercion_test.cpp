#include "mapping/coercion.hpp"

#include <gtest/gtest.h>

#include <string>

#include "json/writer.hpp"
#include "unit/mapping/mapping_helpers.hpp"

namespace fieldcall::mapping {
namespace {

using Kind = Coerced::Kind;

struct Conversion {
  TargetType type;
  std::string from;  // JSON text
  Kind kind;
  std::string to = {};  // JSON text; empty = as it was
};

void PrintTo(const Conversion& conversion, std::ostream* out) {
  *out << conversion.from << " as " << target_type_name(conversion.type);
}

class Coercion : public testing::TestWithParam<Conversion> {};

TEST_P(Coercion, ConvertsOnlyWithoutLoss) {
  const Conversion& expected = GetParam();
  const json::Document document = parse(expected.from);
  json::Arena arena;
  const Coerced coerced = coerce(document.root(), expected.type, arena);
  EXPECT_EQ(coerced.kind, expected.kind);
  if (coerced.kind == Kind::refused) {
    EXPECT_TRUE(coerced.value.is_null());
  } else {
    EXPECT_EQ(json::to_text(coerced.value), expected.to.empty() ? expected.from : expected.to);
  }
}

constexpr Kind kept = Kind::as_it_was;
constexpr Kind made = Kind::converted;
constexpr Kind refused = Kind::refused;

INSTANTIATE_TEST_SUITE_P(Any, Coercion,
                         testing::Values(Conversion{TargetType::any, "[1]", kept},
                                         Conversion{TargetType::any, "\"720\"", kept},
                                         Conversion{TargetType::any, "1e400", kept}));

INSTANTIATE_TEST_SUITE_P(
    String, Coercion,
    testing::Values(Conversion{TargetType::string, "\"a\"", kept},
                    Conversion{TargetType::string, "\"\"", kept},
                    Conversion{TargetType::string, "720", made, "\"720\""},
                    Conversion{TargetType::string, "720.10", made, "\"720.10\""},
                    Conversion{TargetType::string, "123456789012345678901234567890", made,
                               "\"123456789012345678901234567890\""},
                    Conversion{TargetType::string, "0.1000000000000000055511151231257827", made,
                               "\"0.1000000000000000055511151231257827\""},
                    Conversion{TargetType::string, "true", made, "\"true\""},
                    Conversion{TargetType::string, "false", made, "\"false\""},
                    Conversion{TargetType::string, "[]", refused},
                    Conversion{TargetType::string, "{}", refused}));

INSTANTIATE_TEST_SUITE_P(
    Integer, Coercion,
    testing::Values(Conversion{TargetType::integer, "720", kept},
                    Conversion{TargetType::integer, "-5", kept},
                    Conversion{TargetType::integer, "720.0", made, "720"},
                    Conversion{TargetType::integer, "72e1", made, "720"},
                    Conversion{TargetType::integer, "\"720\"", made, "720"},
                    Conversion{TargetType::integer, "\"-720.00\"", made, "-720"},
                    Conversion{TargetType::integer, "9223372036854775807", kept},
                    Conversion{TargetType::integer, "\"-9223372036854775808\"", made,
                               "-9223372036854775808"},
                    Conversion{TargetType::integer, "9223372036854775808", refused},
                    Conversion{TargetType::integer, "720.5", refused},
                    Conversion{TargetType::integer, "1e30", refused},
                    Conversion{TargetType::integer, "\"abc\"", refused},
                    Conversion{TargetType::integer, "\"\"", refused},
                    Conversion{TargetType::integer, "\" 720\"", refused},
                    Conversion{TargetType::integer, "\"0720\"", refused},
                    Conversion{TargetType::integer, "\"+720\"", refused},
                    Conversion{TargetType::integer, "\"0x10\"", refused},
                    Conversion{TargetType::integer, "true", refused},
                    Conversion{TargetType::integer, "[720]", refused}));

INSTANTIATE_TEST_SUITE_P(Number, Coercion,
                         testing::Values(Conversion{TargetType::number, "1.50", kept},
                                         Conversion{TargetType::number, "\"1.50\"", made, "1.50"},
                                         Conversion{TargetType::number, "\"7,5\"", refused},
                                         Conversion{TargetType::number, "\"1e400\"", refused},
                                         Conversion{TargetType::number, "1e400", refused},
                                         Conversion{TargetType::number, "\"NaN\"", refused},
                                         Conversion{TargetType::number, "false", refused}));

INSTANTIATE_TEST_SUITE_P(Boolean, Coercion,
                         testing::Values(Conversion{TargetType::boolean, "true", kept},
                                         Conversion{TargetType::boolean, "\"true\"", made, "true"},
                                         Conversion{TargetType::boolean, "\"false\"", made,
                                                    "false"},
                                         Conversion{TargetType::boolean, "\"True\"", refused},
                                         Conversion{TargetType::boolean, "\"yes\"", refused},
                                         Conversion{TargetType::boolean, "1", refused},
                                         Conversion{TargetType::boolean, "\"\"", refused}));

INSTANTIATE_TEST_SUITE_P(
    Dates, Coercion,
    testing::Values(Conversion{TargetType::date, "\"2026-01-15\"", kept},
                    Conversion{TargetType::date, "\"2026-01-15T00:00:00Z\"", refused},
                    Conversion{TargetType::date, "\"15.01.2026\"", refused},
                    Conversion{TargetType::date, "20260115", refused},
                    Conversion{TargetType::datetime, "\"2026-01-15T12:00:00Z\"", kept},
                    Conversion{TargetType::datetime, "\"2026-01-15 12:00:00\"", made,
                               "\"2026-01-15T12:00:00\""},
                    Conversion{TargetType::datetime, "\"2026-01-15\"", refused},
                    Conversion{TargetType::datetime, "1768478400", refused}));

INSTANTIATE_TEST_SUITE_P(Structures, Coercion,
                         testing::Values(Conversion{TargetType::object, "{\"a\":1}", kept},
                                         Conversion{TargetType::object, "[]", refused},
                                         Conversion{TargetType::object, "\"{}\"", refused},
                                         Conversion{TargetType::array, "[1]", kept},
                                         Conversion{TargetType::array, "{}", refused},
                                         Conversion{TargetType::array, "1", refused}));

std::string hint(std::string_view from, TargetType type) {
  const json::Document document = parse(from);
  json::Arena arena;
  return coerce(document.root(), type, arena).hint;
}

TEST(CoercionHint, TellsTheWayOut) {
  EXPECT_NE(hint("9223372036854775808", TargetType::integer).find("\"type\": \"string\""),
            std::string::npos);
  EXPECT_NE(hint("7.5", TargetType::integer).find("\"type\": \"number\""), std::string::npos);
  EXPECT_NE(hint("\"2026-01-15T00:00:00Z\"", TargetType::date).find("datetime"), std::string::npos);
  EXPECT_NE(hint("\"2026-01-15\"", TargetType::datetime).find("\"date\""), std::string::npos);
}

TEST(CoercionHint, AVeryLongNumberInTextIsNotRead) {
  const std::string digits = "\"" + std::string(2000, '1') + "\"";
  const json::Document document = parse(digits);
  json::Arena arena;
  EXPECT_EQ(coerce(document.root(), TargetType::integer, arena).kind, refused);
  EXPECT_EQ(coerce(document.root(), TargetType::number, arena).kind, refused);
}

TEST(CoercionDescribe, NamesValuesInWords) {
  EXPECT_EQ(describe(parse("null").root()), "null");
  EXPECT_EQ(describe(parse("true").root()), "true");
  EXPECT_EQ(describe(parse("false").root()), "false");
  EXPECT_EQ(describe(parse("7.5").root()), "the number 7.5");
  EXPECT_EQ(describe(parse("\"a\\\"b\"").root()), "the text \"a\\\"b\"");
  EXPECT_EQ(describe(parse("[]").root()), "an array");
  EXPECT_EQ(describe(parse("{}").root()), "an object");
}

TEST(CoercionDescribe, CutsLongValues) {
  const std::string text = "\"" + std::string(100, 'x') + "\"";
  EXPECT_EQ(describe(parse(text).root()), "the text \"" + std::string(40, 'x') + "\"...");
  EXPECT_EQ(describe(parse(std::string(100, '7')).root()),
            "the number " + std::string(40, '7') + "...");
}

TEST(CoercionDescribe, NamesEveryType) {
  for (const TargetType type : {TargetType::any, TargetType::string, TargetType::integer,
                                TargetType::number, TargetType::boolean, TargetType::date,
                                TargetType::datetime, TargetType::object, TargetType::array}) {
    EXPECT_FALSE(describe(type).empty());
  }
}

}  // namespace
}  // namespace fieldcall::mapping
