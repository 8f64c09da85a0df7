#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fieldcall/limits.hpp"
#include "render_fixture.hpp"

namespace fieldcall::templating {
namespace {

using test::Case;
using test::config;
using test::failure_of;
using test::header_of;
using test::origin;
using test::secret;
using test::url_of;
using testing::ElementsAre;

TEST(RenderHeaders, StandInAFixedOrder) {
  Case given = config(R"("headers": {"X-B": "{data.b}", "X-A": "a {call.id}"}, "body": {},
                         "auth": {"type": "bearer", "token": "{secret.t}"})",
                      R"({"b": "x"})", "POST");
  given.secrets["t"] = secret("tok");
  given.options.idempotency_key = "k-1";
  const Rendering rendering = test::render(given);
  EXPECT_THAT(
      rendering.request.headers,
      ElementsAre(Header{"X-B", "x"}, Header{"X-A", "a c1"}, Header{"Accept", "application/json"},
                  Header{"Content-Type", "application/json"},
                  Header{"User-Agent", "fieldcall/0.1.0"}, Header{"Idempotency-Key", "k-1"},
                  Header{"Authorization", "Bearer tok"}));
}

TEST(RenderHeaders, OverrideDefaultsInAnyCase) {
  Case given = config(R"("headers": {"accept": "text/csv", "CONTENT-TYPE": "a/b",
                         "user-agent": "me", "idempotency-key": "mine"}, "body": {})",
                      "{}", "PUT");
  given.options.idempotency_key = "k-1";
  EXPECT_THAT(test::render(given).request.headers,
              ElementsAre(Header{"accept", "text/csv"}, Header{"CONTENT-TYPE", "a/b"},
                          Header{"user-agent", "me"}, Header{"idempotency-key", "mine"}));
}

TEST(RenderHeaders, LeaveOutWhatIsOptionalAndAbsent) {
  const Rendering rendering = test::render(config(
      R"("headers": {"X-A": "{data.none?}", "X-B": "b{data.none?}", "Accept": "{data.none?}",
                     "X-C": "{data.empty}"})",
      R"({"empty": ""})"));
  EXPECT_EQ(header_of(rendering, "X-A"), "(absent)");
  EXPECT_EQ(header_of(rendering, "X-B"), "b");
  EXPECT_EQ(header_of(rendering, "X-C"), "");
  EXPECT_EQ(header_of(rendering, "Accept"), "application/json");
}

TEST(RenderHeaders, SendAnIdempotencyKeyOnlyWithUnsafeMethods) {
  for (const char* method : {"POST", "PUT", "PATCH", "DELETE"}) {
    Case given = config("", "{}", method);
    given.options.idempotency_key = "k";
    EXPECT_EQ(header_of(test::render(given), "Idempotency-Key"), "k");
  }
  for (const char* method : {"GET", "HEAD"}) {
    Case given = config("", "{}", method);
    given.options.idempotency_key = "k";
    EXPECT_EQ(header_of(test::render(given), "Idempotency-Key"), "(absent)");
  }
}

TEST(RenderHeaders, RefuseLineFeedsAndNonAscii) {
  for (const char* value : {"a\\r\\nX-B: c", "a\\n", "\\r", "\\u0000", "caf\\u00e9", "\\u010a",
                            "\\u007f", "\\ufeffx"}) {
    const std::string data = std::string(R"({"x": ")") + value + "\"}";
    EXPECT_EQ(failure_of(config(R"("headers": {"X-A": "v {data.x}"})", data)), "unusable_value")
        << value;
    EXPECT_EQ(failure_of(config(R"("headers": {"X-A": "{= data.x }"})", data)), "unusable_value");
  }
  Case given = config(R"("auth": {"type": "bearer", "token": "{secret.t}"})");
  given.secrets["t"] = secret("token\n");
  const Rendering rendering = test::render(given);
  ASSERT_TRUE(rendering.failure);
  EXPECT_EQ(rendering.failure->code, ErrorCode::invalid_header);
  EXPECT_EQ(rendering.failure->detail,
            "header Authorization: {secret.t} holds a character that a header cannot: only "
            "printable ASCII and tab may stand there");
  given = config("");
  given.options.user_agent = "a\r\nb";
  EXPECT_EQ(failure_of(given), "invalid_header");
}

TEST(RenderHeaders, AreTrimmed) {
  const Rendering rendering = test::render(
      config(R"("headers": {"X-A": " {data.x}", "X-B": "{data.none?} \t"})", R"({"x": " a\tb "})"));
  EXPECT_EQ(header_of(rendering, "X-A"), "a\tb");
  EXPECT_EQ(header_of(rendering, "X-B"), "");
}

