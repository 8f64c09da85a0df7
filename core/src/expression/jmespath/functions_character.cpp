// lower, upper, pad_left, pad_right, trim, trim_left, trim_right (JEP-14). They work on code
// points; white space and letter case are Unicode's.
#include <algorithm>
#include <limits>

#include "expression/jmespath/case_mapping.hpp"
#include "expression/jmespath/characters.hpp"
#include "expression/jmespath/evaluator.hpp"
#include "expression/jmespath/functions.hpp"

namespace fieldcall::expression::jmespath {

using json::Value;

namespace {

Value change_case(const Call& call, LetterCase wanted) {
  Workspace& work = call.evaluator.work();
  const std::string_view text = call.arguments[0].as_string();
  const std::size_t bytes = change_case(text, wanted, nullptr);
  char* const memory = work.make_text(bytes);
  if (memory == nullptr) return {};
  change_case(text, wanted, memory);
  return Value::string({memory, bytes});
}

enum class Side : bool { left, right };

// The width that is asked for, or nothing after a failure.
std::optional<std::uint64_t> pad_width(const Call& call) {
  const Value& width = call.arguments[1];
  const auto integer = width.as_int64();
  if (integer && *integer >= 0) return static_cast<std::uint64_t>(*integer);
  call.evaluator.fail(call, "invalid-value", "the width must be an integer, 0 or more");
  return std::nullopt;
}

Value pad(const Call& call, Side side) {
  Workspace& work = call.evaluator.work();
  const std::string_view text = call.arguments[0].as_string();
  const std::string_view filler = call.arguments.size() > 2 ? call.arguments[2].as_string() : " ";
  const auto width = pad_width(call);
  if (!width) return {};
  if (filler.empty() || character_bytes(filler[0]) != filler.size()) {
    return call.evaluator.fail(call, "invalid-value", "the padding must be one character");
  }
  if (!work.spend_text(text.size())) return {};
  const std::uint64_t length = count_characters(text);
  if (length >= *width) return call.arguments[0];
  const std::uint64_t missing = *width - length;
  if (missing > std::numeric_limits<std::uint32_t>::max() / 8) {
    return call.evaluator.fail(call, "budget", "the width is too large");
  }
  const auto fill_bytes = static_cast<std::size_t>(missing) * filler.size();
  char* const memory = work.make_text(text.size() + fill_bytes);
  if (memory == nullptr) return {};
  char* end = memory;
  if (side == Side::right) end = std::copy(text.begin(), text.end(), end);
  for (std::uint64_t i = 0; i < missing; ++i) end = std::copy(filler.begin(), filler.end(), end);
  if (side == Side::left) std::copy(text.begin(), text.end(), end);
  return Value::string({memory, text.size() + fill_bytes});
}

// The property White_Space of Unicode.
constexpr bool is_white_space(char32_t c) {
  return (c >= 0x09 && c <= 0x0d) || c == 0x20 || c == 0x85 || c == 0xa0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
         c == 0x3000;
}

// `set` is a set of characters; white space if it is empty.
bool is_in_set(std::string_view character, std::string_view set) {
  if (set.empty()) return is_white_space(text::decode_utf8(character).code_point);
  return set.find(character) != std::string_view::npos;
}

Value trim(const Call& call, bool at_left, bool at_right) {
  std::string_view text = call.arguments[0].as_string();
  const std::string_view set = call.arguments.size() > 1 ? call.arguments[1].as_string() : "";
  // Each character may be looked for in all of the set.
  const std::uint64_t cost = text.size() / 8 * (1 + set.size() / 8);
  if (!call.evaluator.work().spend_steps(cost)) return {};
  while (at_left && !text.empty()) {
    const std::string_view first = text.substr(0, character_bytes(text[0]));
    if (!is_in_set(first, set)) break;
    text.remove_prefix(first.size());
  }
  while (at_right && !text.empty()) {
    const std::string_view last = text.substr(move_characters(text, text.size(), -1));
    if (!is_in_set(last, set)) break;
    text.remove_suffix(last.size());
  }
  return Value::string(text);
}

}  // namespace

Value run_lower(const Call& call) {
  return change_case(call, LetterCase::lower);
}
Value run_upper(const Call& call) {
  return change_case(call, LetterCase::upper);
}

Value run_pad_left(const Call& call) {
  return pad(call, Side::left);
}
Value run_pad_right(const Call& call) {
  return pad(call, Side::right);
}

Value run_trim(const Call& call) {
  return trim(call, true, true);
}
Value run_trim_left(const Call& call) {
  return trim(call, true, false);
}
Value run_trim_right(const Call& call) {
  return trim(call, false, true);
}

}  // namespace fieldcall::expression::jmespath
