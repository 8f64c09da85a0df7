#include "expression/jmespath/case_mapping.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "text/utf8.hpp"

namespace fieldcall::expression::jmespath {
namespace {

std::string changed(std::string_view text, LetterCase wanted) {
  std::string out(change_case(text, wanted, nullptr), '\0');
  EXPECT_EQ(change_case(text, wanted, out.data()), out.size());
  return out;
}

TEST(CaseMapping, ChangesLetters) {
  EXPECT_EQ(changed("Stra\xc3\x9f"
                    "e 1\xe2\x82\xac",
                    LetterCase::upper),
            "STRASSE 1\xe2\x82\xac");
  EXPECT_EQ(changed("\xc3\x89T\xc3\x89 \xce\xa9", LetterCase::lower), "\xc3\xa9t\xc3\xa9 \xcf\x89");
  EXPECT_EQ(changed("\xc4\xb0", LetterCase::lower), "i\xcc\x87");
  EXPECT_EQ(changed("", LetterCase::upper), "");
}

// FNV-1a over the mapped form of every code point, as another implementation of Unicode 14 has it.
std::uint64_t fingerprint(LetterCase wanted) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (c >= 0xd800 && c < 0xe000) continue;
    std::string text;
    text::append_utf8(c, text);
    for (const char byte : changed(text, wanted)) {
      hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
    }
  }
  return hash;
}

TEST(CaseMapping, KnowsEveryLetterOfUnicode) {
  EXPECT_EQ(fingerprint(LetterCase::upper), 0xf1a6102c65729830);
  EXPECT_EQ(fingerprint(LetterCase::lower), 0xc319d02e8283b91e);
}

}  // namespace
}  // namespace fieldcall::expression::jmespath
