#include "importing/names.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "text/ascii.hpp"
#include "text/percent.hpp"

namespace fieldcall::importing {
namespace {

constexpr std::size_t name_bytes_max = 48;
// Beyond it a segment with digits is no word of a language.
constexpr std::size_t word_bytes_max = 20;

// Words a mapping target cannot be.
constexpr std::array<std::string_view, 4> reserved_keys{"data", "constructor", "prototype",
                                                        "__proto__"};

bool is_version(std::string_view segment) {
  return segment.size() >= 2 && text::to_lower(segment.front()) == 'v' &&
         std::all_of(segment.begin() + 1, segment.end(),
                     [](char c) { return text::is_digit(c) || c == '.'; });
}

std::string host_word(const std::string& host) {
  std::string_view rest = host;
  const std::size_t last_dot = rest.rfind('.');
  if (last_dot == std::string_view::npos) return snake_case(rest);
  rest = rest.substr(0, last_dot);
  const std::size_t dot = rest.rfind('.');
  return snake_case(dot == std::string_view::npos ? rest : rest.substr(dot + 1));
}

}  // namespace

std::string snake_case(std::string_view text) {
  std::string name;
  for (std::size_t i = 0; i < text.size() && name.size() < name_bytes_max; ++i) {
    const char c = text[i];
    if (!text::is_alnum(c)) {
      if (!name.empty() && name.back() != '_') name.push_back('_');
      continue;
    }
    const bool begins_word =
        text::is_upper(c) && i > 0 &&
        (text::is_lower(text[i - 1]) || text::is_digit(text[i - 1]) ||
         (i + 1 < text.size() && text::is_upper(text[i - 1]) && text::is_lower(text[i + 1])));
    if (begins_word && !name.empty() && name.back() != '_') name.push_back('_');
    name.push_back(text::to_lower(c));
  }
  while (!name.empty() && name.back() == '_') name.pop_back();
  if (!name.empty() && text::is_digit(name.front())) name.insert(0, 1, '_');
  return name;
}

std::string field_key(std::string_view text, std::string_view otherwise) {
  std::string key = snake_case(text);
  if (key.empty()) key = otherwise;
  if (std::find(reserved_keys.begin(), reserved_keys.end(), key) != reserved_keys.end()) {
    key += "_answer";
  }
  return key;
}

std::string label(std::string_view key) {
  std::string words(key.substr(std::min(key.find_first_not_of('_'), key.size())));
  std::replace(words.begin(), words.end(), '_', ' ');
  if (!words.empty() && text::is_lower(words.front())) {
    words.front() = static_cast<char>(words.front() - ('a' - 'A'));
  }
  return words.empty() ? std::string(key) : words;
}

bool looks_like_an_id(std::string_view segment) {
  const auto digits = std::count_if(segment.begin(), segment.end(), text::is_digit);
  const auto size = static_cast<std::ptrdiff_t>(segment.size());
  const bool is_shouted = std::none_of(segment.begin(), segment.end(), text::is_lower) &&
                          std::any_of(segment.begin(), segment.end(), text::is_upper);
  return digits * 3 >= size || (digits > 0 && (segment.size() >= word_bytes_max || is_shouted)) ||
         segment.size() > 2 * word_bytes_max;
}

std::string key_from_url(const http::Url& url) {
  std::string key;
  std::string_view path = url.path;
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::string_view written = path.substr(0, path.find('/'));
    path.remove_prefix(written.size());
    const std::string segment = text::percent_decode(written.substr(0, written.find('.')));
    if (segment.empty() || is_version(segment) || looks_like_an_id(segment) ||
        segment.find('{') != std::string::npos) {
      continue;
    }
    if (std::string name = snake_case(segment); !name.empty()) key = std::move(name);
  }
  return field_key(key,
                   url.address ? std::string("answer") : field_key(host_word(url.host), "answer"));
}

std::string data_name(std::string_view name) {
  std::string step(name);
  for (char& c : step) {
    if (!text::is_alnum(c) && c != '_' && c != '-') c = '_';
  }
  return step.empty() ? "_" : step;
}

}  // namespace fieldcall::importing
