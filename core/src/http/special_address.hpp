// IPv4 addresses inside IPv6 addresses: where a packet to the outer address may end up.
//
// Sources: RFC 4291 (mapped, compatible), RFC 2765 (SIIT), RFC 6052 (NAT64), RFC 3056 (6to4),
// RFC 4380 (Teredo: the server and the client behind it).
#pragma once

#include <array>
#include <cstdint>

#include "fieldcall/egress.hpp"

namespace fieldcall::http {

struct EmbeddedAddresses {
  std::array<IpAddress, 2> addresses{};
  std::uint8_t count = 0;  // 0 for IPv4 and for IPv6 that embeds nothing
};

EmbeddedAddresses embedded_v4(const IpAddress& address);

}  // namespace fieldcall::http
