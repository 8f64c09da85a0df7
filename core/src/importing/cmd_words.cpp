// cmd.exe and the C library behind it, in two passes: carets first, then quotes and backslashes.
// Source: Microsoft, "Parsing C command-line arguments".
#include <cstddef>
#include <utility>

#include "fieldcall/limits.hpp"
#include "importing/command_words.hpp"

namespace fieldcall::importing {
namespace {

// What the program gets, and where each byte of it stood.
struct Unescaped {
  std::string text;
  std::vector<std::uint32_t> offsets;
};

Unescaped without_carets(std::string_view line) {
  Unescaped out;
  bool is_quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '^' && !is_quoted && i + 1 < line.size()) {
      ++i;
      if (line[i] == '\r' && i + 1 < line.size() && line[i + 1] == '\n') ++i;
      if (line[i] == '\n') {
        // The first character of the next line stands for itself: an empty line is a line feed.
        if (i + 1 < line.size() && line[i + 1] == '\r') ++i;
        if (i + 1 >= line.size() || line[i + 1] != '\n') continue;
        ++i;
      }
    } else if (line[i] == '"') {
      is_quoted = !is_quoted;
    }
    out.text.push_back(line[i]);
    out.offsets.push_back(static_cast<std::uint32_t>(i));
  }
  return out;
}

class ArgumentReader {
 public:
  ArgumentReader(std::string_view line, const Unescaped& unescaped, Remarks& remarks)
      : line_(line), text_(unescaped.text), offsets_(unescaped.offsets), remarks_(remarks) {}

  CommandWords run() {
    CommandWords out;
    while (true) {
      at_ = text_.find_first_not_of(" \t\r\n", at_);
      if (at_ == std::string_view::npos) return out;
      if (out.words.size() >= limits::import_words_max) {
        remarks_.problem("too_large", "the command has too many words");
        return out;
      }
      const std::uint32_t offset = offsets_[at_];
      out.words.push_back({word(), offset});
      if (!is_quoted_) continue;
      remarks_.problem("shell_syntax", "a quote in this word is never closed",
                       "write \\\" for a quote inside quotes", place_in(line_, offset));
      return out;
    }
  }

 private:
  std::string word() {
    std::string word;
    is_quoted_ = false;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\\') {
        backslashes(word);
      } else if (c == '"' && is_quoted_ && at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        word.push_back('"');
        ++at_;
      } else if (c == '"') {
        is_quoted_ = !is_quoted_;
      } else if (!is_quoted_ && (c == ' ' || c == '\t' || c == '\r' || c == '\n')) {
        break;
      } else {
        word.push_back(c);
      }
    }
    return word;
  }

  // 2n before a quote are n, 2n+1 are n and the quote itself; others are themselves.
  void backslashes(std::string& word) {
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] == '\\') ++at_;
    const std::size_t count = at_ - begin;
    const bool is_before_quote = at_ < text_.size() && text_[at_] == '"';
    word.append(is_before_quote ? count / 2 : count, '\\');
    if (is_before_quote && count % 2 == 1) {
      word.push_back('"');
    } else {
      --at_;
    }
  }

  std::string_view line_;
  std::string_view text_;
  const std::vector<std::uint32_t>& offsets_;
  Remarks& remarks_;
  std::size_t at_ = 0;
  bool is_quoted_ = false;
};

}  // namespace

bool is_cmd_line(std::string_view command_line) {
  // cmd.exe knows double quotes only.
  const std::size_t quote = command_line.find_first_of("'\"");
  if (quote != std::string_view::npos && command_line[quote] == '\'') return false;
  for (std::size_t caret = command_line.find('^'); caret != std::string_view::npos;
       caret = command_line.find('^', caret + 1)) {
    const std::string_view next = command_line.substr(caret + 1, 2);
    if (next == "\r\n" || next.substr(0, 1) == "\n" || next.substr(0, 1) == "\"") return true;
  }
  return false;
}

CommandWords read_cmd_words(std::string_view command_line, Remarks& remarks) {
  const Unescaped unescaped = without_carets(command_line);
  return ArgumentReader(command_line, unescaped, remarks).run();
}

}  // namespace fieldcall::importing
