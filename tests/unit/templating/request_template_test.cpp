#include "templating/request_template.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "render_fixture.hpp"

namespace fieldcall::templating {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

// Diagnostics of a GET to a good url with `more` members.
std::vector<std::string> with(const std::string& more, const std::string& method = "GET") {
  const auto compiled =
      test::compile(R"({"method": ")" + method + R"(", "url": "https://api.example.com/v1")" +
                    (more.empty() ? "" : ", ") + more + "}");
  EXPECT_EQ(compiled.request.has_value(), !test::has_error(compiled.diagnostics)) << more;
  return test::listed(compiled.diagnostics);
}

std::vector<std::string> url(const std::string& text) {
  const auto compiled =
      test::compile(R"({"method": "GET", "url": ")" + text + "\"}", KnownRoots{{"env"}});
  return test::listed(compiled.diagnostics);
}

TEST(CompileRequest, WantsUrlAndMethod) {
  EXPECT_THAT(test::listed(test::compile("{}").diagnostics),
              ElementsAre("error missing_key /api_config", "error missing_key /api_config"));
  EXPECT_THAT(
      test::listed(test::compile(R"({"url": 5, "method": true})").diagnostics),
      ElementsAre("error wrong_type /api_config/url", "error wrong_type /api_config/method"));
  EXPECT_THAT(with("", "get"), ElementsAre("error invalid_value /api_config/method"));
  EXPECT_THAT(with(""), IsEmpty());
}

TEST(CompileRequest, LetsOnlyLiteralsAndHostRootsDecideTheOrigin) {
  for (const char* bad :
       {"{data.scheme}://h.example/", "https://{data.host}/", "https://api.{data.x}.example/",
        "https://h.example:{data.port}/", "https://api.example.com{data.x}",
        "https://{secret.x}.example/", "https://{call.id}/", "https://{= env.host }/", "{data.url}",
        "{env.base}{data.x}", "{env.base}.{data.x}", "https://{token}/"}) {
    EXPECT_THAT(url(bad), Contains(testing::HasSubstr("error dynamic_origin /api_config/url")))
        << bad;
  }
  for (const char* good :
       {"{env.base}", "{env.base}/x/{data.y}", "{env.base}?q={data.y}", "{env.scheme}://h.example/",
        "https://{env.host}/", "https://api.{env.tld}:8443/", "https://h.example:{env.port}/",
        "https://{env.host}:{env.port}/{data.x}", "https://h.example?{data.x}",
        "https://h.example/{data.x}{data.y}", "https://h.example/{env.a}"}) {
    EXPECT_THAT(url(good), IsEmpty()) << good;
  }
  EXPECT_THAT(url("{env.base}#{data.x}"), ElementsAre(testing::HasSubstr("hint url_fragment")));
}

TEST(CompileRequest, ChecksTheUrlsGrammar) {
  EXPECT_THAT(url("ftp://h.example/"), ElementsAre("error url_scheme /api_config/url"));
  EXPECT_THAT(url("https://user@h.example/{data.x}"),
              ElementsAre(testing::HasSubstr("error url_user_info /api_config/url")));
  EXPECT_THAT(url("https://h.example/{data.x}/a b"),
              ElementsAre("error url_character /api_config/url+28"));
  EXPECT_THAT(url("https://h.example/{{data.x}}"),
              ElementsAre("warning mustache_braces /api_config/url+18",
                          "error url_character /api_config/url+18"));
  EXPECT_THAT(url("https://h.example/a/../b"),
              ElementsAre("error unsafe_path_segment /api_config/url"));
  EXPECT_THAT(url("https://h.example/%2E%2e/b"),
              ElementsAre("error unsafe_path_segment /api_config/url"));
  EXPECT_THAT(url("https://h.example/a#b"), ElementsAre("hint url_fragment /api_config/url+19"));
  EXPECT_THAT(url("https://h.example/?q={+data.x}"),
              ElementsAre("error plus_outside_path /api_config/url+21"));
  EXPECT_THAT(url("https://h.example/?api_key=abc&x={data.x}"),
              ElementsAre(testing::HasSubstr("warning hardcoded_credential /api_config/url")));
  EXPECT_THAT(url("https://h.example/?api_key={secret.k}"),
              ElementsAre("warning secret_in_url /api_config/url+27"));
}

