// Secrets: values that can be placed into a request and nothing else.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "fieldcall/result.hpp"

namespace fieldcall {

namespace base {
class SecretAccess;  // the core's only way to the bytes
}

// Text that cannot be printed, compared, measured or converted. Copies share one buffer, which is
// overwritten when the last copy goes.
class SecretText {
 public:
  SecretText() = default;
  explicit SecretText(std::string_view text);

 private:
  friend class base::SecretAccess;
  struct Buffer;
  std::shared_ptr<const Buffer> buffer_;
};

struct Secret {
  SecretText value;
  // Origins it may be sent to: "https://api.example.com" or "https://api.example.com:8443". Empty =
  // only the origin of the field's own literal url, with a warning.
  std::vector<std::string> origins;
  // Stands for the value in cache keys; changes when the value changes. Empty = derived.
  std::string fingerprint;
};

// By name, as in {secret.NAME}.
using Secrets = std::map<std::string, Secret, std::less<>>;

// {"api_token": {"value": "...", "origins": ["https://api.example.com"], "fingerprint": "v3"},
//  "other": "a secret without origins"}. The error never quotes a value.
Result<Secrets> parse_secrets(std::string_view json);

}  // namespace fieldcall
