#include "importing/literal_text.hpp"

#include <gtest/gtest.h>

#include <array>

#include "base/random.hpp"
#include "templating/template.hpp"

namespace fieldcall::importing {
namespace {

// What the template engine makes of a template: its literal text, with the placeholders in < >.
// Expressions that only spell a brace or backslash count as text.
std::string compiled(const std::string& source) {
  std::vector<Diagnostic> diagnostics;
  const auto made =
      templating::Template::compile(source, templating::Place::body, {}, "", diagnostics);
  if (!made) return "refused: " + source;
  std::string text;
  for (const templating::Part& part : made->parts()) {
    if (const auto* literal = std::get_if<std::string>(&part)) {
      text += *literal;
      continue;
    }
    const auto& placeholder = std::get<templating::Placeholder>(part);
    if (placeholder.source == "{= '{' }") {
      text += "{";
    } else if (placeholder.source == "{= `\"\\\\\"` }") {
      text += "\\";
    } else {
      text += "<" + placeholder.reference + ">";
    }
  }
  return text;
}

TEST(LiteralText, IsWrittenSoThatNothingInItIsFilledIn) {
  EXPECT_EQ(literal_template("plain"), "plain");
  EXPECT_EQ(literal_template("{data.x}"), "\\{data.x}");
  EXPECT_EQ(literal_template("{ data.x }"), "{ data.x }");
  EXPECT_EQ(literal_template("{{data.x}}"), "{{data.x}}");
  EXPECT_EQ(literal_template("{{{data.x}"), "{{\\{data.x}");
  EXPECT_EQ(literal_template("{= 1 }"), "\\{= 1 }");
  EXPECT_EQ(literal_template(""), "");
}

TEST(LiteralText, CompilesToItself) {
  // A default may hold braces of its own.
  for (const std::string text : {"\\{data.x}", "{foo.x ?? {\"a\": \"{data.y}\"}}", "{data.x ?? \"",
                                 "{data.", "{=", "\\\\{=", "\\{{data.x}", "{token}", "{+data.x}",
                                 "{data.x??}", "{\\{data.x}", "query { a(x: 1) { b } }"}) {
    EXPECT_EQ(compiled(literal_template(text)), text);
  }
}

TEST(LiteralText, StandsBesidePlaceholders) {
  constexpr TextPiece secret{"{secret.k}", true};
  const auto around = [&secret](std::string_view before, std::string_view behind) {
    const std::array pieces{TextPiece{before, false}, secret, TextPiece{behind, false}};
    return compiled(compose_template(pieces));
  };
  EXPECT_EQ(around("a ", " b"), "a <secret.k> b");
  EXPECT_EQ(around("{", "}"), "{<secret.k>}");
  EXPECT_EQ(around("\\", ""), "\\<secret.k>");
  EXPECT_EQ(around("{{\\{", ""), "{{\\{<secret.k>");
  EXPECT_EQ(around("{data.x ?? \"", "\"}"), "{data.x ?? \"<secret.k>\"}");
  const std::array only_braces{TextPiece{"a{", false}, secret, TextPiece{"{", false}, secret};
  EXPECT_EQ(compiled(compose_template(only_braces)), "a{<secret.k>{<secret.k>");
}

TEST(LiteralText, CompilesToItselfWhateverItIs) {
  constexpr std::array<std::string_view, 14> words{
      "{", "}", "\\", "data", ".x", "?", "??", "\"", "{data.x}", "=", "secret", "[0]", " ", "a"};
  base::Random random(7);
  for (int round = 0; round < 5'000; ++round) {
    std::string text;
    for (std::uint64_t i = random.up_to(11); i > 0; --i)
      text += words[random.up_to(words.size() - 1)];
    ASSERT_EQ(compiled(literal_template(text)), text);
  }
}

}  // namespace
}  // namespace fieldcall::importing
