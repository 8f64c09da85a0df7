// The one place where a transfer's libcurl options are set: all of them, each time.
#pragma once

#include <curl/curl.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "fieldcall/egress.hpp"
#include "transport/curl_settings.hpp"
#include "transport/transfer.hpp"

namespace fieldcall::native {

// Host and port of a url as libcurl itself reads them, so that the address it is given is for the
// host it will connect to.
struct Endpoint {
  std::string host;  // IPv6 without brackets
  std::uint16_t port = 0;
  bool is_address = false;
};

// Nothing if libcurl cannot read the url.
std::optional<Endpoint> endpoint_of(const std::string& url);

// Sets everything on a fresh or reset handle. `addresses` are the endpoint's, which is the proxy's
// where there is one. Returns an empty text, or which option libcurl refused.
std::string set_options(CURL* easy, Transfer& transfer, const CurlSettings& settings,
                        const Endpoint& endpoint, const std::vector<IpAddress>& addresses);

}  // namespace fieldcall::native
