#include "http/structured_field.hpp"

#include <algorithm>
#include <utility>

#include "fieldcall/limits.hpp"
#include "text/ascii.hpp"

namespace fieldcall::http {
namespace {

using Kind = BareItem::Kind;
using Parameter = StructuredMember::Parameter;

constexpr std::string_view key_characters = "_-.*";
// RFC 9110 tchar without the alphanumerics, and the two that tokens have in addition.
constexpr std::string_view token_characters = "!#$%&'*+-.^_`|~:/";

bool is_key_character(char c) {
  return text::is_lower(c) || text::is_digit(c) || key_characters.find(c) != std::string_view::npos;
}

bool is_token_character(char c) {
  return text::is_alnum(c) || token_characters.find(c) != std::string_view::npos;
}

bool is_base64_character(char c) {
  return text::is_alnum(c) || c == '+' || c == '/' || c == '=';
}

bool is_visible(char c) {
  return c >= 0x20 && c < 0x7f;
}

// Reads from the front of `rest_`; false = malformed, and everything is over.
class Reader {
 public:
  explicit Reader(std::string_view value) : rest_(value) {}

  bool list(std::vector<StructuredMember>& members) {
    return each([&] {
      StructuredMember member;
      if (!item_or_inner_list(member)) return false;
      members.push_back(std::move(member));
      return members.size() <= limits::structured_members_max;
    });
  }

  bool dictionary(std::vector<StructuredMember>& members) {
    return each([&] {
      StructuredMember member;
      if (!key(member.key)) return false;
      if (take('=')) {
        if (!item_or_inner_list(member)) return false;
      } else {
        member.item = truth(1);
        if (!parameters(member.parameters)) return false;
      }
      const auto same = std::find_if(members.begin(), members.end(),
                                     [&](const auto& known) { return known.key == member.key; });
      if (same == members.end()) {
        members.push_back(std::move(member));
      } else {
        *same = std::move(member);
      }
      return members.size() <= limits::structured_members_max;
    });
  }

 private:
  static BareItem truth(std::int64_t value) {
    return {.kind = Kind::boolean, .integer = value, .text = {}};
  }

  template <class Member>
  bool each(Member member) {
    skip_spaces();
    if (rest_.empty()) return true;
    while (true) {
      if (!member()) return false;
      skip_white_space();
      if (rest_.empty()) return true;
      if (!take(',')) return false;
      skip_white_space();
      if (rest_.empty()) return false;
    }
  }

  bool item_or_inner_list(StructuredMember& member) {
    if (take('(')) {
      member.item.kind = Kind::inner_list;
      if (!inner_items()) return false;
    } else if (!bare_item(member.item)) {
      return false;
    }
    return parameters(member.parameters);
  }

  bool inner_items() {
    while (true) {
      skip_spaces();
      if (take(')')) return true;
      StructuredMember ignored;
      if (!bare_item(ignored.item) || !parameters(ignored.parameters)) return false;
      if (rest_.empty() || (rest_.front() != ' ' && rest_.front() != ')')) return false;
    }
  }

  bool parameters(std::vector<Parameter>& parameters) {
    while (take(';')) {
      skip_spaces();
      Parameter parameter{.key = {}, .value = truth(1)};
      if (!key(parameter.key)) return false;
      if (take('=') && !bare_item(parameter.value)) return false;
      std::erase_if(parameters, [&](const Parameter& known) { return known.key == parameter.key; });
      parameters.push_back(std::move(parameter));
      if (parameters.size() > limits::structured_parameters_max) return false;
    }
    return true;
  }

  bool key(std::string& key) {
    if (rest_.empty() || !(text::is_lower(rest_.front()) || rest_.front() == '*')) return false;
    key = take_while(is_key_character);
    return true;
  }

  bool bare_item(BareItem& item) {
    item = {};
    if (rest_.empty()) return false;
    const char first = rest_.front();
    if (first == '-' || text::is_digit(first)) return number(item);
    if (take('"')) return string(item);
    if (take(':')) return bytes(item);
    if (take('?')) return boolean(item);
    if (take('@')) return date(item);
    if (take('%')) return display_string(item);
    if (!text::is_alpha(first) && first != '*') return false;
    item.kind = Kind::token;
    item.text = take_while(is_token_character);
    return true;
  }

  // At most 15 digits, or 12 and "." and 3: the RFC's ranges.
  bool number(BareItem& item) {
    const bool is_negative = take('-');
    const std::string_view whole = take_while(text::is_digit);
    if (whole.empty() || whole.size() > 15) return false;
    item.kind = Kind::integer;
    if (take('.')) {
      const std::string_view fraction = take_while(text::is_digit);
      if (whole.size() > 12 || fraction.empty() || fraction.size() > 3) return false;
      item.kind = Kind::decimal;
    }
    for (const char c : whole) item.integer = item.integer * 10 + (c - '0');
    if (is_negative) item.integer = -item.integer;
    return true;
  }

  bool string(BareItem& item) {
    item.kind = Kind::string;
    while (!rest_.empty()) {
      char c = take_any();
      if (c == '"') return true;
      if (c == '\\') {
        if (rest_.empty()) return false;
        c = take_any();
        if (c != '"' && c != '\\') return false;
      } else if (!is_visible(c)) {
        return false;
      }
      item.text.push_back(c);
    }
    return false;
  }

  bool bytes(BareItem& item) {
    item.kind = Kind::bytes;
    take_while(is_base64_character);
    return take(':');
  }

  bool boolean(BareItem& item) {
    if (rest_.empty() || (rest_.front() != '0' && rest_.front() != '1')) return false;
    item = truth(take_any() - '0');
    return true;
  }

  bool date(BareItem& item) {
    if (!number(item) || item.kind != Kind::integer) return false;
    item.kind = Kind::date;
    return true;
  }

  bool display_string(BareItem& item) {
    item.kind = Kind::display_string;
    if (!take('"')) return false;
    take_while([](char c) { return is_visible(c) && c != '"'; });
    return take('"');
  }

  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  char take_any() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }

  template <class Predicate>
  std::string_view take_while(Predicate fits) {
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), fits);
    const auto taken = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
    rest_.remove_prefix(taken.size());
    return taken;
  }

  void skip_spaces() {
    take_while([](char c) { return c == ' '; });
  }
  void skip_white_space() {
    take_while([](char c) { return c == ' ' || c == '\t'; });
  }

  std::string_view rest_;
};

}  // namespace

const BareItem* StructuredMember::parameter(std::string_view name) const {
  const auto found = std::find_if(parameters.begin(), parameters.end(),
                                  [name](const Parameter& known) { return known.key == name; });
  return found == parameters.end() ? nullptr : &found->value;
}

std::optional<std::int64_t> StructuredMember::integer_parameter(std::string_view name) const {
  const BareItem* value = parameter(name);
  if (value == nullptr || value->kind != Kind::integer) return std::nullopt;
  return value->integer;
}

std::optional<std::vector<StructuredMember>> parse_structured_list(std::string_view value) {
  std::vector<StructuredMember> members;
  if (!Reader(value).list(members)) return std::nullopt;
  return members;
}

std::optional<std::vector<StructuredMember>> parse_structured_dictionary(std::string_view value) {
  std::vector<StructuredMember> members;
  if (!Reader(value).dictionary(members)) return std::nullopt;
  return members;
}

}  // namespace fieldcall::http
