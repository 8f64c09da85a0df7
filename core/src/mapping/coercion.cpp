#include "mapping/coercion.hpp"

#include <optional>
#include <string_view>

#include "fieldcall/limits.hpp"
#include "json/number.hpp"
#include "json/writer.hpp"
#include "mapping/date_text.hpp"
#include "text/utf8.hpp"

namespace fieldcall::mapping {
namespace {

using Kind = Coerced::Kind;

Coerced as_it_was(const json::Value& value) {
  return {Kind::as_it_was, value, {}};
}

Coerced converted(const json::Value& value) {
  return {Kind::converted, value, {}};
}

Coerced refused(std::string_view hint = {}) {
  return {Kind::refused, {}, std::string(hint)};
}

Coerced keep_if(bool fits, const json::Value& value, std::string_view hint = {}) {
  return fits ? as_it_was(value) : refused(hint);
}

// Text that is a JSON number of a bearable length.
bool holds_number(std::string_view text) {
  return text.size() <= limits::json_number_chars_max && json::is_number_text(text);
}

bool has_fraction_or_exponent(std::string_view digits) {
  return digits.find_first_of(".eE") != std::string_view::npos;
}

Coerced to_string(const json::Value& value, json::Arena& arena) {
  switch (value.type()) {
    case json::Type::string:
      return as_it_was(value);
    case json::Type::number:
      return converted(json::Value::string(arena.copy(std::string_view(value.number_text()))));
    case json::Type::boolean:
      return converted(json::Value::string(value.as_boolean() ? "true" : "false"));
    default:
      return refused("map one of its members or items, or join them: join(', ', names)");
  }
}

Coerced to_integer(const json::Value& value) {
  const bool is_text = value.is_string();
  const std::string digits = is_text ? std::string(value.as_string()) : value.number_text();
  if (!(is_text ? holds_number(digits) : value.is_number())) return refused();
  const std::optional<std::int64_t> integer = json::parse_int64(digits);
  if (!integer) {
    return refused(has_fraction_or_exponent(digits)
                       ? "it is no whole number of 64 bits: use \"type\": \"number\" or \"string\""
                       : "it is beyond 64 bits: use \"type\": \"string\", which keeps its digits");
  }
  if (!is_text && !has_fraction_or_exponent(digits)) return as_it_was(value);
  return converted(json::Value::integer(*integer));
}

Coerced to_number(const json::Value& value) {
  constexpr std::string_view hint = "use \"type\": \"string\", which keeps its digits";
  if (value.is_number()) return keep_if(value.as_double().has_value(), value, hint);
  if (!value.is_string() || !holds_number(value.as_string())) return refused();
  if (!json::parse_double(value.as_string())) return refused(hint);
  return converted(json::Value::number(value.as_string()));
}

Coerced to_boolean(const json::Value& value) {
  if (value.is_boolean()) return as_it_was(value);
  if (value.as_string() == "true") return converted(json::Value::boolean(true));
  if (value.as_string() == "false") return converted(json::Value::boolean(false));
  return refused("compare it with what means yes: path == 'Y'");
}

Coerced to_date(const json::Value& value) {
  return keep_if(is_date(value.as_string()), value,
                 normal_datetime(value.as_string())
                     ? "it has a time of day: use \"type\": \"datetime\""
                     : "a date is written YYYY-MM-DD");
}

Coerced to_datetime(const json::Value& value, json::Arena& arena) {
  const std::optional<std::string> normal = normal_datetime(value.as_string());
  if (!normal) {
    return refused(is_date(value.as_string()) ? "it has no time of day: use \"type\": \"date\""
                                              : "a datetime is written YYYY-MM-DDThh:mm:ssZ");
  }
  if (*normal == value.as_string()) return as_it_was(value);
  return converted(json::Value::string(arena.copy(std::string_view(*normal))));
}

}  // namespace

Coerced coerce(const json::Value& value, TargetType type, json::Arena& arena) {
  switch (type) {
    case TargetType::any:
      break;
    case TargetType::string:
      return to_string(value, arena);
    case TargetType::integer:
      return to_integer(value);
    case TargetType::number:
      return to_number(value);
    case TargetType::boolean:
      return to_boolean(value);
    case TargetType::date:
      return to_date(value);
    case TargetType::datetime:
      return to_datetime(value, arena);
    case TargetType::object:
      return keep_if(value.is_object(), value);
    case TargetType::array:
      return keep_if(value.is_array(), value, "to make a list of one, write [path]");
  }
  return as_it_was(value);
}

std::string describe(const json::Value& value) {
  constexpr std::size_t shown_bytes_max = 40;
  switch (value.type()) {
    case json::Type::null:
      return "null";
    case json::Type::boolean:
      return value.as_boolean() ? "true" : "false";
    case json::Type::number: {
      const std::string digits = value.number_text();
      return "the number " + digits.substr(0, shown_bytes_max) +
             (digits.size() > shown_bytes_max ? "..." : "");
    }
    case json::Type::string: {
      std::string text = "the text ";
      const std::string_view shown = text::truncate_utf8(value.as_string(), shown_bytes_max);
      json::write_string(shown, text);
      return text + (shown.size() < value.as_string().size() ? "..." : "");
    }
    case json::Type::array:
      return "an array";
    case json::Type::object:
      return "an object";
  }
  return {};
}

std::string_view describe(TargetType type) {
  switch (type) {
    case TargetType::any:
      return "a value";
    case TargetType::string:
      return "a text";
    case TargetType::integer:
      return "an integer";
    case TargetType::number:
      return "a number";
    case TargetType::boolean:
      return "true or false";
    case TargetType::date:
      return "a date";
    case TargetType::datetime:
      return "a datetime";
    case TargetType::object:
      return "an object";
    case TargetType::array:
      return "an array";
  }
  return {};
}

}  // namespace fieldcall::mapping
