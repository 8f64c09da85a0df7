// SHA-256 and HMAC-SHA-256, for fingerprints and cache keys. Not constant-time.
//
// Sources: FIPS 180-4, RFC 2104. Our own because the core may depend on nothing that has it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace fieldcall::base {

using Digest = std::array<std::uint8_t, 32>;

Digest sha256(std::string_view message);
Digest hmac_sha256(std::string_view key, std::string_view message);

// Lower-case hexadecimal.
std::string to_hex(const Digest& digest);

}  // namespace fieldcall::base
