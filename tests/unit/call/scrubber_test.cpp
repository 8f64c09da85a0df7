#include "call/scrubber.hpp"

#include <gtest/gtest.h>

namespace fieldcall::call {
namespace {

Secrets secrets(std::string_view value) {
  return {{"token", Secret{SecretText(value), {}, {}}}};
}

TEST(Scrubber, FindsNothingWithoutSecrets) {
  HttpResponse response{.status = 200, .headers = {{"A", "b"}}, .body = "abc"};
  EXPECT_FALSE(Scrubber().scrub(response));
  EXPECT_EQ(response.body, "abc");
  EXPECT_EQ(Scrubber().redact("abc"), "abc");
}

TEST(Scrubber, MasksBodyHeaderNamesAndValues) {
  const Secrets all = secrets("s3cret-value");
  const Scrubber scrubber(all, {"token"});
  HttpResponse response{.status = 200,
                        .headers = {{"X-s3cret-value", "1"}, {"Echo", "<s3cret-value>"}},
                        .body = R"({"echo":"s3cret-value"})"};
  EXPECT_TRUE(scrubber.scrub(response));
  const std::string mask = text::secret_mask("token");
  EXPECT_EQ(response.body, R"({"echo":")" + mask + "\"}");
  EXPECT_EQ(response.headers[0].name, "X-" + mask);
  EXPECT_EQ(response.headers[1].value, "<" + mask + ">");
  EXPECT_EQ(scrubber.redact("at s3cret-value"), "at " + mask);
  EXPECT_FALSE(scrubber.scrub(response));
}

TEST(Scrubber, LooksOnlyForSecretsTheRequestCarries) {
  const Secrets all = secrets("s3cret-value");
  HttpResponse response{.status = 200, .headers = {}, .body = "s3cret-value"};
  EXPECT_FALSE(Scrubber(all, {}).scrub(response));
  EXPECT_FALSE(Scrubber(all, {"unknown"}).scrub(response));
}

TEST(Scrubber, NamesSecretsThatAreTooShort) {
  const Secrets all = secrets("1234567");
  const Scrubber scrubber(all, {"token"});
  EXPECT_EQ(scrubber.short_secrets(), std::vector<std::string>{"token"});
  HttpResponse response{.status = 200, .headers = {}, .body = "1234567"};
  EXPECT_FALSE(scrubber.scrub(response));
  EXPECT_EQ(response.body, "1234567");
}

TEST(Scrubber, FindsALatin1EchoOfASecret) {
  const Secrets all = secrets("p\xc3\xa4ssw\xc3\xb6rt-long");
  const Scrubber scrubber(all, {"token"});
  HttpResponse response{.status = 200, .headers = {}, .body = "echo p\xe4ssw\xf6rt-long"};
  EXPECT_TRUE(scrubber.scrub(response));
  EXPECT_EQ(response.body.find("ssw"), std::string::npos);
}

TEST(Scrubber, TakesSecretsOfAnyBytes) {
  for (const char* value :
       {"\xff\xfe\xfd\xfc\xfb\xfa\xf9\xf8", "\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac"}) {
    const Secrets all = secrets(value);
    const Scrubber scrubber(all, {"token"});
    HttpResponse response{.status = 200, .headers = {}, .body = std::string("x") + value};
    EXPECT_TRUE(scrubber.scrub(response));
    EXPECT_EQ(response.body, "x" + text::secret_mask("token"));
  }
}

}  // namespace
}  // namespace fieldcall::call
