#include "importing/secret_drawer.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "fieldcall/limits.hpp"
#include "http/headers.hpp"
#include "importing/literal_text.hpp"
#include "importing/names.hpp"
#include "text/ascii.hpp"

namespace fieldcall::importing {
namespace {

// Beside what http::is_sensitive_name knows. Lower case, without separators.
constexpr std::array<std::string_view, 4> more_secret_words{"pass", "passcode", "pw", "appid"};

constexpr std::array<std::string_view, 18> key_prefixes{
    "sk_live_",    "sk_test_", "rk_live_", "rk_test_", "sk-",   "ghp_",   "gho_", "ghu_", "ghs_",
    "github_pat_", "glpat-",   "xoxb-",    "xoxp-",    "xapp-", "shpat_", "SG.",  "AKIA", "AIza"};
constexpr std::size_t issued_key_bytes_min = 16;

// "$TOKEN", "${TOKEN}" and "%TOKEN%" -> "TOKEN".
std::string_view shell_variable(std::string_view value) {
  if (value.size() > 2 && value.front() == '%' && value.back() == '%') {
    value = value.substr(1, value.size() - 2);
  } else if (value.size() > 3 && value.starts_with("${") && value.back() == '}') {
    value = value.substr(2, value.size() - 3);
  } else if (value.size() > 1 && value.front() == '$') {
    value.remove_prefix(1);
  } else {
    return {};
  }
  const bool is_name =
      std::all_of(value.begin(), value.end(), [](char c) { return text::is_alnum(c) || c == '_'; });
  return is_name && !text::is_digit(value.front()) ? value : std::string_view{};
}

// Found again elsewhere in a request it is the same credential and no coincidence, as an example's
// "password" or "YOUR_API_KEY" would be.
bool is_distinctive(std::string_view value) {
  return value.size() >= limits::scrubbed_secret_bytes_min &&
         std::any_of(value.begin(), value.end(), text::is_digit) &&
         std::any_of(value.begin(), value.end(), text::is_alpha);
}

}  // namespace

bool is_secret_name(std::string_view name) {
  if (http::is_sensitive_name(name)) return true;
  std::string plain;
  for (const char c : name) {
    if (text::is_alnum(c)) plain.push_back(text::to_lower(c));
  }
  return std::find(more_secret_words.begin(), more_secret_words.end(), plain) !=
         more_secret_words.end();
}

bool is_issued_key(std::string_view value) {
  if (value.size() < issued_key_bytes_min || value.find_first_of(" \t\r\n") != value.npos) {
    return false;
  }
  if (value.starts_with("eyJ")) return std::count(value.begin(), value.end(), '.') == 2;
  return std::any_of(key_prefixes.begin(), key_prefixes.end(),
                     [value](std::string_view prefix) { return value.starts_with(prefix); });
}

std::string SecretDrawer::take(std::string_view value, std::string_view suggested,
                               std::string found_in) {
  for (const Taken& taken : taken_) {
    if (taken.was_shown && taken.value == value) return taken.placeholder;
  }
  const std::string_view variable = shell_variable(value);
  return add(snake_case(variable.empty() ? suggested : variable), {.name = {},
                                                                   .placeholder = {},
                                                                   .value = std::string(value),
                                                                   .found_in = std::move(found_in),
                                                                   .was_shown = true});
}

std::string SecretDrawer::need(std::string_view suggested, std::string what_for) {
  return add(snake_case(suggested), {.name = {},
                                     .placeholder = {},
                                     .value = {},
                                     .found_in = std::move(what_for),
                                     .was_shown = false});
}

std::string SecretDrawer::add(std::string name, Taken taken) {
  if (taken_.size() >= limits::import_secrets_max) {
    has_too_many_ = true;
    return taken_.back().placeholder;
  }
  if (name.starts_with("x_")) name.erase(0, 2);
  taken.name = free_name(name.empty() ? "secret" : std::move(name));
  taken.placeholder = "{secret." + taken.name + "}";
  taken_.push_back(std::move(taken));
  return taken_.back().placeholder;
}

std::string SecretDrawer::free_name(std::string name) const {
  const auto is_used = [this](const std::string& candidate) {
    return std::any_of(taken_.begin(), taken_.end(),
                       [&candidate](const Taken& taken) { return taken.name == candidate; });
  };
  if (!is_used(name)) return name;
  int number = 2;
  while (is_used(name + "_" + std::to_string(number))) ++number;
  return name + "_" + std::to_string(number);
}

std::string SecretDrawer::write(std::string_view text) const {
  // Where each value stands next; looked for again only when it is behind us.
  std::vector<std::size_t> next(taken_.size(), 0);
  std::vector<TextPiece> pieces;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t begin = text.size();
    const Taken* found = nullptr;
    for (std::size_t i = 0; i < taken_.size(); ++i) {
      const std::string& value = taken_[i].value;
      if (!is_distinctive(value)) continue;
      if (next[i] <= at) next[i] = std::min(text.find(value, at), text.size());
      const bool is_longer = found != nullptr && value.size() > found->value.size();
      if (next[i] < begin || (next[i] == begin && is_longer)) {
        begin = next[i];
        found = &taken_[i];
      }
    }
    if (begin > at) pieces.push_back({text.substr(at, begin - at), false});
    if (found == nullptr) break;
    pieces.push_back({found->placeholder, true});
    at = begin + found->value.size();
  }
  return compose_template(pieces);
}

bool SecretDrawer::holds_value(std::string_view text) const {
  return std::any_of(taken_.begin(), taken_.end(), [text](const Taken& taken) {
    return is_distinctive(taken.value) && text.find(taken.value) != std::string_view::npos;
  });
}

std::vector<ImportedSecret> SecretDrawer::secrets(std::string_view origin) const {
  std::vector<ImportedSecret> secrets;
  for (const Taken& taken : taken_) {
    secrets.push_back({taken.name, taken.found_in, std::string(origin)});
  }
  return secrets;
}

void SecretDrawer::add_notes(Remarks& remarks) const {
  for (const Taken& taken : taken_) {
    remarks.note(taken.was_shown ? "secret_moved" : "secret_needed",
                 taken.was_shown
                     ? "the value of " + taken.found_in + " is not kept: the field says " +
                           taken.placeholder + " there"
                     : "the field needs " + taken.found_in + " as " + taken.placeholder,
                 "store it as the workspace secret \"" + taken.name + "\"");
  }
  if (has_too_many_) {
    remarks.problem("too_large",
                    "there are more than " + std::to_string(limits::import_secrets_max) +
                        " credentials in this request",
                    "write the field by hand");
  }
}

}  // namespace fieldcall::importing
