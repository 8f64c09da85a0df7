#include "fieldcall/secret.hpp"

#include <gtest/gtest.h>

#include "base/secret.hpp"
#include "fieldcall/limits.hpp"

namespace fieldcall {
namespace {

std::string reveal(const Secret& secret) {
  return std::string(base::SecretAccess::reveal(secret.value));
}

TEST(ParseSecrets, ReadsBothForms) {
  const auto secrets = parse_secrets(
      R"({"api_token": {"value": "t0k", "origins": ["https://API.example.com",
          "https://b.example.com:8443"], "fingerprint": "v3"}, "other": "plain"})");
  ASSERT_TRUE(secrets.ok());
  ASSERT_EQ(secrets->size(), 2U);
  const Secret& token = secrets->find("api_token")->second;
  EXPECT_EQ(reveal(token), "t0k");
  EXPECT_EQ(token.origins, (std::vector<std::string>{"https://api.example.com:443",
                                                     "https://b.example.com:8443"}));
  EXPECT_EQ(token.fingerprint, "v3");
  const Secret& other = secrets->find("other")->second;
  EXPECT_EQ(reveal(other), "plain");
  EXPECT_TRUE(other.origins.empty());
  EXPECT_TRUE(other.fingerprint.empty());
}

TEST(ParseSecrets, AcceptsNone) {
  const auto secrets = parse_secrets("{}");
  ASSERT_TRUE(secrets.ok());
  EXPECT_TRUE(secrets->empty());
}

struct Refused {
  std::string_view text;
  std::string_view message;
};

class RefusedSecrets : public testing::TestWithParam<Refused> {};

TEST_P(RefusedSecrets, SayWhyAndQuoteNoValue) {
  const auto secrets = parse_secrets(GetParam().text);
  ASSERT_FALSE(secrets.ok());
  EXPECT_EQ(secrets.error().code, "invalid_secrets");
  EXPECT_EQ(secrets.error().message, GetParam().message);
  EXPECT_EQ((secrets.error().message + secrets.error().fix).find("hunter2"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    All, RefusedSecrets,
    testing::Values(
        Refused{"{\n\"a\": hunter2}", "the secrets are not JSON: see line 2, column 6"},
        Refused{R"("hunter2")", "the secrets must be an object"},
        Refused{R"({"a":"hunter2","a":"hunter2"})", "a key stands twice in the same object"},
        Refused{R"({"a":7})", "the secret \"a\" must be a string"},
        Refused{R"({"a":""})", "the secret \"a\" is empty"},
        Refused{R"({"a":{"origins":[]}})", "the secret \"a\" has no \"value\""},
        Refused{R"({"a":{"value":["hunter2"]}})", "\"value\" of the secret \"a\" must be a string"},
        Refused{R"({"a":{"value":""}})", "\"value\" of the secret \"a\" is empty"},
        Refused{R"({"a":{"value":"hunter2","origin":["https://x.example"]}})",
                "\"origin\" of the secret \"a\" is not a known key"},
        Refused{R"({"a":{"value":"hunter2","origins":"https://x.example"}})",
                "\"origins\" of the secret \"a\" must be an array of origins"},
        Refused{R"({"a":{"value":"hunter2","origins":[]}})",
                "\"origins\" of the secret \"a\" is an empty list"},
        Refused{R"({"a":{"value":"hunter2","origins":["hunter2"]}})",
                "an item of \"origins\" of the secret \"a\" is not an origin"},
        Refused{R"({"a":{"value":"hunter2","origins":[7]}})",
                "an item of \"origins\" of the secret \"a\" is not an origin"},
        Refused{R"({"a":{"value":"hunter2","fingerprint":7}})",
                "\"fingerprint\" of the secret \"a\" must be a string"}));

TEST(ParseSecrets, SuggestsTheKeyThatWasMeant) {
  const auto secrets = parse_secrets(R"({"a":{"value":"x","origin":[]}})");
  EXPECT_EQ(secrets.error().fix, "did you mean \"origins\"?");
}

TEST(ParseSecrets, IsBounded) {
  const auto secrets = parse_secrets(std::string(limits::config_bytes_max + 1, ' '));
  ASSERT_FALSE(secrets.ok());
  EXPECT_EQ(secrets.error().message, "the secrets are too large");
}

}  // namespace
}  // namespace fieldcall
