#include "policy/cron_field.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "text/ascii.hpp"
#include "text/suggest.hpp"

namespace fieldcall::policy {
namespace {

using text::is_alpha;
using text::is_digit;

// Reads the items of one field from left to right.
class FieldParser {
 public:
  FieldParser(std::string_view text, std::uint32_t offset, const CronFieldRule& rule)
      : text_(text), offset_(offset), rule_(rule) {}

  Result<CronField> parse() {
    if (rule_.is_day && text_ == "?") {
      add_range(rule_.min, rule_.max, 1);
      field_.is_bare = true;
      return field_;
    }
    field_.is_bare = text_ == "*";
    do {
      if (!parse_item()) return *error_;
    } while (take(','));
    if (position_ != text_.size()) return unexpected();
    return field_;
  }

 private:
  [[nodiscard]] char peek() const { return position_ < text_.size() ? text_[position_] : '\0'; }

  bool take(char c) {
    if (position_ >= text_.size() || text_[position_] != c) return false;
    ++position_;
    return true;
  }

  bool fail(std::size_t position, std::string message, std::string fix = {}) {
    error_ = Error{"invalid_cron", std::move(message), std::move(fix),
                   offset_ + static_cast<std::uint32_t>(position)};
    return false;
  }

  [[nodiscard]] std::string noun() const { return std::string(rule_.noun); }

  [[nodiscard]] std::string range_text() const {
    std::string range = std::to_string(rule_.min) + " to " + std::to_string(rule_.max);
    if (rule_.wraps) range += ", and 7 for Sunday";
    return range;
  }

  [[nodiscard]] std::string allowed_text() const {
    std::string allowed = "write " + range_text();
    if (!rule_.names.empty()) {
      allowed +=
          ", or " + std::string(rule_.names.front()) + " to " + std::string(rule_.names.back());
    }
    return allowed;
  }

  bool parse_item() {
    const std::size_t start = position_;
    std::uint32_t first = rule_.min;
    std::uint32_t last = rule_.max;
    const bool is_star = take('*');
    bool is_open = is_star;  // a step goes on to the end
    if (!is_star) {
      const auto value = parse_value();
      if (!value) return false;
      first = *value;
      last = first;
      is_open = peek() != '-';
      if (take('-') && !parse_range_end(start, first, last)) return false;
    }
    std::uint32_t step = 1;
    if (take('/')) {
      if (!parse_step(step)) return false;
      if (is_open) last = std::max(first, rule_.max);
    }
    field_.has_star = field_.has_star || is_star;
    add_range(first, last, step);
    return true;
  }

  bool parse_range_end(std::size_t start, std::uint32_t first, std::uint32_t& last) {
    const bool is_name = is_alpha(peek());
    const auto value = parse_value();
    if (!value) return false;
    last = *value;
    // FRI-SUN: as a name, Sunday is the end of the week as well as its start.
    if (rule_.wraps && is_name && last == rule_.min && first > last) last = rule_.max + 1;
    if (first <= last) return true;
    const std::string written(text_.substr(start, position_ - start));
    const std::string from = std::to_string(first);
    const std::string fix = rule_.wraps && last == rule_.min
                                ? "write " + from + "-" + std::to_string(rule_.max + 1)
                                : "write " + from + "-" + std::to_string(rule_.max) + "," +
                                      std::to_string(rule_.min) + "-" + std::to_string(last);
    return fail(start, "the range " + written + " runs backwards", fix);
  }

  bool parse_step(std::uint32_t& step) {
    const std::size_t start = position_;
    const std::uint32_t most = rule_.max - rule_.min + 1;
    if (!is_digit(peek())) {
      return fail(start, "a number is missing behind \"/\"", "write a step: \"*/5\"");
    }
    step = parse_number();
    if (step >= 1 && step <= most) return true;
    return fail(start,
                "the step " + std::string(text_.substr(start, position_ - start)) + " of the " +
                    noun() + " is not 1 to " + std::to_string(most),
                step == 0 ? "leave the step out" : "a step does not reach into the next field");
  }

  // Numbers that are too large for any field stay too large.
  std::uint32_t parse_number() {
    std::uint32_t number = 0;
    while (is_digit(peek())) {
      number = std::min(number * 10 + static_cast<std::uint32_t>(peek() - '0'), 100'000U);
      ++position_;
    }
    return number;
  }

  std::optional<std::uint32_t> parse_value() {
    const std::size_t start = position_;
    if (is_alpha(peek())) return parse_name();
    if (!is_digit(peek())) {
      unexpected();
      return std::nullopt;
    }
    const std::uint32_t number = parse_number();
    const std::uint32_t last = rule_.wraps ? rule_.max + 1 : rule_.max;
    if (number < rule_.min || number > last) {
      const std::string written(text_.substr(start, position_ - start));
      const bool is_midnight = rule_.noun == "hour" && number == 24;
      fail(start, written + " is no " + noun() + ": it is " + range_text(),
           is_midnight ? "write 0 for midnight" : allowed_text());
      return std::nullopt;
    }
    return number;
  }

  std::optional<std::uint32_t> parse_name() {
    const std::size_t start = position_;
    while (is_alpha(peek())) ++position_;
    const std::string_view word = text_.substr(start, position_ - start);
    for (std::size_t i = 0; i < rule_.names.size(); ++i) {
      if (text::equals_ignoring_case(word, rule_.names[i])) {
        return rule_.min + static_cast<std::uint32_t>(i);
      }
    }
    const bool is_special = text::equals_ignoring_case(word, "L") ||
                            text::equals_ignoring_case(word, "W") ||
                            text::equals_ignoring_case(word, "LW");
    const std::string near = text::did_you_mean(word, rule_.names);
    fail(start,
         is_special ? "L, W and # are not a part of five-field cron"
                    : "\"" + std::string(word) + "\" is no " + noun(),
         near.empty() ? allowed_text() : near);
    return std::nullopt;
  }

  // What stands where an item should begin, go on or end.
  Error unexpected() {
    const char c = peek();
    if (c == '\0' || c == ',') {
      fail(position_, "an entry is missing in the " + noun(),
           position_ == text_.size() ? "remove what stands in front of it" : "remove the comma");
    } else if (c == '#' || c == 'L' || c == 'W' || c == 'l' || c == 'w') {
      fail(position_, "L, W and # are not a part of five-field cron", allowed_text());
    } else if (c == '?') {
      fail(position_, "\"?\" may only stand alone, as the day of month or the day of week",
           "write \"*\"");
    } else {
      const bool is_printable = c > ' ' && c < '\x7f';
      fail(position_,
           is_printable ? "\"" + std::string(1, c) + "\" is not expected in the " + noun()
                        : "a character that cannot stand in the " + noun(),
           allowed_text());
    }
    return *error_;
  }

  void add_range(std::uint32_t first, std::uint32_t last, std::uint32_t step) {
    for (std::uint32_t number = first; number <= last; number += step) {
      field_.numbers |= std::uint64_t{1} << (number > rule_.max ? rule_.min : number);
    }
  }

  std::string_view text_;
  std::uint32_t offset_;
  const CronFieldRule& rule_;
  std::size_t position_ = 0;
  CronField field_;
  std::optional<Error> error_;
};

}  // namespace

Result<CronField> parse_cron_field(std::string_view text, std::uint32_t offset,
                                   const CronFieldRule& rule) {
  return FieldParser(text, offset, rule).parse();
}

}  // namespace fieldcall::policy
