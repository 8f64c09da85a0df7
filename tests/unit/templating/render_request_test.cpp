#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fieldcall/limits.hpp"
#include "render_fixture.hpp"

namespace fieldcall::templating {
namespace {

using test::Case;
using test::failure_of;
using test::get;
using test::header_of;
using test::post;
using test::secret;
using test::url_of;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view origin = "https://api.example.com";

Case config(const std::string& more, const std::string& data = "{}",
            const std::string& method = "GET") {
  Case made;
  made.config = R"({"method": ")" + method + R"(", "url": "https://api.example.com/v1")" +
                (more.empty() ? "" : ", ") + more + "}";
  made.roots = R"({"data": )" + data + R"(, "call": {"id": "c1"}, "token": "t0"})";
  return made;
}

std::string query_of(const Case& given) {
  const std::string url = url_of(given);
  const std::string before = "https://api.example.com/v1";
  return url.substr(0, before.size()) == before ? url.substr(before.size()) : url;
}

std::string body_of(const Case& given) {
  const Rendering rendering = test::render(given);
  if (rendering.failure || !rendering.missing.empty()) return url_of(given);
  return rendering.request.has_body ? rendering.request.body : "(none)";
}

// ---- params ----

TEST(RenderParams, FollowTheUrlsOwnQueryAndComeBeforeAuth) {
  Case given = config(R"("params": {"b": "{data.x}", "a": 2},
                         "auth": {"type": "query", "key": "k y", "value": "{secret.k}"})",
                      R"({"x": "1&2"})");
  given.secrets["k"] = secret("s=1");
  EXPECT_EQ(query_of(given), "?b=1%262&a=2&k%20y=s%3D1");
  given.config.replace(given.config.find("/v1"), 3, "/v1?z=1");
  EXPECT_EQ(query_of(given), "?z=1&b=1%262&a=2&k%20y=s%3D1");
  given.config.replace(given.config.find("?z=1"), 4, "?");
  EXPECT_EQ(query_of(given), "?b=1%262&a=2&k%20y=s%3D1");
  given.config.replace(given.config.find("/v1?"), 4, "/v1?z&");
  EXPECT_EQ(query_of(given), "?z&b=1%262&a=2&k%20y=s%3D1");
}

TEST(RenderParams, OmitNullsAndAbsentOptionals) {
  EXPECT_EQ(query_of(config(R"("params": {"a": null, "b": "{data.none?}", "c": "{data.n ?? null}",
                              "d": "x{data.none?}", "e": "", "f": true, "g": "{data.empty}"})",
                            R"({"empty": ""})")),
            "?d=x&e=&f=true&g=");
  EXPECT_EQ(query_of(config(R"("params": {"a": "{data.x}"})", R"({"x": null})")),
            "missing: data.x");
}

