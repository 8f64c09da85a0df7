#include "json/plain_text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace fieldcall::json {
namespace {

std::size_t plain_bytes(const std::string& text) {
  return static_cast<std::size_t>(skip_plain(text.data(), text.data() + text.size()) - text.data());
}

TEST(PlainText, IsAsciiWithoutControlsQuoteAndBackslash) {
  for (int byte = 0; byte < 256; ++byte) {
    const bool plain = byte >= 0x20 && byte < 0x80 && byte != 0x22 && byte != 0x5C;
    EXPECT_EQ(is_plain(static_cast<char>(byte)), plain) << byte;
  }
}

TEST(PlainText, EveryByteIsFoundAtEveryPlace) {
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    for (std::size_t place = 0; place < 20; ++place) {
      // Neighbours that differ from the special bytes by one.
      for (const char other : {'!', '#', '[', ']', ' ', '\x7F'}) {
        std::string text(20, other);
        text[place] = c;
        ASSERT_EQ(plain_bytes(text), is_plain(c) ? 20 : place) << byte << " at " << place;
      }
    }
  }
  EXPECT_EQ(plain_bytes(""), 0U);
}

}  // namespace
}  // namespace fieldcall::json
