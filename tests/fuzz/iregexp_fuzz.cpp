// I-Regexp: a pattern, a line feed, a text. Matching ends within length of the text x length of
// the program, and what matches as a whole is found as a part.
#include <cstdint>
#include <string_view>

#include "expression/iregexp/regexp.hpp"
#include "fieldcall/check.hpp"
#include "text/utf8.hpp"

namespace {

using fieldcall::expression::iregexp::Regexp;
using fieldcall::expression::iregexp::Scope;

bool matches(const Regexp& regexp, std::string_view text, Scope scope) {
  Regexp::Scratch scratch;
  const std::uint64_t most = (text.size() + 1) * (regexp.instruction_count() + 1);
  std::uint64_t operations_left = most;
  const auto found = regexp.matches(text, scope, scratch, operations_left);
  FIELDCALL_CHECK(found.has_value());
  // Memory used before, and one operation too few.
  const std::uint64_t used = most - operations_left;
  std::uint64_t just_enough = used;
  FIELDCALL_CHECK(regexp.matches(text, scope, scratch, just_enough) == found);
  std::uint64_t too_few = used - 1;
  FIELDCALL_CHECK(!regexp.matches(text, scope, scratch, too_few));
  return *found;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  if (!fieldcall::text::is_utf8(input)) return 0;
  const std::size_t end = input.find('\n');
  const std::string_view pattern = input.substr(0, end);
  const std::string_view text = end == std::string_view::npos ? "" : input.substr(end + 1);
  const auto regexp = Regexp::compile(pattern);
  if (!regexp) {
    FIELDCALL_CHECK(regexp.error().code == "syntax" || regexp.error().code == "budget");
    FIELDCALL_CHECK(regexp.error().offset <= pattern.size());
    return 0;
  }
  if (matches(*regexp, text, Scope::whole))
    FIELDCALL_CHECK(matches(*regexp, text, Scope::anywhere));
  static_cast<void>(matches(*regexp, text, Scope::anywhere));
  return 0;
}
