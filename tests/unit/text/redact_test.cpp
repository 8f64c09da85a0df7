#include "text/redact.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "text/base64.hpp"
#include "text/percent.hpp"

namespace fieldcall::text {
namespace {

constexpr std::string_view mask = "\xe2\x80\xb9secret:key\xe2\x80\xba";

std::string redacted(std::string_view secret, std::string_view text) {
  return Redactor({{"key", secret}}, 1).redact(text);
}

std::string around(std::string_view before, std::string_view after) {
  return std::string(before) + std::string(mask) + std::string(after);
}

TEST(Redactor, FindsNothingWithoutSecrets) {
  bool found = true;
  EXPECT_EQ(Redactor().redact("text", &found), "text");
  EXPECT_FALSE(found);
  EXPECT_TRUE(Redactor().empty());
  EXPECT_FALSE(Redactor().contains("text"));
  EXPECT_TRUE(Redactor({{"key", ""}, {"short", "1234567"}}, 8).empty());
  EXPECT_FALSE(Redactor({{"key", "12345678"}}, 8).empty());
}

TEST(Redactor, MasksPlainText) {
  bool found = false;
  const Redactor redactor({{"key", "s3cr3t-value"}}, 8);
  EXPECT_EQ(redactor.redact("a s3cr3t-value b", &found), around("a ", " b"));
  EXPECT_TRUE(found);
  EXPECT_EQ(redactor.redact("s3cr3t-value"), mask);
  EXPECT_EQ(redactor.redact("s3cr3t-valu"), "s3cr3t-valu");
  EXPECT_EQ(redactor.redact(""), "");
}

TEST(Redactor, MasksAnyChoiceOfPercentEscapes) {
  const std::string_view secret = "a/b+c d\xc3\xa9?x";
  EXPECT_EQ(redacted(secret, "q=" + percent_encode(secret) + "&r"), around("q=", "&r"));
  EXPECT_EQ(redacted(secret, "q=%61/%62+c+d%c3%A9?%78&r"), around("q=", "&r"));
  std::string form;
  append_form_encoded(secret, form);
  EXPECT_EQ(redacted(secret, "q=" + form), around("q=", ""));
  EXPECT_EQ(redacted(secret, "q=" + percent_encode(percent_encode(secret))), around("q=", ""));
}

TEST(Redactor, MasksAnyChoiceOfJsonEscapes) {
  const std::string_view secret = "a\"b\\c/\xc3\xa9\n<";
  EXPECT_EQ(redacted(secret, R"({"m":"a\"b\\c/\u00E9\n\u003c"})"), around(R"({"m":")", "\"}"));
  EXPECT_EQ(redacted(secret, R"({"m":"\u0061\u0022b\u005cc\/\u00e9\u000a<"})"),
            around(R"({"m":")", "\"}"));
  // A JSON text inside a JSON string, and a url inside one.
  EXPECT_EQ(redacted("abc\"def\\", R"("{\"m\":\"abc\\\"def\\\\\"}")"),
            around(R"("{\"m\":\")", R"(\"}")"));
  EXPECT_EQ(redacted("abc/def", R"("https:\/\/h\/?q=abc%2Fdef\u0026x")"),
            around(R"("https:\/\/h\/?q=)", R"(\u0026x")"));
  EXPECT_EQ(redacted("abc\"def", "q=%22abc%5C%22def%22"), around("q=%22", "%22"));
  EXPECT_EQ(redacted("p<q&r", "p&lt;q&amp;r!"), around("", "!"));
}

TEST(Redactor, MasksHexInEitherCase) {
  EXPECT_EQ(redacted("jkl\xc3\xa9", "x 6a6b6cc3a9 y"), around("x ", " y"));
  EXPECT_EQ(redacted("jkl\xc3\xa9", "x 6A6B6CC3A9 y"), around("x ", " y"));
  EXPECT_EQ(redacted("jkl\xc3\xa9", "x 6a6B6cC3a9 y"), around("x ", " y"));
}

// What is left of a base64 text after redaction holds no bit of the secret: flipping any of the
// secret's bits gives the same remains.
TEST(Redactor, MasksBase64InEveryAlignment) {
  const std::string secret = "open sesame?>~";
  for (std::size_t before = 0; before < 6; ++before) {
    for (std::size_t after = 0; after < 4; ++after) {
      const std::string text = base64(std::string(before, 'u') + secret + std::string(after, 'v'));
      const std::string result = redacted(secret, text);
      const std::size_t at = result.find(mask);
      ASSERT_NE(at, std::string::npos) << before << " " << after;
      EXPECT_LE(at * 6, before * 8) << result;
      // Padding holds nothing; the last character may hold bits that are always zero.
      const std::string rest = result.substr(at + mask.size());
      const std::size_t rest_bits = std::min(rest.find('='), rest.size()) * 6;
      EXPECT_LE(rest_bits, (after * 8 + 5) / 6 * 6) << result;
      std::string url_safe = text;
      for (char& c : url_safe) c = c == '+' ? '-' : c == '/' ? '_' : c;
      while (!url_safe.empty() && url_safe.back() == '=') url_safe.pop_back();
      EXPECT_NE(redacted(secret, url_safe).find(mask), std::string::npos) << url_safe;
      EXPECT_NE(redacted(secret, percent_encode(text)).find(mask), std::string::npos);
    }
  }
  EXPECT_EQ(redacted("open sesame", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
            around("Basic QWxhZGRpbj", ""));
}

TEST(Redactor, NeedsTheSharedCharactersOfBase64ToFit) {
  // "k3y" behind one byte: the first and last of these characters hold 4 and 2 bits of it.
  const std::string right = base64("ak3yb");
  EXPECT_NE(redacted("k3y", right), right);
  std::string left_differs = right;
  left_differs[1] = left_differs[1] == 'A' ? 'B' : 'A';
  EXPECT_EQ(redacted("k3y", left_differs), left_differs);
  std::string right_differs = right;
  right_differs[5] = right_differs[5] == '/' ? 'A' : '/';
  EXPECT_EQ(redacted("k3y", right_differs), right_differs);
  EXPECT_EQ(redacted("k3y", right.substr(0, 5)), right.substr(0, 5));
  EXPECT_EQ(redacted("k3y", right.substr(2)), right.substr(2));
  EXPECT_EQ(redacted("k3y", right.substr(0, 5) + "!"), right.substr(0, 5) + "!");
}

TEST(Redactor, MasksEncodingsThatAreBrokenUp) {
  // MIME breaks base64 into lines, certificates and dumps part the bytes of hex.
  const std::string_view secret = "abcdefgh12345678";
  EXPECT_EQ(redacted(secret, "x YWJjZGVm\r\nZ2gxMjM0\nNTY3OA==\r\ny"), around("x ", "\r\ny"));
  EXPECT_EQ(redacted(secret, R"("YWJjZGVm\r\nZ2gxMjM0NTY3OA==")"), around("\"", "\""));
  for (std::size_t before = 0; before < 3; ++before) {
    const std::string encoded = base64(std::string(before, 'u') + std::string(secret) + "v");
    for (std::size_t at = 0; at <= encoded.size(); ++at) {
      std::string broken = encoded;
      broken.insert(at, "\r\n");
      const std::string masked = redacted(secret, broken);
      EXPECT_NE(masked.find(mask), std::string::npos) << broken;
      EXPECT_LE(masked.size(), mask.size() + 8) << broken;
    }
  }
  for (const std::string_view separator : {":", " ", "-", "\r\n"}) {
    std::string parted = "61";
    for (const char* digits : {"62", "63", "64", "65", "66", "67", "68", "31", "32", "33", "34",
                               "35", "36", "37", "38"}) {
      parted.append(separator).append(digits);
    }
    EXPECT_EQ(redacted(secret, "x " + parted + " y"), around("x ", " y"));
  }
  // More between two characters is no encoding.
  EXPECT_EQ(redacted("abc", "616-----263"), "616-----263");
}

TEST(Redactor, MasksWideCharacters) {
  const std::string_view secret = "s3cr3t-+v";
  std::string little;
  std::string big;
  std::string wide;
  for (const char c : secret) {
    little += std::string{c, '\0'};
    big += std::string{'\0', c};
    wide += std::string{c, '\0', '\0', '\0'};
  }
  const std::string zero(1, '\0');
  EXPECT_EQ(redacted(secret, little), around("", zero));
  EXPECT_EQ(redacted(secret, big), around(zero, ""));
  EXPECT_EQ(redacted(secret, wide), around("", zero + zero + zero));
  EXPECT_EQ(redacted(std::string_view("a\0b", 3), std::string_view("xa\0b", 4)), around("x", ""));
  EXPECT_EQ(redacted(std::string_view("a\0b", 3), "xab"), "xab");
}

TEST(Redactor, LooksForVeryShortSecretsOnlyAsTheyAre) {
  EXPECT_EQ(redacted("ab", "ab " + base64("ab") + " 6162 %61b"),
            around("", " YWI= 6162 ") + std::string(mask));
}

TEST(Redactor, MergesWhatOverlaps) {
  EXPECT_EQ(redacted("aaaa", "xaaaaaaaax"), around("x", "x"));
  const Redactor two({{"one", "abcdef"}, {"two", "defghi"}, {"all", "xabcdefghiy"}}, 1);
  EXPECT_EQ(two.redact("abcdefghi"), secret_mask("one"));
  EXPECT_EQ(two.redact("xabcdefghiy"), secret_mask("all"));
  EXPECT_EQ(two.redact("defghi abcdef"), secret_mask("two") + " " + secret_mask("one"));
}

TEST(Redactor, FindsASecretThatLooksEncoded) {
  EXPECT_EQ(redacted("cGFzcw==", "a cGFzcw== b"), around("a ", " b"));
  EXPECT_EQ(redacted("100%41\\n&amp;", "a 100%41\\n&amp; b"), around("a ", " b"));
}

// Work is linear: the worst text for a search that starts over is nearly the secret, repeated.
TEST(Redactor, IsNotSlowedDownByHostileAnswers) {
  const std::string secret = std::string(4000, 'a') + "b";
  const std::string text(1024 * 1024, 'a');
  EXPECT_FALSE(Redactor({{"key", secret}}, 8).contains(text));
  std::string escapes;
  while (escapes.size() < 256 * 1024) escapes += "%2561\\u0061&#97;";
  EXPECT_FALSE(Redactor({{"key", secret}}, 8).contains(escapes));
  const Redactor repeated({{"key", "aaaaaaaa"}}, 8);
  EXPECT_EQ(repeated.redact(text), mask);
}

TEST(SecretMask, NamesTheSecret) {
  EXPECT_EQ(secret_mask("api_token"), "\xe2\x80\xb9secret:api_token\xe2\x80\xba");
}

}  // namespace
}  // namespace fieldcall::text
