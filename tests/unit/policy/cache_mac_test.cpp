#include "policy/cache_mac.hpp"

#include <gtest/gtest.h>

namespace fieldcall::policy {
namespace {

std::string mac(const SecretText& key, std::string_view purpose, std::string_view message) {
  return base::to_hex(cache_mac(key, purpose, message));
}

TEST(CacheMac, IsHmacSha256OfPurposeAndMessage) {
  // printf '1:pmessage' | openssl dgst -sha256 -hmac key
  EXPECT_EQ(mac(SecretText("key"), "p", "message"),
            base::to_hex(base::hmac_sha256("key", "1:pmessage")));
}

TEST(CacheMac, DependsOnKeyPurposeAndMessage) {
  const std::string one = mac(SecretText("key"), "p", "m");
  EXPECT_NE(mac(SecretText("kez"), "p", "m"), one);
  EXPECT_NE(mac(SecretText("key"), "q", "m"), one);
  EXPECT_NE(mac(SecretText("key"), "p", "n"), one);
  EXPECT_NE(mac(SecretText("key"), "pm", ""), mac(SecretText("key"), "p", "m"));
}

TEST(CacheMac, WorksWithoutAKey) {
  EXPECT_EQ(mac(SecretText(), "p", "m"), mac(SecretText(""), "p", "m"));
  EXPECT_NE(mac(SecretText(), "p", "m"), mac(SecretText("key"), "p", "m"));
}

}  // namespace
}  // namespace fieldcall::policy