TEST(CompileRequest, ChecksHeaders) {
  EXPECT_THAT(with(R"("headers": 5)"), ElementsAre("error wrong_type /api_config/headers"));
  EXPECT_THAT(with(R"("headers": {"X-A": 5})"),
              ElementsAre("error wrong_type /api_config/headers/X-A"));
  EXPECT_THAT(with(R"("headers": {"X A": "b"})"),
              ElementsAre("error invalid_header /api_config/headers/X A"));
  EXPECT_THAT(with(R"("headers": {"{data.x}": "b"})"),
              ElementsAre("error invalid_header /api_config/headers/{data.x}"));
  for (const char* name : {"Host", "content-length", "Transfer-Encoding", "Connection", "Upgrade",
                           "TE", "Trailer", "Expect", "Accept-Encoding", "Proxy-Authorization"}) {
    EXPECT_THAT(with(std::string(R"("headers": {")") + name + R"(": "b"})"),
                ElementsAre(std::string("error invalid_header /api_config/headers/") + name));
  }
  EXPECT_THAT(with(R"("headers": {"X-A": "b\r\nX-B: c"})"),
              ElementsAre("error invalid_header /api_config/headers/X-A"));
  EXPECT_THAT(with(R"("headers": {"X-A": "caf\u00e9"})"),
              ElementsAre("error invalid_header /api_config/headers/X-A"));
  EXPECT_THAT(with(R"("headers": {"Accept": "a", "accept": "b"})"),
              ElementsAre("error duplicate_header /api_config/headers/accept"));
  std::string many;
  for (int i = 0; i < 65; ++i) many += (i ? ", \"X-" : "\"X-") + std::to_string(i) + "\": \"a\"";
  EXPECT_THAT(with("\"headers\": {" + many + "}"),
              ElementsAre("error too_many_headers /api_config/headers"));
  EXPECT_THAT(with(R"("headers": null)"), IsEmpty());
}

TEST(CompileRequest, WarnsOfLiteralCredentials) {
  EXPECT_THAT(with(R"("headers": {"Authorization": "Bearer abc", "X-Api-Key": "{secret.k}"})"),
              ElementsAre("warning hardcoded_credential /api_config/headers/Authorization"));
  EXPECT_THAT(with(R"("params": {"api_key": "abc", "q": "abc", "token": ""})"),
              ElementsAre("warning hardcoded_credential /api_config/params/api_key"));
  EXPECT_THAT(with(R"("auth": {"type": "bearer", "token": "abc"})"),
              ElementsAre("warning hardcoded_credential /api_config/auth/token"));
  EXPECT_THAT(with(R"("headers": {"Authorization": "Bearer {token}"})"),
              ElementsAre("warning bare_placeholder /api_config/headers/Authorization+7"));
}

TEST(CompileRequest, ChecksParams) {
  EXPECT_THAT(with(R"("params": [])"), ElementsAre("error wrong_type /api_config/params"));
  EXPECT_THAT(with(R"("params": {"a": {}, "b": [[1]], "c": [1, null, "{data.x}"]})"),
              ElementsAre("error wrong_type /api_config/params/a",
                          "error wrong_type /api_config/params/b"));
  EXPECT_THAT(with(R"("params": {"a": {}, "b": [[1]]}, "array_style": "json")"), IsEmpty());
  EXPECT_THAT(with(R"("array_style": "brakets")"),
              ElementsAre("error invalid_value /api_config/array_style"));
  EXPECT_THAT(with(R"("params": {"{data.x}": 1})"),
              ElementsAre("warning placeholder_in_name /api_config/params/{data.x}"));
  EXPECT_THAT(with(R"("params": {"a": "{dta.x}", "b": ["{dta.x}"]})"),
              ElementsAre("error unknown_root /api_config/params/a",
                          "error unknown_root /api_config/params/b/0"));
  std::string many;
  for (int i = 0; i < 257; ++i) many += (i ? ", \"p" : "\"p") + std::to_string(i) + "\": 1";
  EXPECT_THAT(with("\"params\": {" + many + "}"),
              ElementsAre("error too_many_params /api_config/params"));
}

TEST(CompileRequest, ChecksBodies) {
  EXPECT_THAT(with(R"("body": {})"), ElementsAre("error body_not_allowed /api_config/body"));
  EXPECT_THAT(with(R"("body": {})", "HEAD"),
              ElementsAre("error body_not_allowed /api_config/body"));
  EXPECT_THAT(with(R"("body": null)"), IsEmpty());
  EXPECT_THAT(with(R"("body": {"a": ["{data.x y}"]})", "POST"),
              ElementsAre("error placeholder_syntax /api_config/body/a/0+7"));
  EXPECT_THAT(with(R"("body": {}, "body_type": "xml")", "POST"),
              ElementsAre("error invalid_value /api_config/body_type"));
  EXPECT_THAT(with(R"("body": {}, "body_type": "text")", "PUT"),
              ElementsAre("error wrong_type /api_config/body"));
  EXPECT_THAT(with(R"("body": "a", "body_type": "form")", "PATCH"),
              ElementsAre("error wrong_type /api_config/body"));
  EXPECT_THAT(with(R"("body": {"a": {"b": 1}}, "body_type": "form")", "POST"),
              ElementsAre("error wrong_type /api_config/body/a"));
  EXPECT_THAT(with(R"("body": "{data.x y}", "body_type": "text")", "DELETE"),
              ElementsAre("error placeholder_syntax /api_config/body+7"));
  EXPECT_THAT(with(R"("body": " {\"a\": \"{data.x}\"} ")", "POST"),
              ElementsAre("warning body_is_json_text /api_config/body"));
  EXPECT_THAT(with(R"("body": "[1]")", "POST"),
              ElementsAre("warning body_is_json_text /api_config/body"));
  EXPECT_THAT(with(R"("body": "{data.x}")", "POST"), IsEmpty());
  EXPECT_THAT(with(R"("body": " ")", "POST"), IsEmpty());
}

TEST(CompileRequest, ChecksAuth) {
  EXPECT_THAT(with(R"("auth": "bearer")"), ElementsAre("error wrong_type /api_config/auth"));
  EXPECT_THAT(with(R"("auth": null)"), IsEmpty());
  EXPECT_THAT(with(R"("auth": {})"), ElementsAre("error missing_key /api_config/auth"));
  EXPECT_THAT(with(R"("auth": {"type": "baerer"})"),
              ElementsAre("error invalid_value /api_config/auth/type"));
  EXPECT_THAT(with(R"("auth": {"type": "bearer", "tokn": "a"})"),
              ElementsAre("warning unknown_key /api_config/auth/tokn",
                          "error missing_key /api_config/auth"));
  EXPECT_THAT(with(R"("auth": {"type": "bearer", "token": 5})"),
              ElementsAre("error wrong_type /api_config/auth/token"));
  EXPECT_THAT(with(R"("auth": {"type": "header", "key": "Host", "value": "{secret.x}"})"),
              ElementsAre("error invalid_header /api_config/auth/key"));
  EXPECT_THAT(with(R"("auth": {"type": "header", "key": "a b", "value": "{secret.x}"})"),
              ElementsAre("error invalid_header /api_config/auth/key"));
  EXPECT_THAT(with(R"("auth": {"type": "header", "value": "{secret.x}"})"),
              ElementsAre("error missing_key /api_config/auth"));
  EXPECT_THAT(with(R"("auth": {"type": "header", "key": 5, "value": "{secret.x"})"),
              ElementsAre("error wrong_type /api_config/auth/key",
                          "error placeholder_syntax /api_config/auth/value+9"));
  EXPECT_THAT(with(R"("auth": {"type": "query", "key": "k", "value": "{secret.x}"})"),
              ElementsAre("warning secret_in_url /api_config/auth"));
  EXPECT_THAT(with(R"("auth": {"type": "basic", "username": "u", "password": ""})"), IsEmpty());
  EXPECT_THAT(with(R"("auth": {"type": "oauth2", "token_url": "https://{data.x}/",
                              "client_id": "a", "client_secret": "b", "scope": "c"})"),
              ElementsAre("error dynamic_origin /api_config/auth/token_url+8",
                          "warning hardcoded_credential /api_config/auth/client_secret"));
  EXPECT_THAT(
      with(R"("auth": {"type": "oauth2", "client_id": "a", "client_secret": "{secret.x}"})"),
      ElementsAre("error missing_key /api_config/auth"));
}

TEST(CompileRequest, RefusesToSignInTwice) {
  const std::string bearer = R"("auth": {"type": "bearer", "token": "{secret.t}"})";
  EXPECT_THAT(with(R"("headers": {"authorization": "{secret.t}"}, )" + bearer),
              ElementsAre("error auth_header_conflict /api_config/auth"));
  EXPECT_THAT(with(R"("headers": {"X-Key": "{secret.t}"}, "auth": {"type": "header",
                   "key": "x-key", "value": "{secret.t}"})"),
              ElementsAre("error auth_header_conflict /api_config/auth"));
  EXPECT_THAT(with(R"("params": {"k": 1}, "auth": {"type": "query", "key": "k",
                   "value": "{secret.t}"})"),
              ElementsAre("warning secret_in_url /api_config/auth",
                          "error auth_header_conflict /api_config/auth"));
  const auto compiled = test::compile(
      R"({"method": "GET", "url": "https://h.example/?%6b=1#?x",
          "auth": {"type": "query", "key": "k", "value": "{secret.t}"}})");
  EXPECT_THAT(test::listed(compiled.diagnostics),
              Contains("error auth_header_conflict /api_config/auth"));
  EXPECT_THAT(with(R"("headers": {"X-Other": "a"}, )" + bearer), IsEmpty());
}

