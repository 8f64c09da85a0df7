#include "templating/template.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fieldcall/limits.hpp"
#include "render_fixture.hpp"

namespace fieldcall::templating {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const KnownRoots host_env{{"env"}};

// The parts: literal text in quotes, placeholders as root and reference; then the diagnostics.
std::string compiled(std::string_view source, Place place = Place::header) {
  std::vector<Diagnostic> diagnostics;
  const auto made = Template::compile(source, place, host_env, "/p", diagnostics);
  std::string text;
  if (!made) text = "refused";
  for (const Part& part : made ? made->parts() : std::vector<Part>{}) {
    if (!text.empty()) text += " ";
    if (const auto* literal = std::get_if<std::string>(&part)) {
      text += "'" + *literal + "'";
    } else {
      text += std::get<Placeholder>(part).reference;
    }
  }
  for (const std::string& line : test::listed(diagnostics)) text += " | " + line;
  return text;
}

// The template keeps the memory of its placeholder's default.
struct Only {
  Template text;
  const Placeholder* operator->() const { return text.sole_placeholder(); }
};

Only only(std::string_view source, Place place = Place::header) {
  std::vector<Diagnostic> diagnostics;
  auto made = Template::compile(source, place, host_env, "/p", diagnostics);
  FIELDCALL_CHECK(made && made->sole_placeholder() != nullptr);
  return {std::move(*made)};
}

TEST(Template, KeepsLiteralText) {
  EXPECT_EQ(compiled(""), "");
  EXPECT_EQ(compiled("plain"), "'plain'");
  EXPECT_EQ(compiled("a { b } c"), "'a { b } c'");
  EXPECT_EQ(compiled("{}"), "'{}'");
  EXPECT_EQ(compiled("{"), "'{'");
  EXPECT_EQ(compiled("x{1,2}"), "'x{1,2}'");
  EXPECT_EQ(compiled("query { user(id: 5) { name } }", Place::body),
            "'query { user(id: 5) { name } }'");
  EXPECT_EQ(compiled(".a{color:red}.b{}", Place::body), "'.a{color:red}.b{}'");
  EXPECT_EQ(compiled("{+}{=", Place::body), "refused | error expression_syntax /p+5");
}

TEST(Template, FindsPlaceholders) {
  EXPECT_EQ(compiled("a{data.x}b{data.y}"), "'a' data.x 'b' data.y");
  EXPECT_EQ(compiled("{data.address.lines[0]}"), "data.address.lines[0]");
  EXPECT_EQ(compiled("{data.\"vat-number\".x-y_1}"), "data.\"vat-number\".x-y_1");
  EXPECT_EQ(compiled("{call.id}{secret.api_token}{env.base}"), "call.id secret.api_token env.base");
  EXPECT_EQ(compiled("{env}"), "env");
  EXPECT_EQ(compiled("{+data.path}", Place::url), "data.path");
}

TEST(Template, ReadsSteps) {
  const Only found = only("{data.a[-1].\"b \\u00e9}\".0[12]}");
  EXPECT_EQ(found->root, "data");
  EXPECT_THAT(found->steps, ElementsAre(Step{"a"}, Step{std::int64_t{-1}}, Step{"b \xc3\xa9}"},
                                        Step{"0"}, Step{std::int64_t{12}}));
  EXPECT_FALSE(found->is_bare);
  EXPECT_FALSE(found->is_optional);
}

TEST(Template, ReadsMarks) {
  EXPECT_TRUE(only("{data.x?}")->is_optional);
  EXPECT_TRUE(only("{data.x ?}")->is_optional);
  EXPECT_EQ(only("{data.x ?? \"B}E\"}")->fallback->as_string(), "B}E");
  EXPECT_EQ(only("{data.x ?? 'it\\'s'}")->fallback->as_string(), "it's");
  EXPECT_EQ(only("{data.x ?? 12.50 }")->fallback->number_text(), "12.50");
  EXPECT_TRUE(only("{data.x ?? null}")->fallback->is_null());
  EXPECT_EQ(only("{data.x ?? [1, \"]\", {}]}")->fallback->size(), 3U);
  EXPECT_EQ(only("{data.x ?? {\"a\": \"}\"}}")->fallback->size(), 1U);
  const Only computed = only("{= join(', ', data.names) ?? \"none\" }");
  ASSERT_TRUE(computed->expression);
  EXPECT_EQ(computed->reference, "= join(', ', data.names)");
  EXPECT_EQ(computed->source, "{= join(', ', data.names) ?? \"none\" }");
  EXPECT_EQ(computed->fallback->as_string(), "none");
  EXPECT_TRUE(only("{= data.a ? }")->is_optional);
  EXPECT_TRUE(only("{=data.a}")->expression);
}

TEST(Template, EndsAnExpressionWhereItsGrammarEnds) {
  EXPECT_EQ(compiled("{= {a: data.x, b: '}'} }-{data.y}"), "= {a: data.x, b: '}'} '-' data.y");
  EXPECT_EQ(compiled("{= data.x} }"), "= data.x ' }'");
}

TEST(Template, EscapesBracesThatWouldOpenAPlaceholder) {
  EXPECT_EQ(compiled("\\{data.x}"), "'{data.x}'");
  EXPECT_EQ(compiled("\\{= x }"), "'{= x }'");
  EXPECT_EQ(compiled("\\{token}", Place::body), "'{token}'");
  EXPECT_EQ(compiled("\\{data.x y}"), "'{data.x y}'");
  EXPECT_EQ(compiled("\\\\{data.x}"), "'\\{data.x}'");
  // Any other backslash is text.
  EXPECT_EQ(compiled("a\\{2,3}\\n\\"), "'a\\{2,3}\\n\\'");
}

TEST(Template, LeavesDoubleBracesAndWarnsOfTheHabit) {
  EXPECT_EQ(compiled("{{data.x}}"), "'{{data.x}}' | warning mustache_braces /p");
  EXPECT_EQ(compiled("a {{ data.x }}"), "'a {{ data.x }}' | warning mustache_braces /p+2");
  EXPECT_EQ(compiled("{{#env.x}}"), "'{{#env.x}}' | warning mustache_braces /p");
  EXPECT_EQ(compiled("{{name}}"), "'{{name}}' | warning mustache_braces /p");
  EXPECT_EQ(compiled("{{name}}", Place::body), "'{{name}}'");
  EXPECT_EQ(compiled("{{other.name}}", Place::body), "'{{other.name}}'");
  EXPECT_EQ(compiled("{{data.x}}", Place::body), "'{{data.x}}' | warning mustache_braces /p");
  EXPECT_EQ(compiled("{{ {{"), "'{{ {{'");
  EXPECT_EQ(compiled("{{data.x}"), "'{{data.x}'");
}

TEST(Template, WarnsOfSpacesInsideTheBraces) {
  EXPECT_EQ(compiled("{ data.x }"), "'{ data.x }' | warning placeholder_spaces /p");
  EXPECT_EQ(compiled("{ data { x } }", Place::body), "'{ data { x } }'");
  EXPECT_EQ(compiled("{ other.x }"), "'{ other.x }'");
  EXPECT_EQ(compiled("{ data.x"), "'{ data.x'");
  EXPECT_EQ(compiled("{ "), "'{ '");
}

TEST(Template, TakesABareNameForAnInputOfTheHost) {
  for (const Place place : {Place::url, Place::param, Place::header, Place::auth}) {
    EXPECT_EQ(compiled("Bearer {token}", place), "'Bearer ' token | warning bare_placeholder /p+7");
  }
  EXPECT_EQ(compiled("Bearer {token}", Place::body),
            "'Bearer {token}' | hint bare_placeholder /p+7");
  EXPECT_TRUE(only("{token}")->is_bare);
  EXPECT_TRUE(only("{env}", Place::body)->is_bare);
  std::vector<Diagnostic> diagnostics;
  ASSERT_TRUE(Template::compile("{token}", Place::header, {}, "", diagnostics));
  EXPECT_EQ(diagnostics.front().fix, "did you mean {secret.token} or {data.token}?");
}

TEST(Template, RefusesUnknownRootsExceptInBodies) {
  EXPECT_EQ(compiled("a{dta.vat}"), "refused | error unknown_root /p+1");
  EXPECT_EQ(compiled("a{dta.vat}", Place::body), "'a{dta.vat}' | warning unknown_root /p+1");
  std::vector<Diagnostic> diagnostics;
  EXPECT_FALSE(Template::compile("{dta.vat}", Place::url, {}, "", diagnostics));
  EXPECT_EQ(diagnostics.front().fix, "did you mean \"data\"?");
  EXPECT_FALSE(Template::compile("{zzzzzzzz.vat}", Place::url, host_env, "", diagnostics));
  EXPECT_EQ(diagnostics.back().fix, "known here: data, secret, call, env");
  // No secret can be computed with.
  EXPECT_FALSE(Template::compile("{= zzzzzzzz.vat }", Place::url, host_env, "", diagnostics));
  EXPECT_EQ(diagnostics.back().fix, "known here: data, call, env");
}

TEST(Template, NamesTheMistakeInAMalformedPlaceholder) {
  for (const char* source :
       {"{data.}", "{data.x y}", "{data.x", "{data[*]}", "{data.x[1:2]}", "{data.x[99999999999]}",
        "{data.\"x}", "{data.\"\\q\"}", "{data.x ?? BE}", "{data.x ?? }", "{data.x ?? \"a}",
        "{data.x ?? 'a}", "{data.x ?? [1}", "{data.x ?? {\"a}", "{data.x ??", "{data.x | upper}",
        "{data.x ?? [\"}"}) {
    EXPECT_EQ(compiled(source).substr(0, 34), "refused | error placeholder_syntax") << source;
    EXPECT_EQ(compiled(source, Place::body).substr(0, 34), "refused | error placeholder_syntax")
        << source;
  }
  EXPECT_EQ(compiled("{data.x | upper}"), "refused | error placeholder_syntax /p+7");
  // {= is never text: escaping the brace would not be what was meant.
  std::vector<Diagnostic> diagnostics;
  EXPECT_FALSE(Template::compile("{= }", Place::param, {}, "", diagnostics));
  EXPECT_FALSE(Template::compile("{data.x", Place::param, {}, "", diagnostics));
  EXPECT_EQ(diagnostics[0].fix, "");
  EXPECT_EQ(diagnostics[1].fix, "write \\{ for a brace that is text");
  // The same behind an unknown name is text.
  EXPECT_EQ(compiled("{other.x | upper}"), "'{other.x | upper}'");
  EXPECT_EQ(compiled("{name: 5}"), "'{name: 5}'");
  EXPECT_EQ(compiled("{= data.x data.y }"), "refused | error expression_syntax /p+10");
  EXPECT_EQ(compiled("{= nope(data.x) }").substr(0, 33), "refused | error expression_syntax");
  EXPECT_EQ(compiled("{= data.x ?? BE }"), "refused | error placeholder_syntax /p+13");
}

TEST(Template, WantsAPathBehindItsRoots) {
  EXPECT_EQ(compiled("{data}"), "refused | error root_without_path /p");
  EXPECT_EQ(compiled("{call}"), "refused | error root_without_path /p");
  EXPECT_EQ(compiled("{data}", Place::body), "'{data}' | warning root_without_path /p");
  EXPECT_EQ(compiled("{secret}").substr(0, 34), "refused | error placeholder_syntax");
}

TEST(Template, PlacesSecretsAndNothingElse) {
  EXPECT_EQ(compiled("{secret.x?}"), "secret.x");
  for (const char* source :
       {"{secret.x.y}", "{secret[0]}", "{secret.x[0]}", "{secret.x ?? \"literal\"}"}) {
    EXPECT_EQ(compiled(source).substr(0, 34), "refused | error placeholder_syntax") << source;
  }
  EXPECT_EQ(compiled("a{= length(secret.x) }"), "refused | error secret_in_expression /p+1");
  EXPECT_EQ(compiled("{= data.a || secret }"), "refused | error secret_in_expression /p");
  EXPECT_EQ(compiled("{secret.x}", Place::url), "secret.x | warning secret_in_url /p");
  EXPECT_EQ(compiled("{secret.x}", Place::param), "secret.x | warning secret_in_url /p");
}

TEST(Template, WarnsOfUnknownRootsInExpressions) {
  EXPECT_EQ(compiled("{= dta.vat }"), "refused | error unknown_root /p");
  EXPECT_EQ(compiled("{= dta.vat }", Place::body), "= dta.vat | warning unknown_root /p");
  EXPECT_EQ(compiled("{= token }"), "= token | warning unknown_root /p");
}

TEST(Template, KeepsSlashesOnlyInUrls) {
  EXPECT_EQ(compiled("{+data.x}"), "refused | error plus_outside_path /p");
}

TEST(Template, ReportsEveryProblemUpToALimit) {
  EXPECT_EQ(compiled("{data.}{dta.x}{secret.a.b}"),
            "refused | error placeholder_syntax /p+6 | error unknown_root /p+7 | error "
            "placeholder_syntax /p+14");
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "{data.}";
  std::vector<Diagnostic> diagnostics;
  EXPECT_FALSE(Template::compile(many, Place::body, {}, "", diagnostics));
  EXPECT_EQ(diagnostics.size(), 20U);
}

TEST(Template, IsBounded) {
  std::vector<Diagnostic> diagnostics;
  const std::string longest(limits::template_bytes_max, '{');
  EXPECT_TRUE(Template::compile(longest, Place::body, {}, "", diagnostics));
  EXPECT_FALSE(Template::compile(longest + "{", Place::body, {}, "", diagnostics));
  EXPECT_EQ(diagnostics.back().code, "template_too_long");
  // Nothing but openings: each of them is read ahead only so far.
  for (const char* opening : {"{a ?? [", "{a.\"", "\\{a ?? \"", "{a ?? {", "{ "}) {
    std::string hostile;
    while (hostile.size() + 8 < limits::template_bytes_max) hostile += opening;
    EXPECT_TRUE(Template::compile(hostile, Place::body, {}, "", diagnostics)) << opening;
  }
}

TEST(Template, KnowsWhetherItIsLiteral) {
  std::vector<Diagnostic> diagnostics;
  EXPECT_TRUE(Template::compile("a", Place::body, {}, "", diagnostics)->is_literal());
  EXPECT_TRUE(Template::compile("", Place::body, {}, "", diagnostics)->is_literal());
  const auto mixed = Template::compile("a{data.x}", Place::body, {}, "", diagnostics);
  EXPECT_FALSE(mixed->is_literal());
  EXPECT_EQ(mixed->sole_placeholder(), nullptr);
  EXPECT_EQ(mixed->source(), "a{data.x}");
  EXPECT_THAT(diagnostics, IsEmpty());
  EXPECT_EQ(Template::literal("{data.x}").parts().size(), 1U);
  EXPECT_TRUE(Template::literal("{data.x}").is_literal());
  EXPECT_TRUE(Template::literal("").parts().empty());
}

}  // namespace
}  // namespace fieldcall::templating
