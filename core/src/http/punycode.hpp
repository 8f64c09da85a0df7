// The ASCII spelling of a Unicode host label: what to suggest to somebody who wrote one.
//
// Only for suggestions: nothing is looked up under the result before a person has accepted it.
// Source: RFC 3492. Of the mapping before it (UTS 46) only lower case in the scripts where it is a
// rule of arithmetic is done; a label that needs more gets no suggestion.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fieldcall::http {

// "xn--bcher-kva" for "B\u00fccher"; an ASCII label as it is, in lower case. Nothing for ill-formed
// UTF-8, for characters that a mapping would replace, for a label that is encoded already, and when
// the result is over 63 bytes.
std::optional<std::string> label_to_ascii(std::string_view label);

}  // namespace fieldcall::http