TEST(RenderParams, EncodeNamesAndLiterals) {
  EXPECT_EQ(query_of(config(R"("params": {"a b": "c d'", "e[]": "\u00e9+"})")),
            "?a%20b=c%20d%27&e%5B%5D=%C3%A9%2B");
}

TEST(RenderParams, WriteArraysInTheChosenStyle) {
  const auto style = [](const std::string& name, const std::string& value) {
    return query_of(config(R"("array_style": ")" + name + R"(", "params": {"ids": )" + value + "}",
                           R"({"l": [1, "b c", null, 2.50], "none": [], "x": "y",
                               "deep": [[1]], "o": {"a": "b"}})"));
  };
  for (const char* list :
       {R"("{data.l}")", R"([1, "b c", null, 2.50])", R"([1, "b c", "{data.absent?}", 2.50])"}) {
    EXPECT_EQ(style("repeat", list), "?ids=1&ids=b%20c&ids=2.50");
    EXPECT_EQ(style("comma", list), "?ids=1%2Cb%20c%2C2.50");
    EXPECT_EQ(style("brackets", list), "?ids%5B%5D=1&ids%5B%5D=b%20c&ids%5B%5D=2.50");
    EXPECT_EQ(style("indices", list), "?ids%5B0%5D=1&ids%5B1%5D=b%20c&ids%5B2%5D=2.50");
  }
  EXPECT_EQ(style("json", R"("{data.l}")"), "?ids=%5B1%2C%22b%20c%22%2Cnull%2C2.50%5D");
  EXPECT_EQ(style("json", R"(["{data.x}", {"k": "{data.absent?}"}])"),
            "?ids=%5B%22y%22%2C%7B%7D%5D");
  EXPECT_EQ(style("json", R"("{data.o}")"), "?ids=%7B%22a%22%3A%22b%22%7D");
  for (const char* name : {"repeat", "comma", "brackets", "indices"}) {
    EXPECT_EQ(style(name, R"("{data.none}")"), "");
    EXPECT_EQ(style(name, R"("{data.deep}")").substr(0, 14), "unusable_value");
    EXPECT_EQ(style(name, R"("{data.o}")").substr(0, 14), "unusable_value");
    EXPECT_EQ(style(name, R"("x{data.l}")").substr(0, 14), "unusable_value");
  }
}

// ---- headers ----

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
}

// ---- auth ----

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
  options.idempotency_key = "k";
  const auto& auth = std::get<OAuth2Auth>(compiled.request->auth);
  const Rendering token = render_token_request(auth, scope, options);
  EXPECT_FALSE(token.failure);
  EXPECT_EQ(token.request.method, "POST");
  EXPECT_EQ(token.request.url, "https://id.example.com/token");
  EXPECT_EQ(token.request.body, "grant_type=client_credentials&scope=a+b");
  EXPECT_EQ(header_of(token, "Authorization"), "Basic bWU6cHc=");
  EXPECT_EQ(header_of(token, "Content-Type"), "application/x-www-form-urlencoded");
  EXPECT_EQ(header_of(token, "Idempotency-Key"), "(absent)");
  secrets["cs"] = secret("pw", {std::string(origin)});
  EXPECT_EQ(render_token_request(auth, scope, options).failure->code,
            ErrorCode::secret_origin_denied);
}

// ---- body ----

TEST(RenderBody, KeepsJsonTypes) {
  EXPECT_EQ(body_of(post(R"({"n": "{data.n}", "s": "{data.s}", "o": "{data.o}", "l": ["{data.b}"],
                             "t": "n={data.n}, b={data.b}", "c": "{= data.n * `2` }",
                             "lit": [1.0, null, true, "x"]})",
                         R"({"n": 1.50, "s": "478", "o": {"a": [1]}, "b": false})")),
            R"({"n":1.50,"s":"478","o":{"a":[1]},"l":[false],"t":"n=1.50, b=false","c":3,)"
            R"("lit":[1.0,null,true,"x"]})");
}

TEST(RenderBody, EscapesByConstruction) {
  EXPECT_EQ(body_of(post(R"({"a": "{data.x}", "b": "<{data.x}>"})",
                         R"({"x": "\"},\n{\"\\\u0001\u00e9"})")),
            "{\"a\":\"\\\"},\\n{\\\"\\\\\\u0001\xc3\xa9\",\"b\":\"<\\\"},\\n{\\\"\\\\\\u0001"
            "\xc3\xa9>\"}");
}

TEST(RenderBody, LeavesOutAbsentMembersAndItems) {
  EXPECT_EQ(body_of(post(R"({"a": "{data.none?}", "b": 1, "c": "{data.none?}", "d": "x{data.none?}",
                             "e": ["{data.none?}", 2, "{data.none?}"], "f": {"g": "{data.none?}"}})")),
            R"({"b":1,"d":"x","e":[2],"f":{}})");
  EXPECT_EQ(body_of(post(R"({"a": "{data.none ?? null}", "b": "{data.none ?? [1]}",
                             "c": "x{data.none ?? null}", "d": "{data.null ?? \"BE\"}"})",
                         R"({"null": null})")),
            R"({"a":null,"b":[1],"c":"x","d":"BE"})");
  EXPECT_EQ(body_of(post(R"("{data.none?}")")), "(none)");
  EXPECT_EQ(body_of(post(R"("{data.l}")", R"({"l": [1, {}]})")), R"([1,{}])");
  EXPECT_EQ(body_of(post(R"("text")")), R"("text")");
}

TEST(RenderBody, SaysWhatIsMissing) {
  EXPECT_EQ(body_of(post(R"({"a": "{data.x}", "b": ["{data.x.y}", "{= data.x + data.z }"]})",
                         R"({"z": 1})")),
            "missing: data.x data.x.y");
  EXPECT_EQ(body_of(post(R"(["{= data.list[0] }"])", R"({"list": []})")),
            "missing: {= data.list[0] }");
}

