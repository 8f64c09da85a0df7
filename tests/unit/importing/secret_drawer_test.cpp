#include "importing/secret_drawer.hpp"

#include <gtest/gtest.h>

#include "fieldcall/limits.hpp"

namespace fieldcall::importing {
namespace {

TEST(SecretDrawer, GivesEachValueOneName) {
  SecretDrawer drawer;
  EXPECT_EQ(drawer.take("value-1", "X-Api-Key", "a header"), "{secret.api_key}");
  EXPECT_EQ(drawer.take("value-1", "token", "a param"), "{secret.api_key}");
  EXPECT_EQ(drawer.take("value-2", "api_key", "a param"), "{secret.api_key_2}");
  EXPECT_EQ(drawer.take("value-3", "!!", "a param"), "{secret.secret}");
  const auto secrets = drawer.secrets("https://api.example.com:443");
  ASSERT_EQ(secrets.size(), 3U);
  EXPECT_EQ(secrets[1].name, "api_key_2");
  EXPECT_EQ(secrets[1].found_in, "a param");
  EXPECT_EQ(secrets[1].origin, "https://api.example.com:443");
}

TEST(SecretDrawer, TakesTheNamesOfShellVariables) {
  SecretDrawer drawer;
  EXPECT_EQ(drawer.take("$STRIPE_KEY", "token", ""), "{secret.stripe_key}");
  EXPECT_EQ(drawer.take("${MY_TOKEN}", "token", ""), "{secret.my_token}");
  EXPECT_EQ(drawer.take("%API_KEY%", "token", ""), "{secret.api_key}");
  EXPECT_EQ(drawer.take("$5", "token", ""), "{secret.token}");
  EXPECT_EQ(drawer.take("$", "price", ""), "{secret.price}");
}

TEST(SecretDrawer, FindsAValueWhereverItStandsAgain) {
  SecretDrawer drawer;
  drawer.take("abc-12345", "token", "");
  drawer.take("abc-12345-long", "other", "");
  drawer.take("password", "password", "");
  EXPECT_EQ(drawer.write("x abc-12345 {data.y} abc-12345-long"),
            "x {secret.token} \\{data.y} {secret.other}");
  EXPECT_EQ(drawer.write("the password is not one"), "the password is not one");
  EXPECT_TRUE(drawer.holds_value("/abc-12345/"));
  EXPECT_FALSE(drawer.holds_value("/password/"));
}

TEST(SecretDrawer, HasRoomForSoMany) {
  SecretDrawer drawer;
  for (std::uint32_t i = 0; i < limits::import_secrets_max; ++i) {
    drawer.take("value " + std::to_string(i), "token", "");
  }
  Remarks remarks;
  drawer.add_notes(remarks);
  EXPECT_TRUE(remarks.problems.empty());
  drawer.take("one more", "token", "");
  drawer.add_notes(remarks);
  ASSERT_EQ(remarks.problems.size(), 1U);
  EXPECT_EQ(remarks.problems.front().code, "too_large");
}

TEST(SecretNames, AreThoseOfCredentials) {
  for (const char* name : {"api_key", "X-Api-Key", "token", "access_token", "key", "sig",
                           "password", "pass", "client-secret", "appid", "Cookie"}) {
    EXPECT_TRUE(is_secret_name(name)) << name;
  }
  for (const char* name : {"keyboard", "author", "country", "design", "passenger", ""}) {
    EXPECT_FALSE(is_secret_name(name)) << name;
  }
}

TEST(IssuedKeys, AreKnownByTheirForm) {
  EXPECT_TRUE(is_issued_key("sk_live_0123456789abcdef"));
  EXPECT_TRUE(is_issued_key("ghp_0123456789abcdefghij"));
  EXPECT_TRUE(is_issued_key("eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl"));
  EXPECT_FALSE(is_issued_key("eyJhbGciOiJIUzI1NiJ9"));
  EXPECT_FALSE(is_issued_key("sk_live_"));
  EXPECT_FALSE(is_issued_key("sk_live_ is how they begin"));
}

}  // namespace
}  // namespace fieldcall::importing