TEST(CompileRequest, GivesFixes) {
  const auto fix = [](const std::string& more, const std::string& method = "POST") {
    const auto compiled = test::compile(R"({"method": ")" + method +
                                        R"(", "url": "https://api.example.com/v1")" + more + "}");
    return compiled.diagnostics.empty() ? "" : compiled.diagnostics.front().fix;
  };
  EXPECT_EQ(fix("", "get"), "did you mean \"GET\"?");
  EXPECT_EQ(fix(R"(, "auth": {"type": "baerer"})"), "did you mean \"bearer\"?");
  EXPECT_EQ(fix(R"(, "headers": {"X-A": 5})"), "write it in quotes");
  EXPECT_EQ(fix(R"(, "params": {"X": "{dta.y}"})"), "did you mean \"data\"?");
}

TEST(AuthKind, NamesEveryKind) {
  EXPECT_EQ(auth_kind(NoAuth{}), "none");
  EXPECT_EQ(auth_kind(BearerAuth{}), "bearer");
  EXPECT_EQ(auth_kind(BasicAuth{}), "basic");
  EXPECT_EQ(auth_kind(HeaderAuth{}), "header");
  EXPECT_EQ(auth_kind(QueryAuth{}), "query");
  EXPECT_EQ(auth_kind(OAuth2Auth{}), "oauth2");
}

TEST(References, ListsEveryPathInTheOrderOfTheRequest) {
  using Path = std::vector<std::string>;
  const auto compiled = test::compile(R"({"method": "POST",
    "url": "https://h.example/{data.a.b[0].c}?x={call.id}",
    "headers": {"X-A": "{token}"},
    "params": {"p": ["{data.p}", {"q": "{data.q}"}]}, "array_style": "json",
    "body": {"x": "{= join(',', data.names) }", "y": "{= keys(@) }"},
    "auth": {"type": "basic", "username": "{data.user}", "password": "{secret.pw}"}})");
  ASSERT_TRUE(compiled.request);
  EXPECT_THAT(references(*compiled.request),
              ElementsAre(Path{"data", "a", "b", "c"}, Path{"call", "id"}, Path{"data", "p"},
                          Path{"data", "q"}, Path{"token"}, Path{"data", "names"}, Path{"data"},
                          Path{"data", "user"}, Path{"secret", "pw"}));
}

}  // namespace
}  // namespace fieldcall::templating
