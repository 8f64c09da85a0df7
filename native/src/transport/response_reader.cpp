#include "transport/response_reader.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace fieldcall::native {
namespace {

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

// Header values are printable ASCII and tab from here on; what else a server sends is no text that
// the rest could agree on.
std::string printable(std::string_view text) {
  std::string result(text);
  std::replace_if(
      result.begin(), result.end(), [](char c) { return (c < ' ' && c != '\t') || c > '~'; }, '?');
  return result;
}

// "HTTP/1.1 103 Early Hints"
bool is_interim(std::string_view status_line) {
  const auto space = status_line.find(' ');
  return space != std::string_view::npos && status_line.substr(space + 1, 1) == "1" &&
         status_line.substr(space + 1, 3) != "101";
}

}  // namespace

bool ResponseReader::add_header_line(std::string_view line) {
  header_bytes_ += line.size();
  if (header_bytes_ > header_bytes_max_) return false;
  if (headers_complete_) return true;  // a trailer: counted, not kept
  if (line.starts_with("HTTP/")) {
    response_.headers.clear();
    interim_ = is_interim(line);
  } else if (trim(line).empty()) {
    headers_complete_ = !interim_;
  } else {
    add_field(line);
  }
  return true;
}

void ResponseReader::add_field(std::string_view line) {
  if (line.front() == ' ' || line.front() == '\t') {  // obs-fold
    if (!response_.headers.empty()) {
      response_.headers.back().value += ' ' + printable(trim(line));
    }
    return;
  }
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return;
  response_.headers.push_back(
      {printable(trim(line.substr(0, colon))), printable(trim(line.substr(colon + 1)))});
}

bool ResponseReader::add_body(std::string_view bytes) {
  body_bytes_ += bytes.size();
  if (body_bytes_ > body_bytes_max_) return false;
  response_.body.append(bytes);
  return true;
}

HttpResponse ResponseReader::take(std::int32_t status) {
  response_.status = status;
  return std::move(response_);
}

}  // namespace fieldcall::native
