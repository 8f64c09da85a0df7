#include "json/number.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "base/random.hpp"

namespace fieldcall::json {
namespace {

TEST(NumberText, FollowsTheGrammar) {
  for (const std::string_view good : {"0", "-0", "7", "-70", "1.5", "0.0", "1e5", "1E+5", "1e-05",
                                      "-1.50e+300", "123456789012345678901234567890"}) {
    EXPECT_TRUE(is_number_text(good)) << good;
  }
  for (const std::string_view bad : {"", "-", "+1", "01", "-01", ".5", "1.", "1.e1", "1e", "1e+",
                                     "0x1", "1 ", " 1", "NaN", "Infinity", "1.5.2", "1e5.0"}) {
    EXPECT_FALSE(is_number_text(bad)) << bad;
  }
}

TEST(NumberText, PrefixEndsWhereTheNumberEnds) {
  EXPECT_EQ(number_prefix("12,"), 2U);
  EXPECT_EQ(number_prefix("1.5]"), 3U);
  EXPECT_EQ(number_prefix("01"), 1U);
  EXPECT_EQ(number_prefix("1.x"), 1U);
  EXPECT_EQ(number_prefix("1.5e+x"), 3U);
  EXPECT_EQ(number_prefix("-x"), 0U);
  EXPECT_EQ(number_prefix("x"), 0U);
}

TEST(ParseInt64, IsExactInEverySpelling) {
  EXPECT_EQ(parse_int64("7"), 7);
  EXPECT_EQ(parse_int64("-7.0"), -7);
  EXPECT_EQ(parse_int64("70e-1"), 7);
  EXPECT_EQ(parse_int64("0.7E1"), 7);
  EXPECT_EQ(parse_int64("0.0007e+4"), 7);
  EXPECT_EQ(parse_int64("100"), 100);
  EXPECT_EQ(parse_int64("1e2"), 100);
  EXPECT_EQ(parse_int64("-0"), 0);
  EXPECT_EQ(parse_int64("0e999999999999999999999"), 0);
  EXPECT_EQ(parse_int64("0.000"), 0);
  EXPECT_EQ(parse_int64("1.20e0001"), 12);
}

TEST(ParseInt64, RefusesFractions) {
  EXPECT_EQ(parse_int64("7.5"), std::nullopt);
  EXPECT_EQ(parse_int64("75e-1"), std::nullopt);
  EXPECT_EQ(parse_int64("0.1"), std::nullopt);
  EXPECT_EQ(parse_int64("1e-999999999999999999999"), std::nullopt);
  EXPECT_EQ(parse_int64("9007199254740992.5"), std::nullopt);
}

TEST(ParseInt64, EndsAtSixtyFourBits) {
  EXPECT_EQ(parse_int64("9223372036854775807"), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(parse_int64("9223372036854775808"), std::nullopt);
  EXPECT_EQ(parse_int64("-9223372036854775808"), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(parse_int64("-9223372036854775808.000"), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(parse_int64("-9223372036854775809"), std::nullopt);
  EXPECT_EQ(parse_int64("1e18"), 1'000'000'000'000'000'000);
  EXPECT_EQ(parse_int64("1e19"), std::nullopt);
  EXPECT_EQ(parse_int64("1e999999999999999999999"), std::nullopt);
}

TEST(ParseUint64, EndsAtSixtyFourBits) {
  EXPECT_EQ(parse_uint64("18446744073709551615"), std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(parse_uint64("18446744073709551616"), std::nullopt);
  EXPECT_EQ(parse_uint64("99999999999999999999"), std::nullopt);
  EXPECT_EQ(parse_uint64("1e20"), std::nullopt);
  EXPECT_EQ(parse_uint64("-1"), std::nullopt);
  EXPECT_EQ(parse_uint64("-0.0"), 0U);
}

TEST(ParseDouble, RoundsCorrectly) {
  EXPECT_EQ(parse_double("0.1"), 0.1);
  EXPECT_EQ(parse_double("-2.5e3"), -2500.0);
  EXPECT_EQ(parse_double("9007199254740993"), 9007199254740992.0);  // to even
  EXPECT_EQ(parse_double("9007199254740993.00000000000000001"), 9007199254740994.0);
  EXPECT_EQ(parse_double("1.7976931348623157e308"), std::numeric_limits<double>::max());
  EXPECT_EQ(parse_double("5e-324"), std::numeric_limits<double>::denorm_min());
}

TEST(ParseDouble, OverflowIsNothingAndUnderflowIsZero) {
  EXPECT_EQ(parse_double("1e309"), std::nullopt);
  EXPECT_EQ(parse_double("-1e999999999999999999999"), std::nullopt);
  EXPECT_EQ(parse_double("1e-999"), 0.0);
  EXPECT_EQ(parse_double("1e-999999999999999999999"), 0.0);
  EXPECT_EQ(parse_double("0e999999999999999999999"), 0.0);
  EXPECT_TRUE(std::signbit(parse_double("-1e-999").value_or(1)));
  EXPECT_EQ(parse_double("1" + std::string(400, '0') + "e-400"), 1.0);
}

TEST(CompareDigits, OrdersByValueWhateverTheSpelling) {
  const std::vector<std::vector<std::string_view>> ascending = {
      {"-1e99999999999999999999999"},
      {"-1e99999999999999999999998", "-10e99999999999999999999997"},
      {"-1e1000"},
      {"-10.5", "-1050e-2"},
      {"-10"},
      {"-0.1"},
      {"-1e-99999999999999999999"},
      {"0", "-0", "0.0", "-0e99999999999999999999999", "0e5"},
      {"1e-99999999999999999999"},
      {"0.000000000000000000000000000001", "1e-30"},
      {"0.1", "1e-1", "0.10", "0.01e1"},
      {"1", "1.0", "10e-1", "0.1e1", "1E0", "1e-0", "100e-02"},
      {"1.000000000000000005"},
      {"1.1"},
      {"9", "9.00"},
      {"10", "1e1", "1.0e+1"},
      {"9007199254740992"},
      {"9007199254740993"},
      {"10000000000000000999"},
      {"1e308"},
      {"1e1000"},
      {"0.1e999999999999999999", "1e999999999999999998", "10e999999999999999997"},
      {"1e999999999999999999", "0.1e1000000000000000000"},
      {"1e99999999999999999999999"},
      {"1.5e99999999999999999999999", "15e99999999999999999999998"},
  };
  for (std::size_t low = 0; low < ascending.size(); ++low) {
    for (std::size_t high = 0; high < ascending.size(); ++high) {
      const int expected = low < high ? -1 : low > high ? 1 : 0;
      for (const std::string_view left : ascending[low]) {
        for (const std::string_view right : ascending[high]) {
          EXPECT_EQ(compare_digits(left, right), expected) << left << " " << right;
        }
      }
    }
  }
}

TEST(CompareDigits, TakesAnyLength) {
  const std::string zeros(100'000, '0');
  EXPECT_EQ(compare_digits("1" + zeros, "1e100000"), 0);
  EXPECT_EQ(compare_digits("1" + zeros + "1", "1e100001"), 1);
  EXPECT_EQ(compare_digits("0." + zeros + "1", "1e-100001"), 0);
  EXPECT_EQ(compare_digits("1e" + zeros + "1", "10"), 0);
}

TEST(FormatDouble, WholeNumbersAreWrittenAsIntegers) {
  EXPECT_EQ(format_double(100.0), "100");
  EXPECT_EQ(format_double(-3.0), "-3");
  EXPECT_EQ(format_double(0.0), "0");
  EXPECT_EQ(format_double(-0.0), "0");
  EXPECT_EQ(format_double(1e15), "1000000000000000");
  EXPECT_EQ(format_double(9007199254740991.0), "9007199254740991");
}

TEST(FormatDouble, OthersKeepTheirShortestForm) {
  EXPECT_EQ(format_double(0.1), "0.1");
  EXPECT_EQ(format_double(-2.5), "-2.5");
  EXPECT_EQ(format_double(9007199254740992.0), "9.007199254740992e+15");
  EXPECT_EQ(format_double(1e300), "1e+300");
  EXPECT_EQ(format_double(1e-7), "1e-07");
  EXPECT_EQ(format_double(5e-324), "5e-324");
}

TEST(FormatDouble, ReadsBackTheSame) {
  base::Random random(1);
  for (int round = 0; round < 20'000; ++round) {
    const double value = std::ldexp(static_cast<double>(random.next() >> 11),
                                    static_cast<int>(random.up_to(2000)) - 1060);
    if (!std::isfinite(value)) continue;
    const std::string text = format_double(value);
    ASSERT_TRUE(is_number_text(text)) << text;
    ASSERT_EQ(parse_double(text), value) << text;
  }
}

TEST(FormatInt64, WritesBothEnds) {
  EXPECT_EQ(format_int64(0), "0");
  EXPECT_EQ(format_int64(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
  EXPECT_EQ(format_int64(std::numeric_limits<std::int64_t>::max()), "9223372036854775807");
}

TEST(ShortNumbers, AreReadLikeLongOnes) {
  EXPECT_EQ(parse_int64("7.00"), 7);
  EXPECT_EQ(parse_int64("-7.50"), std::nullopt);
  EXPECT_EQ(parse_int64("-0"), 0);
  EXPECT_EQ(parse_int64("999999999999999999"), 999999999999999999);
  EXPECT_EQ(parse_int64("-1000000000000000000"), -1000000000000000000);
  EXPECT_EQ(parse_double("0.1"), 0.1);
  EXPECT_EQ(parse_double("-123.456"), -123.456);
  EXPECT_EQ(parse_double("9007199254740993"), 9007199254740992.0);
  EXPECT_EQ(parse_double("0.12345678901234567"), 0.12345678901234567);
  EXPECT_TRUE(std::signbit(*parse_double("-0.0")));
  EXPECT_EQ(compare_digits("0.5", "0.50"), 0);
  EXPECT_EQ(compare_digits("-0", "0.0"), 0);
  EXPECT_EQ(compare_digits("2", "10"), -1);
  EXPECT_EQ(compare_digits("-2.25", "-2.3"), 1);
  EXPECT_EQ(compare_digits("999999999999999999", "0.00000000000000001"), 1);
  EXPECT_EQ(compare_digits("-99999999999999999", "-99999999999999999.5"), 1);
  EXPECT_EQ(compare_digits("1e0", "1.0"), 0);
}

}  // namespace
}  // namespace fieldcall::json
