#include "policy/cron.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "fieldcall/limits.hpp"

namespace fieldcall::policy {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::local_days;
using std::chrono::minutes;
using std::chrono::year;

std::vector<int> numbers(std::uint64_t set) {
  std::vector<int> list;
  for (int i = 0; i < 64; ++i) {
    if (((set >> static_cast<unsigned>(i)) & 1U) != 0) list.push_back(i);
  }
  return list;
}

Cron cron_of(const std::string& text) {
  const auto cron = parse_cron(text);
  EXPECT_TRUE(cron.ok()) << text << ": " << cron.error().message;
  return *cron;
}

TEST(Cron, ReadsListsRangesAndSteps) {
  const Cron cron = cron_of("5,10-12,*/20,50/5 8-18/4 1 2 3");
  EXPECT_EQ(numbers(cron.minutes), (std::vector{0, 5, 10, 11, 12, 20, 40, 50, 55}));
  EXPECT_EQ(numbers(cron.hours), (std::vector{8, 12, 16}));
  EXPECT_EQ(numbers(cron.days), (std::vector{1}));
  EXPECT_EQ(numbers(cron.months), (std::vector{2}));
  EXPECT_EQ(numbers(cron.weekdays), (std::vector{3}));
}

TEST(Cron, ReadsNamesInAnyCase) {
  const Cron cron = cron_of("0 0 * jAn-Mar,DEC mon-WED,sat");
  EXPECT_EQ(numbers(cron.months), (std::vector{1, 2, 3, 12}));
  EXPECT_EQ(numbers(cron.weekdays), (std::vector{1, 2, 3, 6}));
}

TEST(Cron, SundayIsZeroAndSeven) {
  EXPECT_EQ(cron_of("0 0 * * 7"), cron_of("0 0 * * SUN"));
  EXPECT_EQ(cron_of("0 0 * * 7"), cron_of("0 0 * * 0"));
  EXPECT_EQ(numbers(cron_of("0 0 * * 5-7").weekdays), (std::vector{0, 5, 6}));
  EXPECT_EQ(numbers(cron_of("0 0 * * FRI-SUN").weekdays), (std::vector{0, 5, 6}));
  EXPECT_EQ(numbers(cron_of("0 0 * * 0-7").weekdays), (std::vector{0, 1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(numbers(cron_of("0 0 * * 1/2").weekdays), (std::vector{1, 3, 5}));
  EXPECT_EQ(numbers(cron_of("0 0 * * 7/2").weekdays), (std::vector{0}));
}

TEST(Cron, StepsCountFromTheFirst) {
  EXPECT_EQ(numbers(cron_of("0 0 */10 */5 */3").days), (std::vector{1, 11, 21, 31}));
  EXPECT_EQ(numbers(cron_of("0 0 */10 */5 */3").months), (std::vector{1, 6, 11}));
  EXPECT_EQ(numbers(cron_of("0 0 */10 */5 */3").weekdays), (std::vector{0, 3, 6}));
  EXPECT_EQ(numbers(cron_of("7-30/60 0 1 1 1").minutes), (std::vector{7}));
}

TEST(Cron, ReadsNicknames) {
  EXPECT_EQ(cron_of("@hourly"), cron_of("0 * * * *"));
  EXPECT_EQ(cron_of("@daily"), cron_of("0 0 * * *"));
  EXPECT_EQ(cron_of(" @Midnight\n"), cron_of("0 0 * * *"));
  EXPECT_EQ(cron_of("@weekly"), cron_of("0 0 * * 0"));
  EXPECT_EQ(cron_of("@monthly"), cron_of("0 0 1 * *"));
  EXPECT_EQ(cron_of("@YEARLY"), cron_of("0 0 1 1 *"));
  EXPECT_EQ(cron_of("@annually"), cron_of("@yearly"));
}

TEST(Cron, OnlyABareStarOrQuestionMarkIsAnyDay) {
  EXPECT_TRUE(cron_of("0 0 * * 1").any_day);
  EXPECT_TRUE(cron_of("0 0 ? * 1").any_day);
  EXPECT_TRUE(cron_of("0 0 1 * ?").any_weekday);
  for (const std::string field : {"*/1", "1-31", "*/2", "*,5"}) {
    EXPECT_FALSE(cron_of("0 0 " + field + " * 1").any_day) << field;
  }
}

TEST(Cron, WildcardHours) {
  for (const std::string hour : {"*", "*/2", "*/24", "0-23", "0-11,12-23", "3,*/6"}) {
    EXPECT_TRUE(cron_of("0 " + hour + " * * *").any_hour) << hour;
  }
  for (const std::string hour : {"0", "0-22", "0-20/2", "1/1", "0/5"}) {
    EXPECT_FALSE(cron_of("0 " + hour + " * * *").any_hour) << hour;
  }
}

struct Refusal {
  std::string text;
  std::uint32_t offset;
  std::string message;
  std::string fix;
};

TEST(Cron, RefusesWithPlaceAndFix) {
  const std::vector<Refusal> refusals{
      {"", 0, "has none", "\"0 6 * * *\""},
      {" \t", 0, "has none", "minute, hour"},
      {"0 0 * *", 6, "this one has 4", "minute, hour"},
      {"0 0 12 * * ?", 11, "this one has 6", "leave the seconds out"},
      {"0 0 12 * * ? 2030", 11, "this one has 7", "years"},
      {"60 * * * *", 0, "60 is no minute: it is 0 to 59", "write 0 to 59"},
      {"0 24 * * *", 2, "24 is no hour", "write 0 for midnight"},
      {"0 0 0 * *", 4, "0 is no day of month: it is 1 to 31", "write 1 to 31"},
      {"0 0 * 13 *", 6, "13 is no month", "JAN to DEC"},
      {"0 0 * * 8", 8, "8 is no day of week: it is 0 to 6, and 7 for Sunday", "SUN to SAT"},
      {"0 0 99999999999999999999 * *", 4, "is no day of month", ""},
      {"0 0 * * MNO", 8, "\"MNO\" is no day of week", "did you mean \"MON\"?"},
      {"0 0 * * XYZ", 8, "\"XYZ\" is no day of week", "write 0 to 6"},
      {"TEN * * * *", 0, "\"TEN\" is no minute", "write 0 to 59"},
      {"30-20 * * * *", 0, "30-20 runs backwards", "write 30-59,0-20"},
      {"0 0 * * 5-0", 8, "5-0 runs backwards", "write 5-7"},
      {"0 0 * * 5-1", 8, "5-1 runs backwards", "write 5-6,0-1"},
      {"*/0 * * * *", 2, "the step 0 of the minute is not 1 to 60", "leave the step out"},
      {"*/90 * * * *", 2, "the step 90 of the minute is not 1 to 60", "next field"},
      {"*/ * * * *", 2, "a number is missing behind \"/\"", "*/5"},
      {"0 */5/5 * * *", 5, "\"/\" is not expected in the hour", "write 0 to 23"},
      {"0,1, * * * *", 4, "an entry is missing in the minute", "remove"},
      {",1 * * * *", 0, "an entry is missing in the minute", "remove the comma"},
      {"0,,1 * * * *", 2, "an entry is missing in the minute", "remove the comma"},
      {"1- * * * *", 2, "an entry is missing in the minute", "remove"},
      {"+5 * * * *", 0, "\"+\" is not expected in the minute", "write 0 to 59"},
      {"5x * * * *", 1, "\"x\" is not expected", ""},
      {"0 0 L * *", 4, "L, W and # are not a part", "write 1 to 31"},
      {"0 0 15W * *", 6, "L, W and # are not a part", ""},
      {"0 0 * * 5#2", 9, "L, W and # are not a part", ""},
      {"0 0 * * FRIL", 8, "\"FRIL\" is no day of week", "did you mean \"FRI\"?"},
      {"? * * * *", 0, "\"?\" may only stand alone, as the day", "write \"*\""},
      {"0 0 ?/2 * *", 4, "\"?\" may only stand alone", ""},
      {"0 0 *\x01 * *", 5, "a character that cannot stand", ""},
      {"@dayly", 0, "there is no schedule \"@dayly\"", "did you mean \"@daily\"?"},
      {"@reboot", 0, "there is no schedule \"@reboot\"", ""},
      {"  @every 5m", 9, "@every stands alone", "remove"},
  };
  for (const Refusal& refusal : refusals) {
    const auto cron = parse_cron(refusal.text);
    ASSERT_FALSE(cron.ok()) << refusal.text;
    const Error& error = cron.error();
    EXPECT_EQ(error.code, "invalid_cron");
    EXPECT_EQ(error.offset, refusal.offset) << refusal.text << ": " << error.message;
    EXPECT_NE(error.message.find(refusal.message), std::string::npos)
        << refusal.text << ": " << error.message;
    EXPECT_NE(error.fix.find(refusal.fix), std::string::npos) << refusal.text << ": " << error.fix;
  }
}

TEST(Cron, LengthIsLimited) {
  const std::string fields = " * * * *";
  std::string minutes_field = "0";
  while (minutes_field.size() + fields.size() + 2 <= limits::cron_bytes_max) minutes_field += ",0";
  EXPECT_TRUE(parse_cron(minutes_field + fields).ok());
  const auto cron = parse_cron(minutes_field + ",0,0" + fields);
  ASSERT_FALSE(cron.ok());
  EXPECT_NE(cron.error().message.find("at most 1024 characters"), std::string::npos);
}

TEST(Cron, EitherDaySuffices) {
  const Cron cron = cron_of("0 0 13 * 5");
  const LocalSeconds start = local_days{year{2025} / 6 / 15};
  EXPECT_EQ(next_match(cron, start), local_days{year{2025} / 6 / 20});
  EXPECT_EQ(next_match(cron, local_days{year{2025} / 7 / 11}), local_days{year{2025} / 7 / 13});
  EXPECT_EQ(next_match(cron_of("0 0 13 * *"), start), local_days{year{2025} / 7 / 13});
}

TEST(Cron, TheNextMinuteIsTheFirstToBeLookedAt) {
  const Cron cron = cron_of("30 6 * * *");
  const LocalSeconds run = local_days{year{2026} / 1 / 1} + hours{6} + minutes{30};
  EXPECT_EQ(next_match(cron, run - std::chrono::seconds{1}), run);
  EXPECT_EQ(next_match(cron, run), run + days{1});
  EXPECT_EQ(next_match(cron, run + minutes{20}), run + days{1});
}

TEST(Cron, BeforeTheEpoch) {
  const Cron cron = cron_of("15 */8 * * *");
  const LocalSeconds start = local_days{year{1960} / 2 / 29} + hours{9};
  EXPECT_EQ(next_match(cron, start), local_days{year{1960} / 2 / 29} + hours{16} + minutes{15});
}

TEST(Cron, LeapDaysAreFoundAndImpossibleDatesAreNot) {
  const Cron leap_day = cron_of("0 0 29 2 *");
  EXPECT_TRUE(ever_fires(leap_day));
  EXPECT_EQ(next_match(leap_day, local_days{year{1896} / 2 / 29}), local_days{year{1904} / 2 / 29});
  for (const std::string never : {"0 0 30 2 *", "0 0 30,31 2 *", "0 0 31 4,6,9,11 *"}) {
    EXPECT_FALSE(ever_fires(cron_of(never))) << never;
    EXPECT_EQ(next_match(cron_of(never), LocalSeconds{}), std::nullopt) << never;
  }
  EXPECT_TRUE(ever_fires(cron_of("0 0 30 2 1")));  // or on Mondays
}

}  // namespace
}  // namespace fieldcall::policy
