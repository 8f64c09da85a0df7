#include "importing/curl_flag.hpp"

#include <gtest/gtest.h>

#include <map>

namespace fieldcall::importing {
namespace {

TEST(CurlFlags, HaveOneNameForEachLetter) {
  std::map<char, std::string_view> letters;
  for (const Flag& flag : curl_flags()) {
    EXPECT_FALSE(flag.name.empty());
    if (flag.letter == '\0') continue;
    const auto [earlier, is_new] = letters.emplace(flag.letter, flag.name);
    EXPECT_TRUE(is_new) << flag.name << " and " << earlier->second;
  }
  EXPECT_EQ(letters['d'], "data");
  EXPECT_EQ(letters['H'], "header");
  EXPECT_EQ(letters['X'], "request");
}

}  // namespace
}  // namespace fieldcall::importing
