#include "expression/iregexp/general_category.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace fieldcall::expression::iregexp {
namespace {

TEST(GeneralCategory, KnowsSingleCodePoints) {
  struct Example {
    char32_t code_point;
    std::string_view category;
  };
  for (const Example& example : std::initializer_list<Example>{
           {0x0, "Cc"},      {0x1F, "Cc"},    {0x20, "Zs"},    {'$', "Sc"},     {'(', "Ps"},
           {')', "Pe"},      {'+', "Sm"},     {'-', "Pd"},     {'0', "Nd"},     {'9', "Nd"},
           {'A', "Lu"},      {'Z', "Lu"},     {'^', "Sk"},     {'_', "Pc"},     {'a', "Ll"},
           {'z', "Ll"},      {0xAB, "Pi"},    {0xAD, "Cf"},    {0xBB, "Pf"},    {0xBD, "No"},
           {0x100, "Lu"},    {0x101, "Ll"},   {0x12F, "Ll"},   {0x130, "Lu"},   {0x138, "Ll"},
           {0x139, "Lu"},    {0x149, "Ll"},   {0x1C5, "Lt"},   {0x2B0, "Lm"},   {0x300, "Mn"},
           {0x378, "Cn"},    {0x416, "Lu"},   {0x436, "Ll"},   {0x488, "Me"},   {0x5D0, "Lo"},
           {0x903, "Mc"},    {0x2028, "Zl"},  {0x2029, "Zp"},  {0x2160, "Nl"},  {0x20AC, "Sc"},
           {0x263A, "So"},   {0x4E00, "Lo"},  {0x9FFF, "Lo"},  {0xA640, "Lu"},  {0xAC00, "Lo"},
           {0xE000, "Co"},   {0xFFFF, "Cn"},  {0x10400, "Lu"}, {0x1D7CB, "Ll"}, {0x1D7FF, "Nd"},
           {0x1F600, "So"},  {0x20000, "Lo"}, {0x50000, "Cn"}, {0xE0001, "Cf"}, {0xE0100, "Mn"},
           {0x10FFFD, "Co"}, {0x10FFFF, "Cn"}}) {
    EXPECT_EQ(category_of(example.code_point), category_set(example.category))
        << std::hex << static_cast<std::uint32_t>(example.code_point);
  }
}

TEST(GeneralCategory, CountsOfUnicode14) {
  std::array<std::uint32_t, categories_count> counts{};
  for (char32_t code_point = 0; code_point <= 0x10FFFF; ++code_point) {
    const CategorySet category = category_of(code_point);
    for (std::size_t number = 0; number < counts.size(); ++number) {
      counts[number] += (category >> number) & 1;
    }
  }
  const auto count = [&](std::string_view name) {
    std::uint32_t total = 0;
    for (std::size_t number = 0; number < counts.size(); ++number) {
      if (((category_set(name).value_or(0) >> number) & 1) != 0) total += counts[number];
    }
    return total;
  };
  EXPECT_EQ(count("Zs"), 17u);
  EXPECT_EQ(count("Zl"), 1u);
  EXPECT_EQ(count("Cc"), 65u);
  EXPECT_EQ(count("Co"), 137468u);
  EXPECT_EQ(count("Lt"), 31u);
}

TEST(GeneralCategory, GroupsByFirstLetter) {
  CategorySet all = 0;
  for (const std::string_view group : {"L", "M", "N", "P", "Z", "S", "C"}) {
    const auto set = category_set(group);
    ASSERT_TRUE(set) << group;
    EXPECT_EQ(all & *set, 0u) << group;
    all |= *set;
  }
  EXPECT_EQ(all, all_categories);
  EXPECT_EQ(*category_set("L"), *category_set("Ll") | *category_set("Lm") | *category_set("Lo") |
                                    *category_set("Lt") | *category_set("Lu"));
}

TEST(GeneralCategory, KnowsTheNamesOfTheRfcOnly) {
  for (const std::string_view name :
       {"", "l", "Cs", "LC", "Lx", "lu", "LU", "uL", "Lul", "s", "cL"}) {
    EXPECT_FALSE(category_set(name)) << name;
  }
}

}  // namespace
}  // namespace fieldcall::expression::iregexp
