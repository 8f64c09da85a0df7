// ends_with, find_first, find_last, replace, split, starts_with (JEP-14). Places are counted in
// code points. The empty string is found nowhere: find_* give null and replace() changes nothing.
#include <algorithm>
#include <limits>

#include "expression/jmespath/characters.hpp"
#include "expression/jmespath/evaluator.hpp"
#include "expression/jmespath/functions.hpp"
#include "expression/jmespath/text_search.hpp"

namespace fieldcall::expression::jmespath {

using json::Value;

namespace {

constexpr auto nowhere = std::string_view::npos;

// The argument as an integer; beyond 64 bits the nearest one. Fails with invalid-value otherwise.
std::optional<std::int64_t> integer_argument(const Call& call, std::size_t index) {
  const Value& number = call.arguments[index];
  if (const auto integer = number.as_int64()) return integer;
  const auto real = number.as_double();
  if (!real || *real >= 9.2e18) return std::numeric_limits<std::int64_t>::max();
  if (*real <= -9.2e18) return std::numeric_limits<std::int64_t>::min();
  call.evaluator.fail(call, "invalid-value",
                      "argument " + std::to_string(index + 1) + " of " +
                          std::string(signature_of(call.node.detail).name) +
                          "() must be an integer");
  return std::nullopt;
}

// How often to replace or split: without the argument as often as possible.
std::optional<std::int64_t> count_argument(const Call& call, std::size_t index) {
  if (call.arguments.size() <= index) return std::numeric_limits<std::int64_t>::max();
  const auto count = integer_argument(call, index);
  if (count && *count < 0) {
    call.evaluator.fail(call, "invalid-value",
                        "argument " + std::to_string(index + 1) + " of " +
                            std::string(signature_of(call.node.detail).name) +
                            "() must not be negative");
    return std::nullopt;
  }
  return count;
}

enum class Which : bool { first, last };

// Within [start, end) of the subject; places outside of it are moved to its ends.
Value find(const Call& call, Which which) {
  Workspace& work = call.evaluator.work();
  const std::string_view subject = call.arguments[0].as_string();
  const std::string_view wanted = call.arguments[1].as_string();
  std::int64_t start = 0;
  std::int64_t end = std::numeric_limits<std::int64_t>::max();
  if (call.arguments.size() > 2) start = integer_argument(call, 2).value_or(0);
  if (call.arguments.size() > 3) end = integer_argument(call, 3).value_or(0);
  if (work.failed() || wanted.empty() || !work.spend_text(subject.size())) return {};

  const auto offset_of = [&](std::int64_t place) {
    return character_offset(subject, static_cast<std::uint64_t>(std::max<std::int64_t>(place, 0)));
  };
  const std::size_t first = offset_of(start);
  const std::size_t last = offset_of(end);
  if (first >= last) return {};
  const std::string_view range = subject.substr(first, last - first);
  TextSearch search(wanted, work);
  const std::size_t found = which == Which::first ? search.find(range, 0) : search.find_last(range);
  if (found == nowhere) return {};
  return Value::integer(
      static_cast<std::int64_t>(count_characters(subject.substr(0, first + found))));
}

// Each character on its own; the last string holds what is left after `count` cuts.
Value split_characters(const Call& call, std::int64_t count) {
  Workspace& work = call.evaluator.work();
  std::string_view rest = call.arguments[0].as_string();
  const std::size_t mark = work.mark();
  if (!work.spend_steps(rest.size())) return {};
  while (!rest.empty()) {
    const std::size_t bytes = count > 0 ? character_bytes(rest[0]) : rest.size();
    work.push(Value::string(rest.substr(0, bytes)));
    rest.remove_prefix(bytes);
    --count;
  }
  return work.take_array(mark);
}

}  // namespace

Value run_starts_with(const Call& call) {
  return Value::boolean(call.arguments[0].as_string().starts_with(call.arguments[1].as_string()));
}

Value run_ends_with(const Call& call) {
  return Value::boolean(call.arguments[0].as_string().ends_with(call.arguments[1].as_string()));
}

Value run_find_first(const Call& call) {
  return find(call, Which::first);
}
Value run_find_last(const Call& call) {
  return find(call, Which::last);
}

Value run_replace(const Call& call) {
  Workspace& work = call.evaluator.work();
  const std::string_view subject = call.arguments[0].as_string();
  const std::string_view old_text = call.arguments[1].as_string();
  const std::string_view new_text = call.arguments[2].as_string();
  const auto count = count_argument(call, 3);
  if (!count || *count == 0 || old_text.empty()) return call.arguments[0];

  // Twice through the subject: first to know how long the result is.
  TextSearch search(old_text, work);
  std::size_t found_count = 0;
  for (std::size_t place = search.find(subject, 0);
       place != nowhere && static_cast<std::int64_t>(found_count) < *count;
       place = search.find(subject, place + old_text.size())) {
    ++found_count;
  }
  if (found_count == 0) return call.arguments[0];
  const std::size_t kept_bytes = subject.size() - found_count * old_text.size();
  const std::uint64_t bytes = kept_bytes + std::uint64_t{found_count} * new_text.size();
  char* const memory = work.make_text(bytes);
  if (memory == nullptr) return {};
  char* end = memory;
  std::size_t from = 0;
  for (std::size_t i = 0; i < found_count; ++i) {
    const std::size_t place = search.find(subject, from);
    if (work.failed()) return {};
    end = std::copy(subject.begin() + static_cast<std::ptrdiff_t>(from),
                    subject.begin() + static_cast<std::ptrdiff_t>(place), end);
    end = std::copy(new_text.begin(), new_text.end(), end);
    from = place + old_text.size();
  }
  end = std::copy(subject.begin() + static_cast<std::ptrdiff_t>(from), subject.end(), end);
  return Value::string({memory, static_cast<std::size_t>(end - memory)});
}

Value run_split(const Call& call) {
  Workspace& work = call.evaluator.work();
  const std::string_view subject = call.arguments[0].as_string();
  const std::string_view separator = call.arguments[1].as_string();
  const auto count = count_argument(call, 2);
  if (!count) return {};
  if (separator.empty()) return split_characters(call, *count);
  TextSearch search(separator, work);
  const std::size_t mark = work.mark();
  std::size_t from = 0;
  for (std::int64_t cuts = 0; cuts < *count; ++cuts) {
    const std::size_t place = search.find(subject, from);
    if (place == nowhere) break;
    work.push(Value::string(subject.substr(from, place - from)));
    from = place + separator.size();
  }
  work.push(Value::string(subject.substr(from)));
  return work.take_array(mark);
}

}  // namespace fieldcall::expression::jmespath
