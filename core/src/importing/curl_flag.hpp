// The flags curl knows, and what each means for a field.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace fieldcall::importing {

enum class FlagMeaning : std::uint8_t {
  method,
  header,
  data,      // @file possible
  data_raw,  // "@" is text
  data_urlencode,
  json,
  get,
  url_query,
  user,
  bearer,
  url,
  head,
  user_agent,
  referer,
  cookie,
  max_time,
  retry,
  location,
  max_redirects,
  globoff,
  range,
  // Understood and left out.
  no_effect,  // how curl shows or stores the answer: nothing to say about it
  transport,  // connections, certificates, proxies: the host application's business
  other,      // not about HTTP requests
  // Refused.
  file,  // needs a file of the machine it was written on
  multipart,
  authentication,  // schemes other than basic and bearer
  next,            // several requests
};

struct Flag {
  std::string_view name;  // without "--"
  char letter = '\0';     // of the short form; '\0' = there is none
  bool takes_value = false;
  FlagMeaning meaning = FlagMeaning::other;
};

// Sorted by name.
std::span<const Flag> curl_flags();

}  // namespace fieldcall::importing