TEST(RenderBody, TakesAnExpressionThatLacksItsInputForMissing) {
  EXPECT_EQ(body_of(post(R"(["{= abs(data.x) }"])")), "missing: data.x");
  EXPECT_EQ(body_of(post(R"(["{= abs(data.x) ?? 5 }", "{= abs(data.x) ? }"])")), "[5]");
  EXPECT_EQ(body_of(post(R"(["{= data.a.b.c }"])", R"({"a": {"b": 1}})")), "missing: data.a.b.c");
  EXPECT_EQ(body_of(post(R"(["{= data.a.b.c }"])")), "missing: data.a.b.c");
}

TEST(RenderBody, RefusesStructuresInsideText) {
  const Rendering rendering =
      test::render(post(R"({"a": {"b/c": ["x{data.o}"]}})", R"({"o": {"secret": 1}})"));
  ASSERT_TRUE(rendering.failure);
  EXPECT_EQ(rendering.failure->code, ErrorCode::unusable_value);
  EXPECT_EQ(rendering.failure->detail,
            "body /a/b~1c/0: {data.o} is an object, which cannot stand inside text");
  EXPECT_TRUE(rendering.request.url.empty());
}

TEST(RenderBody, NamesAFailedExpression) {
  EXPECT_EQ(failure_of(post(R"(["{= abs(data.x) }"])", R"({"x": "text"})")), "unusable_value");
}

TEST(RenderBody, WritesForms) {
  const std::string form = R"(, "body_type": "form")";
  EXPECT_EQ(body_of(post(R"({"a b": "{data.x}", "n": 1, "z": null, "l": [1, "{data.none?}", 2],
                             "o": "{data.none?}", "m": "{data.l}"})",
                         R"({"x": "\u00e9 &=+'*~", "l": ["p", "q"]})", form)),
            "a+b=%C3%A9+%26%3D%2B%27*%7E&n=1&l=1&l=2&m=p&m=q");
  EXPECT_EQ(body_of(post("{}", "{}", form)), "");
  EXPECT_EQ(header_of(test::render(post("{}", "{}", form)), "Content-Type"),
            "application/x-www-form-urlencoded");
}

TEST(RenderBody, WritesText) {
  const std::string text = R"(, "body_type": "text")";
  EXPECT_EQ(body_of(post(R"("<a>{data.x}</a>{token}")", R"({"x": "1 & 2"})", text)),
            "<a>1 & 2</a>{token}");
  EXPECT_EQ(body_of(post(R"("{data.x?}")", "{}", text)), "(none)");
  EXPECT_EQ(header_of(test::render(post(R"("a")", "{}", text)), "Content-Type"),
            "text/plain; charset=utf-8");
}

TEST(RenderBody, IsBounded) {
  const std::string half(limits::body_bytes_max / 2 - 6, 'a');
  const std::string data = R"({"x": ")" + half + "\"}";
  EXPECT_EQ(failure_of(post(R"(["{data.x}", "{data.x}"])", data)), "none");
  EXPECT_EQ(failure_of(post(R"(["{data.x}", "{data.x}", "{data.x}"])", data)), "request_too_large");
  EXPECT_EQ(failure_of(post(R"("{data.x}{data.x}{data.x}")", data, R"(, "body_type": "text")")),
            "request_too_large");
  // Far over the limit: given up early, not after a gigabyte.
  std::string many;
  for (int i = 0; i < 20000; ++i) many += "{data.x}";
  EXPECT_EQ(failure_of(post("\"" + many.substr(0, limits::template_bytes_max) + "\"", data)),
            "request_too_large");
  std::string list;
  for (int i = 0; i < 20000; ++i) list += i == 0 ? "\"{data.x}\"" : ",\"{data.x}\"";
  EXPECT_EQ(failure_of(post("[" + list + "]", data)), "request_too_large");
}

// ---- secrets ----

