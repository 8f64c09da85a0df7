#include "support/epoll_server/script.hpp"

#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace fieldcall::test {
namespace {

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::uint32_t number(std::string_view text) {
  std::uint32_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string query_value(std::string_view query, std::string_view name) {
  for (const auto part : split(query, '&')) {
    const auto equals = part.find('=');
    if (part.substr(0, equals) == name && equals != std::string_view::npos) {
      return std::string(part.substr(equals + 1));
    }
  }
  return {};
}

// Headers that promise 100 bytes, and 10 of them.
const std::string kBeginning =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"a\": \"bcd";
const std::string kOk = "{\"ok\":true}";

std::string head(std::string_view lines) {
  return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + std::string(lines) + "\r\n";
}

Script gzip_bomb(std::uint32_t megabytes) {
  const std::string body = gzip(std::string(std::size_t{megabytes} * 1024 * 1024, '0'));
  return {Send{http_response(200, body, "Content-Encoding: gzip\r\n")}};
}

Script large_headers(std::uint32_t bytes) {
  std::string lines;
  while (lines.size() < bytes) lines += "X-Padding: " + std::string(87, 'x') + "\r\n";
  return {Send{http_response(200, kOk, lines)}};
}

Script echo(const Request& request) {
  return {Send{http_response(200, request.raw_head + request.body)}};
}

Script fault(std::string_view name) {
  if (name == "hang") return {End::hang};
  if (name == "stall") return {Send{kBeginning}, End::hang};
  if (name == "close") return {End::close};
  if (name == "reset") return {End::reset};
  if (name == "cut") return {Send{kBeginning}, End::close};
  if (name == "cut-reset") {
    return {Send{kBeginning}, Wait{std::chrono::milliseconds(20)}, End::reset};
  }
  if (name == "cut-chunked") {
    return {Send{head("Transfer-Encoding: chunked\r\n") + "5\r\n{\"a\":"}, End::close};
  }
  if (name == "half-close") return {Send{kBeginning}, End::half_close};
  if (name == "garbage") return {Send{"SSH-2.0-OpenSSH_9.2\r\n\x01\x02\x03 hello\r\n"}, End::close};
  if (name == "bad-encoding") {
    return {Send{http_response(200, "this is no gzip", "Content-Encoding: gzip\r\n")}};
  }
  return {Send{http_response(404, "{}")}};
}

}  // namespace

std::string Request::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (equal_ignoring_case(key, name)) return value;
  }
  return {};
}

bool Request::has_header(std::string_view name) const {
  return std::any_of(headers.begin(), headers.end(),
                     [&](const auto& entry) { return equal_ignoring_case(entry.first, name); });
}

std::string http_response(std::int32_t status, std::string_view body,
                          std::string_view extra_header_lines) {
  return "HTTP/1.1 " + std::to_string(status) + " Status\r\nContent-Type: application/json\r\n" +
         std::string(extra_header_lines) + "Content-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + std::string(body);
}

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  constexpr int kGzipWindow = 15 + 16;
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzipWindow, 9, Z_DEFAULT_STRATEGY) !=
      Z_OK) {
    throw std::runtime_error("zlib has no memory");
  }
  std::string result(deflateBound(&stream, static_cast<uLong>(bytes.size())) + 64, '\0');
  std::string input(bytes);
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(result.data());
  stream.avail_out = static_cast<uInt>(result.size());
  deflate(&stream, Z_FINISH);
  result.resize(stream.total_out);
  deflateEnd(&stream);
  return result;
}

Script scripted_answer(const Request& request) {
  const std::string_view target = request.target;
  const auto question = target.find('?');
  const auto query = question == std::string_view::npos ? "" : target.substr(question + 1);
  auto parts = split(target.substr(0, question), '/');
  parts.resize(4);
  const auto name = parts[1];
  const auto first = number(parts[2]);
  const std::chrono::milliseconds pause(number(parts[3]));
  if (name == "ok" || name == "redirected") return {Send{http_response(200, kOk)}};
  if (name == "echo") return echo(request);
  if (name == "status") {
    const std::string retry_after = query_value(query, "retry_after");
    return {Send{http_response(static_cast<std::int32_t>(first), kOk,
                               retry_after.empty() ? "" : "Retry-After: " + retry_after + "\r\n")}};
  }
  if (name == "delay") {
    return {Wait{std::chrono::milliseconds(first)}, Send{http_response(200, kOk)}};
  }
  if (name == "drip") {
    return {Send{head("Content-Length: " + std::to_string(first) + "\r\n")},
            Drip{std::string(first, '1'), 1, pause}};
  }
  if (name == "segments") return {Drip{http_response(200, kOk)}};
  if (name == "chunked") {
    return {Send{head("Transfer-Encoding: chunked\r\nTrailer: X-Last\r\n") +
                 "5\r\n{\"ok\"\r\n6\r\n:true}\r\n0\r\nX-Last: 1\r\n\r\n"}};
  }
  if (name == "gzip") {
    return {Send{http_response(200, gzip(kOk), "Content-Encoding: gzip\r\n")}};
  }
  if (name == "gzip-bomb") return gzip_bomb(first);
  if (name == "large") {
    return {Send{head("Content-Length: " + std::to_string(first) + "\r\n")}, Send{"1", first}};
  }
  if (name == "large-headers") return large_headers(first);
  if (name == "redirect") {
    return {Send{
        http_response(302, "{}", "Location: " + query_value(query, "to") + "/redirected\r\n")}};
  }
  return fault(name);
}

}  // namespace fieldcall::test
