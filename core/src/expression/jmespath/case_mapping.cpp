#include "expression/jmespath/case_mapping.hpp"

#include "text/ascii.hpp"

namespace fieldcall::expression::jmespath {

std::size_t change_case(std::string_view text, LetterCase wanted, char* out) {
  if (out == nullptr) return text.size();
  for (const char c : text) {
    const bool is_upper = wanted == LetterCase::upper;
    *out++ = is_upper && text::is_lower(c) ? static_cast<char>(c - ('a' - 'A'))
             : is_upper                    ? c
                                           : text::to_lower(c);
  }
  return text.size();
}

}  // namespace fieldcall::expression::jmespath
