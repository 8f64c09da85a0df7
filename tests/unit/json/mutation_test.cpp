// The comparison of the fuzzer, on texts made from a seed: runs with every build.
#include <gtest/gtest.h>

#include <array>

#include "base/random.hpp"
#include "fuzz/json_reader_check.hpp"

namespace fieldcall::json {
namespace {

constexpr std::array<std::string_view, 12> samples = {
    R"({"status":"ok","result":{"score":720,"names":["a","b"],"none":null}})",
    R"([1,-2.5e+3,0.1E-2,10000000000000000000000,true,false,null,"",{},[]])",
    R"({"a":{"a":{"a":[[[1]],{"b":2}]}},"a":1,"\u0061":2})",
    "\xEF\xBB\xBF{ \"caf\xC3\xA9\" : \"\xE2\x82\xAC \xF0\x9F\x98\x80\" }\r\n",
    R"(["\u00e9\ud83d\ude00\"\\\/\b\f\n\r\t","\u0000","plain text longer than one word"])",
    R"("a string")",
    R"(-0.0)",
    " \t\r\n[ [ ] , { } ] \n",
    R"({"":0,"~/":1,"0":2,"aa":3,"ab":4,"ba":5,"b":6,"c":7})",
    R"([1e400,-1e-400,123456789012345678901234567890.5])",
    R"({"vat":{"country":"BE","number":"0123456789","valid":true,"at":"2026-01-15T12:00:00Z"}})",
    R"([[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]])",
};

// Pieces that mean something to a reader of JSON.
constexpr std::array<std::string_view, 26> pieces = {
    "{",      "}",           "[",    "]",       ",",       ":",    "\"",   "\\",
    "\\u",    "0",           "-",    ".",       "e",       "E+1",  "true", "null",
    "\\n",    " ",           "\x1F", "\\ud83d", "\\ude00", "\xC3", "\xA9", "\xED\xA0\x80",
    "\"a\":", "\xEF\xBB\xBF"};

std::string mutate(std::string text, base::Random& random) {
  const std::uint64_t changes = 1 + random.up_to(1);
  for (std::uint64_t change = 0; change < changes; ++change) {
    const std::size_t place = random.up_to(text.size());
    switch (random.up_to(4)) {
      case 0:
        text.insert(place, pieces[random.up_to(pieces.size() - 1)]);
        break;
      case 1:
        text.erase(place, 1 + random.up_to(3));
        break;
      case 2:
        if (place < text.size()) text[place] = static_cast<char>(random.up_to(255));
        break;
      case 3:
        text.insert(place, text.substr(random.up_to(text.size()), 1 + random.up_to(8)));
        break;
      default:
        text.replace(place, 1, pieces[random.up_to(pieces.size() - 1)]);
        break;
    }
  }
  return text;
}

TEST(JsonMutation, TheSamplesThemselvesAgree) {
  for (const std::string_view sample : samples) EXPECT_EQ(test::check_json_reader(sample), "");
}

TEST(JsonMutation, TwentyThousandTextsAgreeWithNlohmann) {
  base::Random random(20260115);
  std::size_t accepted = 0;
  for (int round = 0; round < 20'000; ++round) {
    const std::string text = mutate(std::string(samples[random.up_to(samples.size() - 1)]), random);
    ASSERT_EQ(test::check_json_reader(text), "") << "round " << round << ": " << text;
    if (nlohmann::json::accept(text)) ++accepted;
  }
  // Both kinds must occur often, or the test says little.
  EXPECT_GT(accepted, 2'000U);
  EXPECT_LT(accepted, 18'000U);
}

}  // namespace
}  // namespace fieldcall::json
