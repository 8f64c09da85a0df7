#include "text/suggest.hpp"

#include <gtest/gtest.h>

#include <array>

namespace fieldcall::text {
namespace {

constexpr std::array<std::string_view, 7> keys = {"url",     "method", "headers",       "params",
                                                  "timeout", "retry",  "cache_duration"};

TEST(Suggest, FindsTypingErrors) {
  EXPECT_EQ(nearest_word("headrs", keys), "headers");    // missing
  EXPECT_EQ(nearest_word("heaaders", keys), "headers");  // extra
  EXPECT_EQ(nearest_word("haeders", keys), "headers");   // swapped
  EXPECT_EQ(nearest_word("hezders", keys), "headers");   // wrong
  EXPECT_EQ(nearest_word("cacheDuration", keys), "cache_duration");
  EXPECT_EQ(nearest_word("TIMEOUT", keys), "timeout");
  EXPECT_EQ(nearest_word("rul", keys), "url");
  EXPECT_EQ(nearest_word("url", keys), "url");
}

TEST(Suggest, IsSilentWhenNothingIsNear) {
  EXPECT_EQ(nearest_word("body", keys), "");
  EXPECT_EQ(nearest_word("", keys), "");
  EXPECT_EQ(nearest_word("uu", keys), "");
  EXPECT_EQ(nearest_word("timeout", {}), "");
  EXPECT_EQ(did_you_mean("body", keys), "");
}

TEST(Suggest, AnErrorInThreeLettersIsTheLimit) {
  constexpr std::array<std::string_view, 1> six = {"abcdef"};
  EXPECT_EQ(nearest_word("abcdxy", six), "abcdef");
  EXPECT_EQ(nearest_word("abcxyz", six), "");
}

TEST(Suggest, OneLetterIsNearItsOtherCaseOnly) {
  constexpr std::array<std::string_view, 2> letters = {"b", "a"};
  EXPECT_EQ(nearest_word("A", letters), "a");
  EXPECT_EQ(nearest_word("c", letters), "");
}

TEST(Suggest, LooksAtWordsOfAboutTheSameLengthOnly) {
  constexpr std::array<std::string_view, 3> words = {"headers_of_the_answer", "head", "headers"};
  EXPECT_EQ(nearest_word("header", words), "headers");
  EXPECT_EQ(nearest_word("headerss", words), "headers");
  EXPECT_EQ(nearest_word("heaXX", words), "");
  EXPECT_EQ(nearest_word("headersXXX", words), "headers");
}

TEST(Suggest, TiesGoToTheFirst) {
  constexpr std::array<std::string_view, 2> pair = {"cat", "car"};
  EXPECT_EQ(nearest_word("cab", pair), "cat");
}

TEST(Suggest, LongWordsAreNotCompared) {
  const std::string longest(64, 'x');
  const std::string longer(65, 'x');
  const std::array<std::string_view, 2> known = {longer, longest};
  EXPECT_EQ(nearest_word(longest, known), longest);
  EXPECT_EQ(nearest_word(longer, known), "");
  EXPECT_EQ(nearest_word(std::string(1 << 20, 'x'), known), "");
}

TEST(Suggest, AsksInASentence) {
  EXPECT_EQ(did_you_mean("cache_durration", keys), "did you mean \"cache_duration\"?");
}

}  // namespace
}  // namespace fieldcall::text
