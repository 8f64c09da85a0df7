#include "dns/system_lookup.hpp"

#include <netdb.h>
#include <sys/socket.h>

#include <algorithm>

#include "dns/address.hpp"
#include "dns/hosts_file.hpp"

namespace fieldcall::native {

std::string absolute_name(const std::string& name) {
  return !name.empty() && name.back() == '.' ? name : name + '.';
}

Resolution system_lookup(const std::string& name) {
  Resolution result;
  result.addresses = addresses_in_hosts(read_hosts_file("/etc/hosts"), name);
  if (!result.addresses.empty()) return result;

  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_ADDRCONFIG;
  addrinfo* list = nullptr;
  const int code = getaddrinfo(absolute_name(name).c_str(), nullptr, &hints, &list);
  if (code != 0) {
    result.error = gai_strerror(code);
    return result;
  }
  for (const addrinfo* entry = list; entry != nullptr; entry = entry->ai_next) {
    const auto address = address_from_socket(entry->ai_addr);
    if (address && std::find(result.addresses.begin(), result.addresses.end(), *address) ==
                       result.addresses.end()) {
      result.addresses.push_back(*address);
    }
  }
  freeaddrinfo(list);
  if (result.addresses.empty()) result.error = "no address";
  return result;
}

}  // namespace fieldcall::native