TEST(RenderHeaders, AreBounded) {
  const std::string big(limits::header_bytes_max, 'a');
  EXPECT_EQ(failure_of(config(R"("headers": {"X-A": "{data.x}"})", R"({"x": ")" + big + "\"}")),
            "request_too_large");
  std::string many;
  for (int i = 0; i < 64; ++i) many += (i ? ", \"X-" : "\"X-") + std::to_string(i) + "\": \"a\"";
  EXPECT_EQ(failure_of(config("\"headers\": {" + many + "}")), "request_too_large");
  EXPECT_EQ(test::render(config("\"headers\": {" + many + "}")).failure->detail,
            "there are more than 64 headers, those that are generated among them");
  EXPECT_EQ(test::render(config(R"("headers": {"X-A": "{data.x}"})", R"({"x": ")" + big + "\"}"))
                .failure->detail,
            "the headers are over 16 KiB together");
}

TEST(RenderAuth, SpeaksEveryKind) {
  Case given = config(R"("auth": {"type": "basic", "username": "{data.u}",
                         "password": "{secret.p}"})",
                      R"({"u": "Aladdin"})");
  given.secrets["p"] = secret("open sesame");
  EXPECT_EQ(header_of(test::render(given), "Authorization"), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  given = config(R"("auth": {"type": "basic", "username": "u\u00e9", "password": ""})");
  EXPECT_EQ(header_of(test::render(given), "Authorization"), "Basic dcOpOg==");
  given = config(R"("auth": {"type": "header", "key": "X-Key", "value": "k {token}"})");
  EXPECT_EQ(header_of(test::render(given), "X-Key"), "k t0");
  given = config(R"("auth": {"type": "bearer", "token": "{data.none?}"})");
  EXPECT_EQ(header_of(test::render(given), "Authorization"), "(absent)");
  given = config(R"("auth": {"type": "bearer", "token": "{data.none}"})");
  EXPECT_EQ(url_of(given), "missing: data.none");
}

TEST(RenderAuth, RefusesNamesThatBasicCannotCarry) {
  const auto basic = [](const std::string& user, const std::string& password) {
    return config(R"("auth": {"type": "basic", "username": "{data.u}", "password": "{data.p}"})",
                  R"({"u": ")" + user + R"(", "p": ")" + password + "\"}");
  };
  EXPECT_EQ(failure_of(basic("a:b", "p")), "unusable_value");
  EXPECT_EQ(failure_of(basic("a\\n", "p")), "unusable_value");
  EXPECT_EQ(failure_of(basic("a", "p\\u0000")), "unusable_value");
  EXPECT_EQ(failure_of(basic("a", "p:\u00e9")), "none");
}

TEST(RenderAuth, CarriesAnAccessToken) {
  Case given = config(R"("auth": {"type": "oauth2", "token_url": "https://id.example.com/token",
                         "client_id": "me", "client_secret": "{secret.cs}", "scope": "a b"})");
  EXPECT_EQ(header_of(test::render(given), "Authorization"), "(absent)");
  given.options.access_token = SecretText("at-1");
  EXPECT_EQ(header_of(test::render(given), "Authorization"), "Bearer at-1");
  given.options.access_token = SecretText("at\n1");
  EXPECT_EQ(failure_of(given), "invalid_header");
  given.options.access_token.reset();
  given.mode = SecretMode::mask;
  EXPECT_EQ(header_of(test::render(given), "Authorization"),
            "Bearer \xe2\x80\xb9secret:access_token\xe2\x80\xba");

  const auto compiled = test::compile(given.config);
  Secrets secrets;
  secrets["cs"] = secret("pw", {"https://id.example.com"});
  Scope scope;
  scope.secrets = &secrets;
  RenderOptions options;
  const RequestTemplate request = token_request(std::get<OAuth2Auth>(compiled.request->auth));
  const Rendering token = render_request(request, scope, options);
  EXPECT_FALSE(token.failure);
  EXPECT_EQ(token.request.method, "POST");
  EXPECT_EQ(token.request.url, "https://id.example.com/token");
  EXPECT_EQ(token.request.body, "grant_type=client_credentials&scope=a+b");
  EXPECT_EQ(header_of(token, "Authorization"), "Basic bWU6cHc=");
  EXPECT_EQ(header_of(token, "Content-Type"), "application/x-www-form-urlencoded");
  EXPECT_EQ(header_of(token, "Idempotency-Key"), "(absent)");
  secrets["cs"] = secret("pw", {std::string(origin)});
  EXPECT_EQ(render_request(request, scope, options).failure->code,
            ErrorCode::secret_origin_denied);
}

}  // namespace
}  // namespace fieldcall::templating
