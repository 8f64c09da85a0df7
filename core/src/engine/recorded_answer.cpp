#include "engine/recorded_answer.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "config/script.hpp"
#include "json/arena.hpp"
#include "json/reader.hpp"
#include "text/ascii.hpp"

namespace fieldcall::engine {
namespace {

// A recorded answer holds the body's own depth and a few values besides.
constexpr json::ReadLimits read_limits{.depth_max = limits::json_envelope_depth_max,
                                       .nodes_max = limits::json_nodes_max * 2};

// curl prints one head for each redirect and each 100 Continue.
constexpr int heads_max = 10;

// `{"status": "OK", "results": []}` is what an API answered.
bool is_recorded(const json::Value& value) {
  constexpr std::array<std::string_view, 4> keys{"status", "headers", "body", "text"};
  const json::Value* status = value.find("status");
  return status != nullptr && status->is_number() &&
         std::all_of(value.members().begin(), value.members().end(),
                     [&keys](const json::Member& member) {
                       return std::find(keys.begin(), keys.end(), member.key) != keys.end();
                     });
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// "HTTP/2 404 Not Found": its status.
std::optional<std::int32_t> read_status_line(std::string_view line) {
  constexpr std::size_t digits = 3;
  if (!line.starts_with("HTTP/")) return std::nullopt;
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  line.remove_prefix(space + 1);
  const auto is_digit = [](char c) { return text::is_digit(c); };
  if (line.size() < digits || !std::all_of(line.begin(), line.begin() + digits, is_digit)) {
    return std::nullopt;
  }
  if (line.size() > digits && line[digits] != ' ') return std::nullopt;
  return (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
}

std::optional<HttpResponse> read_http(std::string_view text) {
  const std::optional<std::int32_t> status = read_status_line(take_line(text));
  if (!status) return std::nullopt;
  HttpResponse response;
  response.status = *status;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (line.empty()) break;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    response.headers.push_back(
        {std::string(line.substr(0, colon)), std::string(text::trim_ows(line.substr(colon + 1)))});
  }
  response.body = text;
  return response;
}

}  // namespace

RecordedAnswer read_recorded_answer(std::string_view text) {
  RecordedAnswer recorded;
  std::optional<HttpResponse> response = read_http(text);
  for (int count = 0; response && count < heads_max; ++count) {
    recorded.kind = "http";
    recorded.response = std::move(*response);
    response = read_http(recorded.response.body);
  }
  if (!recorded.kind.empty()) return recorded;
  json::Arena arena;
  const Result<json::Value> value = json::read(text, arena, read_limits);
  if (value && is_recorded(*value)) {
    recorded.kind = "recorded";
    recorded.response = config::read_answer(*value, "", arena, recorded.diagnostics).response;
    return recorded;
  }
  recorded.kind = value ? "json" : "text";
  recorded.response.status = 200;
  if (value) recorded.response.headers.push_back({"Content-Type", "application/json"});
  recorded.response.body = text;
  return recorded;
}

}  // namespace fieldcall::engine
