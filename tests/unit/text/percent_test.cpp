#include "text/percent.hpp"

#include <gtest/gtest.h>

namespace fieldcall::text {
namespace {

const std::string unreserved = "AZaz09-._~";

std::string every_byte() {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  return bytes;
}

std::string encode_path(std::string_view text) {
  std::string out = "kept:";
  append_percent_encoded_path(text, out);
  return out.substr(5);
}

std::string encode_form(std::string_view text) {
  std::string out;
  append_form_encoded(text, out);
  return out;
}

TEST(Percent, KeepsTheUnreservedCharactersOnly) {
  EXPECT_EQ(percent_encode(unreserved), unreserved);
  EXPECT_EQ(percent_encode("a b/c?d=e&f#g'h\"i%j+k"), "a%20b%2Fc%3Fd%3De%26f%23g%27h%22i%25j%2Bk");
  EXPECT_EQ(percent_encode("\xC3\xA9\n\x7F"), "%C3%A9%0A%7F");
  EXPECT_EQ(percent_encode(std::string(1, '\0')), "%00");
  EXPECT_EQ(percent_encode(""), "");
  std::size_t kept = 0;
  for (const char c : every_byte()) kept += percent_encode(std::string(1, c)).size() == 1 ? 1U : 0U;
  EXPECT_EQ(kept, 66U);
}

TEST(Percent, PathsKeepTheSlashToo) {
  EXPECT_EQ(encode_path("a/b c/%2e\\"), "a/b%20c/%252e%5C");
  EXPECT_EQ(encode_path(unreserved + "/"), unreserved + "/");
}

TEST(Percent, FormsWriteSpaceAsPlus) {
  EXPECT_EQ(encode_form("a b+c*-._~"), "a+b%2Bc*-._%7E");
  EXPECT_EQ(encode_form("k=v&w\r\n"), "k%3Dv%26w%0D%0A");
}

TEST(Percent, DecodesWhatItEncodes) {
  EXPECT_EQ(percent_decode(percent_encode(every_byte())), every_byte());
  EXPECT_EQ(percent_decode("%2e%2E%c3%A9"), "..\xC3\xA9");
}

TEST(Percent, MalformedEscapesStayAsTheyAre) {
  EXPECT_EQ(percent_decode("%"), "%");
  EXPECT_EQ(percent_decode("%4"), "%4");
  EXPECT_EQ(percent_decode("%4g%g4%%41"), "%4g%g4%A");
  EXPECT_EQ(percent_decode("a+b"), "a+b");
}

}  // namespace
}  // namespace fieldcall::text
