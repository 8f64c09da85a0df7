// Colour for people, none for pipes: only on a terminal, and never with NO_COLOR set.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "fieldcall/result.hpp"

namespace fieldcall::cli {

enum class Colour { red, green, yellow, cyan, dim, bold };

bool is_terminal(std::FILE* stream);

// Whether `stream` gets colours: a terminal, NO_COLOR empty or unset, TERM not "dumb".
bool has_colours(std::FILE* stream);

// `text` in `colour` if stdout has colours. Control characters of the text are made visible, so
// that an answer cannot steer the terminal.
std::string paint(Colour colour, std::string_view text);

// Control characters other than line feed as \xNN.
std::string printable(std::string_view text);

// `text` with spaces up to `columns`; counts code points.
std::string padded(std::string_view text, std::size_t columns);

// One clear line on stderr: "fieldcall: MESSAGE".
void complain(std::string_view message);

// The same, and "  fix: ..." below it if there is one.
void complain(const Error& error);

}  // namespace fieldcall::cli
