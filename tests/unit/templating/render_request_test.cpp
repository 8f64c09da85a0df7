#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fieldcall/limits.hpp"
#include "render_fixture.hpp"

namespace fieldcall::templating {
namespace {

using test::Case;
using test::config;
using test::failure_of;
using test::get;
using test::header_of;
using test::origin;
using test::post;
using test::secret;
using testing::ElementsAre;
using testing::IsEmpty;

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
  EXPECT_EQ(
      denied.failure->detail,
      "the secret \"k\" may not be sent to https://api.example.com:443, which its origins do not "
      "list");
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
