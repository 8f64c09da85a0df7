// The keyed hash behind everything that caches see: keys, tags, stand-ins for secrets, and the seal
// of an entry.
#pragma once

#include <string_view>

#include "base/sha256.hpp"
#include "fieldcall/secret.hpp"

namespace fieldcall::policy {

// HMAC-SHA-256 under CacheOptions::key. `purpose` keeps hashes of the same message for different
// ends apart. Without a key a fixed one is used: then nothing may leave the process, because short
// messages could be found by trying.
base::Digest cache_mac(const SecretText& host_key, std::string_view purpose,
                       std::string_view message);

}  // namespace fieldcall::policy
