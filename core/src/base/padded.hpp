// Numbers of a fixed width, as dates and times are written.
//
// Not std::snprintf: its formatting of every kind of number costs the browser build 10 KB.
#pragma once

#include <cstdint>
#include <string>

namespace fieldcall::base {

// Appends the decimal digits of `number` after as many zeros as make `width` characters of it, its
// sign among them. A longer number is written whole.
void append_padded(std::int64_t number, std::size_t width, std::string& out);

}  // namespace fieldcall::base
