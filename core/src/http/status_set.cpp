#include "http/status_set.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "json/number.hpp"
#include "text/ascii.hpp"

namespace fieldcall::http {
namespace {

std::optional<std::int32_t> read_status(std::string_view text) {
  text = text::trim_ows(text);
  if (text.size() != 3 || !std::all_of(text.begin(), text.end(), text::is_digit)) return {};
  const auto status = json::parse_int64(text);
  if (!status || *status < 100 || *status > 599) return {};
  return static_cast<std::int32_t>(*status);
}

Error not_a_status(std::string_view text) {
  return {"invalid_status_set", "\"" + std::string(text) + "\" is not an HTTP status",
          "write a status from 100 to 599, or a range such as \"500-599\"", 0};
}

// A status or a range: "404", "500-599".
Result<StatusRange> read_range(std::string_view text) {
  const auto dash = text.find('-');
  const auto first = read_status(text.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : read_status(text.substr(dash + 1));
  if (!first || !last) return not_a_status(text);
  if (*last < *first) {
    return Error{"invalid_status_set",
                 "the range \"" + std::string(text) + "\" ends before it begins",
                 "write the smaller status first", 0};
  }
  return StatusRange{*first, *last};
}

Result<StatusRange> read_item(const json::Value& value) {
  if (value.is_string()) return read_range(value.as_string());
  if (value.is_number()) return read_range(value.number_text());
  return Error{"invalid_status_set", "a status is a number or a text",
               "write 404, \"404\" or \"500-599\"", 0};
}

}  // namespace

bool StatusSet::contains(std::int32_t status) const {
  return std::any_of(ranges.begin(), ranges.end(), [status](const StatusRange& range) {
    return status >= range.first && status <= range.last;
  });
}

Result<StatusSet> read_status_set(const json::Value& value) {
  StatusSet set;
  const std::span<const json::Value> items =
      value.is_array() ? value.items() : std::span<const json::Value>{&value, 1};
  for (const json::Value& item : items) {
    Result<StatusRange> range = read_item(item);
    if (!range) return std::move(range).error();
    set.ranges.push_back(*range);
  }
  return set;
}

}  // namespace fieldcall::http
