// One name, asked of the machine: /etc/hosts first, then the DNS for the absolute name.
//
// Blocks for as long as the system's resolver does (by default up to 5 s per try and server).
#pragma once

#include <string>
#include <vector>

#include "fieldcall/egress.hpp"

namespace fieldcall::native {

struct Resolution {
  std::vector<IpAddress> addresses;  // in the order to try them; empty = failed
  std::string error;                 // why, for logs
};

// "api.example.com" -> "api.example.com.": the form that no search list is applied to.
std::string absolute_name(const std::string& name);

Resolution system_lookup(const std::string& name);

}  // namespace fieldcall::native
