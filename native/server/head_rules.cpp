#include "head_rules.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace fieldcall::server {
namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::size_t length_digits_max = 18;  // fits in 64 bits

// At most once each: two of them are two opinions about one thing.
constexpr std::array<std::string_view, 7> single_headers{
    "Host",         "Content-Length", "Transfer-Encoding", "Authorization", "Origin",
    "Content-Type", "Expect"};

// RFC 9110 5.6.2
bool is_token_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_token_char);
}

// Visible ASCII, space and tab; bytes above 0x7f are obs-text, which nothing here needs.
bool is_value_char(char c) {
  return c == '\t' || (c >= ' ' && c <= '~');
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

bool read_request_line(std::string_view line, RequestHead& head) {
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return false;
  const std::string_view method = line.substr(0, first);
  const std::string_view target = line.substr(first + 1, last - first - 1);
  const std::string_view version = line.substr(last + 1);
  if (!is_token(method) || !target.starts_with('/')) return false;
  if (!std::all_of(target.begin(), target.end(), [](char c) { return c > ' ' && c <= '~'; })) {
    return false;
  }
  if (version != "HTTP/1.1" && version != "HTTP/1.0") return false;
  head.method = method;
  head.target = target;
  head.http_minor = version == "HTTP/1.1" ? 1 : 0;
  return true;
}

bool read_header_line(std::string_view line, RequestHead& head) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return false;
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (!std::all_of(value.begin(), value.end(), is_value_char)) return false;
  head.headers.push_back({std::string(line.substr(0, colon)), std::string(value)});
  return head.headers.size() <= request_headers_max;
}

bool has_single_headers(const RequestHead& head) {
  return std::all_of(single_headers.begin(), single_headers.end(), [&](std::string_view name) {
    return std::count_if(head.headers.begin(), head.headers.end(), [&](const HttpHeader& header) {
             return same_name(header.name, name);
           }) <= 1;
  });
}

bool read_body_size(RequestHead& head) {
  const auto length = head.header("Content-Length");
  const auto coding = head.header("Transfer-Encoding");
  if (coding) {
    if (length || head.http_minor == 0 || !same_name(*coding, "chunked")) return false;
    head.is_chunked = true;
  }
  if (!length) return true;
  if (length->empty() || length->size() > length_digits_max) return false;
  std::uint64_t bytes = 0;
  for (const char c : *length) {
    if (c < '0' || c > '9') return false;
    bytes = bytes * 10 + static_cast<std::uint64_t>(c - '0');
  }
  head.content_length = bytes;
  return true;
}

}  // namespace

std::optional<std::size_t> head_size(std::string_view bytes) {
  for (std::size_t at = bytes.find('\n'); at != std::string_view::npos;
       at = bytes.find('\n', at + 1)) {
    const bool bare = at == 0 || bytes[at - 1] != '\r';
    if (bare || at == 1 || (at >= 3 && bytes.substr(at - 3, 2) == line_end)) return at + 1;
  }
  return std::nullopt;
}

std::variant<RequestHead, Problem> read_head(std::string_view text) {
  RequestHead head;
  bool is_first = true;
  while (true) {
    const auto end = text.find(line_end);
    if (end == std::string_view::npos) return Problem::bad_request;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + line_end.size());
    if (line.empty() && !is_first) break;
    const bool read = is_first ? read_request_line(line, head) : read_header_line(line, head);
    if (!read) return Problem::bad_request;
    is_first = false;
  }
  if (!text.empty() || !has_single_headers(head) || !read_body_size(head)) {
    return Problem::bad_request;
  }
  if (!head.header("Host")) return Problem::missing_host;
  return head;
}

}  // namespace fieldcall::server