TEST(RenderSecrets, GoOnlyToTheirOrigins) {
  Case given = config(R"("headers": {"X-K": "{secret.k}"})");
  given.secrets["k"] = secret("v", {"https://other.example.com", "https://api.example.com:443"});
  EXPECT_EQ(failure_of(given), "none");
  for (const char* other : {"https://other.example.com", "http://api.example.com",
                            "https://api.example.com:8443", "https://example.com", "nonsense"}) {
    given.secrets["k"] = secret("v", {other});
    EXPECT_EQ(failure_of(given), "secret_origin_denied") << other;
    given.mode = SecretMode::mask;
    EXPECT_EQ(failure_of(given), "secret_origin_denied") << other;
    given.mode = SecretMode::reveal;
  }
  const Rendering denied = test::render(given);
  EXPECT_EQ(denied.failure->detail, "the secret k may not be sent to https://api.example.com:443");
  EXPECT_TRUE(denied.request.headers.empty());
  EXPECT_FALSE(denied.url);
}

TEST(RenderSecrets, WithoutOriginsAreAllowedWithAWarningUnlessForbidden) {
  Case given = config(R"("headers": {"X-K": "{secret.k} {secret.k}"})");
  given.secrets["k"] = secret("v", {});
  const Rendering rendering = test::render(given);
  EXPECT_FALSE(rendering.failure);
  ASSERT_EQ(rendering.warnings.size(), 1U);
  EXPECT_EQ(rendering.warnings[0].substr(0, 23), "secret_without_origins:");
  EXPECT_THAT(rendering.used_secrets, ElementsAre("k"));
  given.options.egress.require_secret_origins = true;
  EXPECT_EQ(failure_of(given), "secret_origin_denied");
}

TEST(RenderSecrets, AreCheckedBeforeMissingInputsAreAskedFor) {
  Case given = config(R"("headers": {"X-K": "{secret.k}", "X-D": "{data.none}"})");
  given.secrets["k"] = secret("v", {"https://other.example.com"});
  EXPECT_EQ(failure_of(given), "secret_origin_denied");
  given.secrets.clear();
  EXPECT_EQ(failure_of(given), "secret_not_found");
  given = get("https://10.0.0.1/{data.none}");
  EXPECT_EQ(failure_of(given), "egress_denied");
  given = get("http://h.example/");
  EXPECT_EQ(failure_of(given), "egress_denied");
}

TEST(RenderSecrets, MustBeThere) {
  const Rendering rendering = test::render(config(R"("headers": {"X-K": "{secret.k}"})"));
  ASSERT_TRUE(rendering.failure);
  EXPECT_EQ(rendering.failure->code, ErrorCode::secret_not_found);
  EXPECT_EQ(rendering.failure->detail,
            "header X-K: {secret.k} is not there: add the secret k to the workspace");
  EXPECT_EQ(header_of(test::render(config(R"("headers": {"X-K": "{secret.k?}"})")), "X-K"),
            "(absent)");
}

TEST(RenderSecrets, AreMaskedInPreviews) {
  const std::string shown = "\xe2\x80\xb9secret:k\xe2\x80\xba";
  for (const bool is_supplied : {false, true}) {
    Case given = config(R"("params": {"p": "{secret.k}", "j": ["a{secret.k}"]},
                           "array_style": "json",
                           "headers": {"X-K": "a {secret.k} b"},
                           "body": {"w": "{secret.k}", "i": "<{secret.k}>"},
                           "auth": {"type": "basic", "username": "u", "password": "{secret.k}"})",
                        "{}", "POST");
    if (is_supplied) given.secrets["k"] = secret("p\"a/ss w");
    given.mode = SecretMode::mask;
    given.provenance = Provenance::record;
    const Rendering rendering = test::render(given);
    ASSERT_FALSE(rendering.failure);
    EXPECT_EQ(rendering.request.url,
              "https://api.example.com/v1?p=" + shown + "&j=%5B%22a" + shown + "%22%5D");
    EXPECT_EQ(header_of(rendering, "X-K"), "a " + shown + " b");
    EXPECT_EQ(header_of(rendering, "Authorization"), "Basic " + shown);
    EXPECT_EQ(rendering.request.body, "{\"w\":\"" + shown + "\",\"i\":\"<" + shown + ">\"}");
    EXPECT_EQ(rendering.url->origin(), "https://api.example.com:443");
    EXPECT_FALSE(rendering.url->query);
    for (const Piece& piece : rendering.pieces) {
      EXPECT_EQ(piece.text.find("ss"), std::string::npos) << piece.text;
      EXPECT_TRUE(piece.origin != "secret" || piece.text == shown) << piece.text;
    }
    EXPECT_THAT(rendering.used_secrets, ElementsAre("k"));
  }
}

