// Structured field values: lists and dictionaries of items with parameters.
//
//   list        "default";q=100;w=10, "daily";q=1000;w=86400
//   dictionary  limit=100, remaining=50, reset=5
//
// All item types are read; only those that somebody here looks at keep their value. Inner lists are
// checked and kept without their items. A malformed value is refused as a whole, as the RFC asks;
// so is one with more than limits::structured_members_max members or structured_parameters_max
// parameters of one.
// Source: RFC 9651 (which obsoletes RFC 8941).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fieldcall::http {

struct BareItem {
  enum class Kind : std::uint8_t {
    integer,
    decimal,
    string,
    token,
    bytes,
    boolean,
    date,
    display_string,
    inner_list
  };
  Kind kind = Kind::boolean;
  std::int64_t integer = 0;  // integer, date; boolean: 0 or 1
  std::string text;          // string (unescaped) and token
};

struct StructuredMember {
  struct Parameter {
    std::string key;
    BareItem value;
  };
  std::string key;  // dictionaries only
  BareItem item;
  std::vector<Parameter> parameters;  // of equal keys the last is left

  // Nothing if there is no such parameter, or it is no integer.
  [[nodiscard]] std::optional<std::int64_t> integer_parameter(std::string_view name) const;
  [[nodiscard]] const BareItem* parameter(std::string_view name) const;
};

// `value`: all lines of the field joined by ",". An empty list has no members.
std::optional<std::vector<StructuredMember>> parse_structured_list(std::string_view value);

// Of equal keys the last is left.
std::optional<std::vector<StructuredMember>> parse_structured_dictionary(std::string_view value);

}  // namespace fieldcall::http
