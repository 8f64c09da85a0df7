#include "fieldcall/preview.hpp"

#include <gtest/gtest.h>

#include "engine/score_field.hpp"

namespace fieldcall::test {
namespace {

using nlohmann::json;

json preview(const Field& field, const CallInputs& call) {
  const std::string text = render_preview(field, call, {.now = script_start});
  EXPECT_EQ(text.find("tok-0123456789"), std::string::npos);
  return json::parse(text);
}

TEST(RenderPreview, ShowsTheRequestWithSecretsMasked) {
  const json shown = preview(parse_field(get_field), inputs());
  EXPECT_EQ(shown.at("field"), "credit_score");
  EXPECT_EQ(shown.at("status"), "ready");
  EXPECT_EQ(shown.at("request").at("method"), "GET");
  EXPECT_EQ(shown.at("request").at("url"), "https://api.example.com/v1/scores/c%2F1");
  EXPECT_FALSE(shown.at("request").contains("body"));
  EXPECT_NE(shown.at("request").dump().find("Bearer \u2039secret:api_token\u203a"),
            std::string::npos);
  EXPECT_NE(shown.at("curl").get<std::string>().find("secret:api_token"), std::string::npos);
  EXPECT_EQ(shown.at("missing"), json::array());
  EXPECT_FALSE(shown.contains("error"));
}

TEST(RenderPreview, IsWhatTheCallSends) {
  CallInputs call = inputs();
  call.secrets.clear();
  const Field field = changed_field(
      R"({"api_config": {"method": "POST", "headers": null, "body": {"id": "{data.company_id}"}}})");
  ScriptedHost host;
  static_cast<void>(host.run(field, call, {respond(200, answer_body())}));
  const HttpRequest& sent = host.sent.front().request;
  const json shown = preview(field, call).at("request");
  EXPECT_EQ(shown.at("url"), sent.url);
  EXPECT_EQ(shown.at("body"), sent.body);
  ASSERT_EQ(shown.at("headers").size(), sent.headers.size());
  for (std::size_t i = 0; i < sent.headers.size(); ++i) {
    EXPECT_EQ(shown.at("headers")[i].at("name"), sent.headers[i].name);
    EXPECT_EQ(shown.at("headers")[i].at("value"), sent.headers[i].value);
  }
}

TEST(RenderPreview, SaysWhereEachPieceCameFrom) {
  const json pieces = preview(parse_field(get_field), inputs()).at("pieces");
  json data_piece;
  std::string url;
  for (const json& piece : pieces) {
    if (piece.at("location") == "url") url += piece.at("text").get<std::string>();
    if (piece.at("origin") == "data") data_piece = piece;
  }
  EXPECT_EQ(url, "https://api.example.com/v1/scores/c%2F1");
  EXPECT_EQ(data_piece.at("source"), "{data.company_id}");
  EXPECT_EQ(data_piece.at("text"), "c%2F1");
  EXPECT_EQ(data_piece.at("escaping"), "percent");
}

TEST(RenderPreview, ListsWhatIsMissing) {
  CallInputs call = inputs();
  call.data_json = "{}";
  const json shown = preview(parse_field(get_field), call);
  EXPECT_EQ(shown.at("status"), "waiting_input");
  EXPECT_EQ(shown.at("missing"), json::array({"data.company_id"}));
  EXPECT_FALSE(shown.contains("request"));
  EXPECT_FALSE(shown.contains("curl"));
}

TEST(RenderPreview, SaysWhyThereIsNoRequest) {
  CallInputs call = inputs();
  call.data_json = R"({"company_id": ".."})";
  json shown = preview(parse_field(get_field), call);
  EXPECT_EQ(shown.at("status"), "failed");
  EXPECT_EQ(shown.at("error").at("code"), "unsafe_path_segment");
  call.data_json = "[]";
  shown = preview(parse_field(get_field), call);
  EXPECT_EQ(shown.at("error").at("code"), "invalid_data");
  EXPECT_EQ(shown.at("error").at("fault"), "host");
}

TEST(RenderPreview, RepeatsLintAndWarnsOfSecretsThatMayGoAnywhere) {
  CallInputs call = inputs();
  call.secrets["api_token"].origins.clear();
  const json shown = preview(changed_field(R"({"unknown_key": 1})"), call);
  std::vector<std::string> codes;
  for (const json& diagnostic : shown.at("diagnostics")) codes.push_back(diagnostic.at("code"));
  EXPECT_EQ(codes, (std::vector<std::string>{"unknown_key", "secret_without_origins"}));
}

TEST(RenderPreview, NeedsNoSecretValue) {
  CallInputs call = inputs();
  call.secrets.clear();
  EXPECT_EQ(preview(parse_field(get_field), call).at("status"), "ready");
}

}  // namespace
}  // namespace fieldcall::test
