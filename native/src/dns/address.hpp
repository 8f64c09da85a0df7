// IP addresses between the core's value and the system's forms.
#pragma once

#include <sys/socket.h>

#include <optional>
#include <string>
#include <string_view>

#include "fieldcall/egress.hpp"

namespace fieldcall::native {

// What the system reads as an address; no zones.
std::optional<IpAddress> address_from_text(std::string_view text);

// Nothing for other families.
std::optional<IpAddress> address_from_socket(const sockaddr* socket_address);

std::string address_to_text(const IpAddress& address);

}  // namespace fieldcall::native
