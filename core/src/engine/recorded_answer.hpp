// An answer that somebody recorded or pasted, whatever they pasted:
//
//   recorded  {"status": 503, "headers": {...}, "body": ...} or "text" instead of "body"; no other
//             members, else it is what an API answered
//   http      "HTTP/1.1 200 OK", headers and body: what `curl -i` prints; of several answers the
//             last
//   json      any other JSON: the body of a 200
//   text      anything else: the body of a 200
#pragma once

#include <string_view>

#include "config/structure.hpp"
#include "fieldcall/http.hpp"

namespace fieldcall::engine {

struct RecordedAnswer {
  std::string_view kind;  // one of the words above
  HttpResponse response;
  config::Diagnostics diagnostics;  // of a recorded answer; with an error there is no response
};

RecordedAnswer read_recorded_answer(std::string_view text);

}  // namespace fieldcall::engine