TEST(RenderSecrets, AreCheckedInPreviewsAsInRequests) {
  Case given = config(R"("headers": {"X-K": "{secret.k}"})");
  given.secrets["k"] = secret("a\nb");
  given.mode = SecretMode::mask;
  EXPECT_EQ(failure_of(given), "invalid_header");
  given = get("https://api.example.com/{secret.k}");
  given.secrets["k"] = secret("..");
  given.mode = SecretMode::mask;
  EXPECT_EQ(failure_of(given), "unsafe_path_segment");
}

TEST(RenderSecrets, CannotBeReadAsData) {
  Case given = config(R"("headers": {"X-K": "{= values(@) | to_string(@) }"})", R"({"x": 1})");
  given.secrets["k"] = secret("topsecret");
  EXPECT_EQ(header_of(test::render(given), "X-K").find("topsecret"), std::string::npos);
}

// ---- pieces ----

std::string piece_text(const Piece& piece) {
  return piece.location + " " + std::to_string(piece.begin) + "-" + std::to_string(piece.end) +
         " [" + piece.text + "] " + piece.source + " " + piece.origin + " " + piece.escaping;
}

TEST(Pieces, SayWhereEveryStretchCameFrom) {
  Case given;
  given.config = R"({"method": "POST", "url": "{env.base}/u/{data.id}?q={data.q ?? \"a b\"}",
    "headers": {"X-A": " v{call.id}"}, "params": {"l": "{data.l}"},
    "body": {"a": "{data.n}", "b": "x{= data.id }"}})";
  given.known.host = {"env"};
  given.roots = R"({"data": {"id": "a/b", "l": [1, 2], "n": 5}, "call": {"id": "c1"},
                    "env": {"base": "HTTPS://API.example.com:443/v1"}})";
  given.provenance = Provenance::record;
  const Rendering rendering = test::render(given);
  ASSERT_FALSE(rendering.failure) << rendering.failure->detail;
  EXPECT_EQ(rendering.request.url, "https://api.example.com/v1/u/a%2Fb?q=a%20b&l=1&l=2");
  std::vector<std::string> list;
  for (const Piece& piece : rendering.pieces) list.push_back(piece_text(piece));
  EXPECT_THAT(
      list,
      ElementsAre(
          "url 0-26 [https://api.example.com/v1] {env.base} env none",
          "url 26-29 [/u/]  literal none", "url 29-34 [a%2Fb] {data.id} data percent",
          "url 34-37 [?q=]  literal none", "url 37-42 [a%20b] {data.q ?? \"a b\"} default percent",
          "url 42-45 [&l=]  literal none", "url 45-46 [1] {data.l} data percent",
          "url 46-49 [&l=]  literal none", "url 49-50 [2] {data.l} data percent",
          "header X-A 0-1 [v]  literal none", "header X-A 1-3 [c1] {call.id} call none",
          "header Accept 0-16 [application/json]  generated none",
          "header Content-Type 0-16 [application/json]  generated none",
          "header User-Agent 0-15 [fieldcall/0.1.0]  generated none",
          "body 0-5 [{\"a\":]  literal none", "body 5-6 [5] {data.n} data json",
          "body 6-13 [,\"b\":\"x]  literal none", "body 13-16 [a/b] {= data.id } expression json",
          "body 16-18 [\"}]  literal none"));
  given.provenance = Provenance::skip;
  EXPECT_THAT(test::render(given).pieces, IsEmpty());
}

TEST(Pieces, CoverTheWholeText) {
  Case given = get("https://H.example?{data.k}={data.v}&x", R"({"k": "a b", "v": ""})");
  given.provenance = Provenance::record;
  const Rendering rendering = test::render(given);
  std::string joined;
  for (const Piece& piece : rendering.pieces) {
    if (piece.location != "url") continue;
    EXPECT_EQ(piece.begin, joined.size());
    joined += piece.text;
  }
  EXPECT_EQ(joined, "https://h.example/?a%20b=&x");
  EXPECT_EQ(joined, rendering.request.url);
}

TEST(RenderRequest, GivesTheSameBytesEveryTime) {
  const Case given = post(R"({"a": "{data.x}"})", R"({"x": 1})");
  EXPECT_EQ(test::render(given).request.body, test::render(given).request.body);
  EXPECT_EQ(test::render(given).request.headers, test::render(given).request.headers);
}

}  // namespace
}  // namespace fieldcall::templating
