#include "templating/template_walk.hpp"

#include <gtest/gtest.h>

#include "json/document.hpp"

namespace fieldcall::templating {
namespace {

TEST(TemplateWalk, VisitsEveryTemplateInTheOrderOfTheRequest) {
  const auto config = json::Document::parse(
      R"({"url":"https://a.example.com/{data.a}","method":"POST","params":{"p":["{data.b}",1]},
          "headers":{"X-H":"{data.c}"},"body":{"m":{"n":"{data.d}"},"t":true},
          "auth":{"type":"basic","username":"{data.e}","password":"{secret.f}"}})");
  ASSERT_TRUE(config.ok());
  std::vector<Diagnostic> diagnostics;
  const auto request = compile_request(config->root(), {}, "", diagnostics);
  ASSERT_TRUE(request.has_value());
  std::string walked;
  for (const PlacedTemplate& placed : templates_of(*request)) {
    walked += std::string(request_part_name(placed.part)) + " " + placed.text->source() + "; ";
  }
  EXPECT_EQ(walked,
            "url https://a.example.com/{data.a}; param {data.b}; header {data.c}; body {data.d}; "
            "auth {data.e}; auth {secret.f}; ");
}

TEST(TemplateWalk, FindsWhatAPlaceholderNames) {
  const auto roots = json::Document::parse(R"({"data":{"l":[{"s":1},{"s":2}]},"token":"t"})");
  ASSERT_TRUE(roots.ok());
  const auto find = [&](std::string_view text) {
    std::vector<Diagnostic> diagnostics;
    const auto compiled =
        Template::compile(text, Place::param, {.host = {"token"}}, "", diagnostics);
    EXPECT_TRUE(compiled.has_value()) << text;
    const json::Value* value = find_value(roots->root(), *compiled->sole_placeholder());
    return value == nullptr ? std::string("nothing")
                            : value->number_text() + std::string(value->as_string());
  };
  EXPECT_EQ(find("{data.l[0].s}"), "1");
  EXPECT_EQ(find("{data.l[-1].s}"), "2");
  EXPECT_EQ(find("{data.l[2].s}"), "nothing");
  EXPECT_EQ(find("{data.l.s}"), "nothing");
  EXPECT_EQ(find("{token}"), "t");
}

}  // namespace
}  // namespace fieldcall::templating
