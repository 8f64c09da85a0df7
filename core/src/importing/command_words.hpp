// A command line taken apart into words, as a POSIX shell does it, or cmd.exe.
//
// Nothing is expanded: variables and command substitutions stay in the words as they are written.
// Sources: POSIX.1-2017, Shell Command Language, 2.2 and 2.3; Bash manual, 3.1.2.4 ($'...').
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "importing/remarks.hpp"

namespace fieldcall::importing {

struct CommandWord {
  std::string text;
  std::uint32_t offset = 0;  // of its first byte in the command line
};

struct CommandWords {
  std::vector<CommandWord> words;
  std::vector<std::string> variables;  // names of $VARIABLES that the shell would replace
  bool has_substitution = false;       // $(...) or `...`
};

// "line 2, character 5", for an offset.
std::string place_in(std::string_view command_line, std::size_t offset);

// The words of the first command; what a shell does with the rest of the line is noted.
// Problem codes: "shell_syntax", "several_commands", "too_large".
CommandWords read_shell_words(std::string_view command_line, Remarks& remarks);

// True if carets continue the lines or stand before quotes, as in a browser's "copy as cURL (cmd)".
bool is_cmd_line(std::string_view command_line);
CommandWords read_cmd_words(std::string_view command_line, Remarks& remarks);

}  // namespace fieldcall::importing
