#include "policy/cache_mac.hpp"

#include <string>

#include "base/parts.hpp"
#include "base/secret.hpp"

namespace fieldcall::policy {

base::Digest cache_mac(const SecretText& host_key, std::string_view purpose,
                       std::string_view message) {
  std::string_view key = base::SecretAccess::reveal(host_key);
  if (key.empty()) key = "fieldcall: the host gave no key";
  std::string text;
  text.reserve(purpose.size() + message.size() + 16);
  base::append_part(purpose, text);
  text += message;
  return base::hmac_sha256(key, text);
}

}  // namespace fieldcall::policy
