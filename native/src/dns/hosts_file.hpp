// The machine's own table of names, /etc/hosts.
//
// It is read here and not by the system's resolver, because that one finds absolute names ("name.")
// only in the DNS, and only absolute names are safe from LOCALDOMAIN and RES_OPTIONS.
//
// Format: hosts(5): an address, white space, names; # starts a comment. Names ignore case.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fieldcall/egress.hpp"

namespace fieldcall::native {

// The addresses of a name in the text of a hosts file, in its order, without repetition.
std::vector<IpAddress> addresses_in_hosts(std::string_view hosts_text, std::string_view name);

// The content of a file, or nothing in it if it cannot be read.
std::string read_hosts_file(const std::string& path);

}  // namespace fieldcall::native
