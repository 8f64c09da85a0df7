#include "engine/curl_line.hpp"

#include <string_view>

namespace fieldcall::engine {
namespace {

// Inside single quotes nothing is special but the quote itself.
void append_quoted(std::string_view text, std::string& out) {
  out.push_back('\'');
  for (const char c : text) {
    if (c == '\'') {
      out.append("'\\''");
    } else {
      out.push_back(c);
    }
  }
  out.push_back('\'');
}

// curl leaves a header out that is written "Name:", and sends an empty one for "Name;".
std::string header_argument(const Header& header) {
  return header.value.empty() ? header.name + ";" : header.name + ": " + header.value;
}

}  // namespace

std::string curl_line(const HttpRequest& request) {
  std::string line = "curl";
  if (request.method == "HEAD") {
    line.append(" --head");  // with --request HEAD curl waits for a body
  } else {
    line.append(" --request ").append(request.method);
  }
  if (request.url.find_first_of("[]{}") != std::string::npos) line.append(" --globoff");
  line.append(" --url ");
  append_quoted(request.url, line);
  for (const Header& header : request.headers) {
    line.append(" --header ");
    append_quoted(header_argument(header), line);
  }
  if (request.has_body) {
    line.append(" --data-raw ");
    append_quoted(request.body, line);
  }
  return line;
}

}  // namespace fieldcall::engine
