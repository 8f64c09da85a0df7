// A request as a command for people to try. Quoted for POSIX shells.
#pragma once

#include <string>

#include "fieldcall/http.hpp"

namespace fieldcall::engine {

// curl --request POST --url 'https://...' --header 'Accept: */*' --data-raw '{"a":1}'
std::string curl_line(const HttpRequest& request);

}  // namespace fieldcall::engine
