#include "mapping/target_path.hpp"

#include <gtest/gtest.h>

#include <string>

#include "fieldcall/limits.hpp"

namespace fieldcall::mapping {
namespace {

TEST(TargetPath, SplitsAtDots) {
  const auto target = parse_target("company.city");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->text, "company.city");
  EXPECT_EQ(target->path, (TargetPath{"company", "city"}));
}

TEST(TargetPath, DataInFrontMeansTheSame) {
  const auto target = parse_target("data.company.city");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->text, "company.city");
  EXPECT_EQ(parse_target("data.data.x")->path, (TargetPath{"data", "x"}));
  EXPECT_EQ(parse_target("database")->path, (TargetPath{"database"}));
}

TEST(TargetPath, NamesMayHoldWhatPeopleCallTheirFields) {
  for (const char* text : {"vat-number", "Company name", "1st", "a:b",
                           "stra\xc3\x9f"
                           "e",
                           "@id", "price$"}) {
    EXPECT_TRUE(parse_target(text)) << text;
  }
}

struct Refusal {
  std::string text;
  std::string code;
  std::uint32_t offset;
};

class TargetPathRefusal : public testing::TestWithParam<Refusal> {};

TEST_P(TargetPathRefusal, SaysWhereAndHowToFixIt) {
  const auto target = parse_target(GetParam().text);
  ASSERT_FALSE(target);
  EXPECT_EQ(target.error().code, GetParam().code);
  EXPECT_EQ(target.error().offset, GetParam().offset);
  EXPECT_FALSE(target.error().message.empty());
  EXPECT_FALSE(target.error().fix.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Targets, TargetPathRefusal,
    testing::Values(Refusal{"", "invalid_target", 0}, Refusal{"data", "invalid_target", 0},
                    Refusal{"data.", "invalid_target", 5}, Refusal{".a", "invalid_target", 0},
                    Refusal{"a.", "invalid_target", 2}, Refusal{"a..b", "invalid_target", 2},
                    Refusal{"$.result.score", "invalid_target", 0},
                    Refusal{"lines[0]", "invalid_target", 5}, Refusal{"a]", "invalid_target", 1},
                    Refusal{"{data.x}", "invalid_target", 0}, Refusal{"a}", "invalid_target", 1},
                    Refusal{"a.\"b.c\"", "invalid_target", 2}, Refusal{"a\\b", "invalid_target", 1},
                    Refusal{"a\nb", "invalid_target", 1}, Refusal{"a\x7f", "invalid_target", 1},
                    Refusal{" a", "invalid_target", 0}, Refusal{"a.b ", "invalid_target", 2},
                    Refusal{"__proto__", "reserved_name", 0},
                    Refusal{"data.a.constructor", "reserved_name", 7},
                    Refusal{"a.prototype.b", "reserved_name", 2},
                    Refusal{std::string(limits::target_bytes_max + 1, 'a'), "invalid_target", 0}));

TEST(TargetPath, DepthIsBounded) {
  std::string text = "a";
  for (std::uint32_t i = 0; i < limits::json_depth_max; ++i) text += ".a";
  EXPECT_FALSE(parse_target(text));
  EXPECT_TRUE(parse_target(text.substr(0, 2 * (limits::json_depth_max - 1) - 1)));
}

TEST(TargetPath, LongestTargetIsAccepted) {
  EXPECT_TRUE(parse_target(std::string(limits::target_bytes_max, 'a')));
}

TEST(TargetPath, OverlapIsSameOrInside) {
  EXPECT_TRUE(paths_overlap({"a"}, {"a"}));
  EXPECT_TRUE(paths_overlap({"a"}, {"a", "b"}));
  EXPECT_TRUE(paths_overlap({"a", "b"}, {"a"}));
  EXPECT_FALSE(paths_overlap({"a", "b"}, {"a", "c"}));
  EXPECT_FALSE(paths_overlap({"a"}, {"ab"}));
}

}  // namespace
}  // namespace fieldcall::mapping
