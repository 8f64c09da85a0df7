#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "fieldcall/limits.hpp"
#include "importing/command_words.hpp"
#include "json/reader.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace fieldcall::importing {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

// Ends of words and commands outside quotes.
bool is_operator(char c) {
  return c == '|' || c == '&' || c == ';' || c == '<' || c == '>' || c == '(' || c == ')';
}

class ShellReader {
 public:
  ShellReader(std::string_view line, Remarks& remarks) : line_(line), remarks_(remarks) {}

  CommandWords run() {
    while (!is_done_ && remarks_.problems.empty()) {
      skip_blanks();
      if (at_end()) break;
      const char c = peek();
      if (c == '\n') {
        end_line();
      } else if (c == '#') {
        while (!at_end() && peek() != '\n') ++at_;
      } else if (is_operator(c)) {
        stop_at_operator();
      } else if (out_.words.size() >= limits::import_words_max) {
        remarks_.problem("too_large", "the command has too many words", "", place_in(line_, at_));
      } else {
        read_word();
      }
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool at_end() const { return at_ >= line_.size(); }
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < line_.size() ? line_[at_ + ahead] : '\0';
  }

  // A backslash and the end of its line; 0 = there is none.
  [[nodiscard]] std::size_t continuation_bytes() const {
    if (peek() != '\\') return 0;
    if (peek(1) == '\n') return 2;
    return peek(1) == '\r' && peek(2) == '\n' ? 3 : 0;
  }

  void skip_blanks() {
    while (!at_end()) {
      if (is_blank(peek())) {
        ++at_;
      } else if (const std::size_t bytes = continuation_bytes(); bytes > 0) {
        at_ += bytes;
      } else {
        return;
      }
    }
  }

  // A flag on the next line belongs here: people lose the backslashes when they copy.
  void end_line() {
    while (!at_end() && (is_blank(peek()) || peek() == '\n')) ++at_;
    if (at_end() || out_.words.empty() || peek() == '#') return;
    if (peek() == '-') {
      remarks_.note("adjusted",
                    "the line before this one does not end with a backslash; this line is read as "
                    "a part of the same command",
                    "", place_in(line_, at_));
      return;
    }
    remarks_.problem("several_commands", "a second command or a stray text begins here",
                     "import one command at a time; end each line of it but the last with a "
                     "backslash",
                     place_in(line_, at_));
  }

  void stop_at_operator() {
    const std::string place = place_in(line_, at_);
    const char c = peek();
    const char next = peek(1);
    if (c == '&' && next != '&' && !is_blank(next) && next != '\n' && next != '>' && next != '\0') {
      remarks_.problem("shell_syntax", "a shell ends the command at this &",
                       "put quotes around the url or the data that holds it", place);
    } else if (c == '(' || c == ')') {
      remarks_.problem("shell_syntax", "a parenthesis outside of quotes means something else here",
                       "put quotes around the value that holds it", place);
    } else if (c == '<' || c == '>') {
      redirect(place);
    } else if (!out_.words.empty()) {
      remarks_.note("left_out", "what follows the command on this line is left out", "", place);
      is_done_ = true;
    } else {
      ++at_;
    }
  }

  // > file, 2>&1, < file: nothing of it is a part of the request.
  void redirect(const std::string& place) {
    const std::size_t descriptor_end = descriptor_end_;
    while (peek() == '<' || peek() == '>' || peek() == '&') ++at_;
    skip_blanks();
    if (at_end() || peek() == '\n' || is_operator(peek())) {
      remarks_.problem("shell_syntax", "a file name must follow here", "", place);
      return;
    }
    read_word();
    if (!out_.words.empty()) out_.words.pop_back();
    drop_descriptor(descriptor_end);
    remarks_.note("left_out", "the redirection to or from a file is left out", "", place);
  }

  // The 2 of "2>".
  void drop_descriptor(std::size_t end) {
    if (out_.words.empty() || end == 0) return;
    const CommandWord& last = out_.words.back();
    const bool is_digit = last.text.size() == 1 && text::is_digit(last.text.front());
    if (is_digit && last.offset + 1 == end) out_.words.pop_back();
  }

  void read_word() {
    word_ = {{}, static_cast<std::uint32_t>(at_)};
    while (!at_end() && !is_blank(peek()) && peek() != '\n' && !is_operator(peek())) {
      if (const std::size_t bytes = continuation_bytes(); bytes > 0) {
        at_ += bytes;
      } else if (!read_part()) {
        return;
      }
    }
    descriptor_end_ = peek() == '>' ? at_ : 0;
    out_.words.push_back(std::move(word_));
  }

  // One quoted stretch, escape, expansion or character; false after a problem.
  bool read_part() {
    switch (peek()) {
      case '\'':
        return single_quoted();
      case '"':
        return double_quoted();
      case '\\':
        ++at_;
        if (!at_end()) word_.text.push_back(line_[at_++]);
        return true;
      case '$':
        if (peek(1) == '\'') return ansi_quoted();
        if (peek(1) == '"') {
          ++at_;
          return double_quoted();
        }
        return expansion();
      case '`':
        return substitution('`');
      default:
        word_.text.push_back(line_[at_++]);
        return true;
    }
  }

  bool unclosed(std::size_t begin, std::string_view what) {
    remarks_.problem("shell_syntax", std::string(what) + " is never closed",
                     "write '\\'' for an apostrophe inside single quotes, \\\" for a quote inside "
                     "double quotes",
                     place_in(line_, begin));
    at_ = line_.size();
    return false;
  }

  bool single_quoted() {
    const std::size_t begin = at_++;
    const std::size_t end = line_.find('\'', at_);
    if (end == std::string_view::npos) return unclosed(begin, "this single quote");
    word_.text += line_.substr(at_, end - at_);
    at_ = end + 1;
    return true;
  }

  bool double_quoted() {
    const std::size_t begin = at_++;
    while (!at_end()) {
      const char c = peek();
      if (c == '"') {
        ++at_;
        return true;
      }
      if (const std::size_t bytes = continuation_bytes(); bytes > 0) {
        at_ += bytes;
      } else if (c == '\\' && std::string_view("$`\"\\").find(peek(1)) != std::string_view::npos &&
                 at_ + 1 < line_.size()) {
        word_.text.push_back(peek(1));
        at_ += 2;
      } else if (c == '$') {
        if (!expansion()) return false;
      } else if (c == '`') {
        if (!substitution('`')) return false;
      } else {
        word_.text.push_back(c);
        ++at_;
      }
    }
    return unclosed(begin, "this double quote");
  }

  // $VAR, ${VAR} and $(...) stay as they are written.
  bool expansion() {
    const std::size_t begin = at_++;
    if (peek() == '(') {
      at_ = begin;
      return substitution(')');
    }
    const bool has_brace = peek() == '{';
    if (has_brace) ++at_;
    const std::size_t name_begin = at_;
    while (!at_end() && (text::is_alnum(peek()) || peek() == '_')) ++at_;
    const std::string_view name = line_.substr(name_begin, at_ - name_begin);
    if (has_brace) at_ = std::min(line_.find('}', at_), line_.size() - 1) + 1;
    word_.text += line_.substr(begin, at_ - begin);
    const bool is_known =
        std::find(out_.variables.begin(), out_.variables.end(), name) != out_.variables.end();
    if (!name.empty() && !text::is_digit(name.front()) && !is_known &&
        out_.variables.size() < limits::import_remarks_max) {
      out_.variables.emplace_back(name);
    }
    return true;
  }

  bool substitution(char close) {
    const std::size_t begin = at_;
    std::size_t depth = 0;
    for (++at_; !at_end(); ++at_) {
      if (close == ')' && peek() == '(') ++depth;
      if (peek() != close) continue;
      if (close == ')' && depth > 1) {
        --depth;
        continue;
      }
      ++at_;
      word_.text += line_.substr(begin, at_ - begin);
      out_.has_substitution = true;
      return true;
    }
    return unclosed(begin, close == ')' ? "this $(" : "this backquote");
  }

  // ---- $'...' ----

  bool ansi_quoted() {
    const std::size_t begin = at_;
    at_ += 2;
    while (!at_end()) {
      const char c = line_[at_++];
      if (c == '\'') return true;
      if (c == '\\' && !at_end()) {
        ansi_escape();
      } else {
        word_.text.push_back(c);
      }
    }
    return unclosed(begin, "this $' quote");
  }

  void ansi_escape() {
    constexpr std::string_view letters = "abeEfnrtv\\'\"?";
    constexpr std::string_view meanings = "\a\b\x1b\x1b\f\n\r\t\v\\'\"?";
    const char c = line_[at_++];
    if (const std::size_t index = letters.find(c); index != std::string_view::npos) {
      word_.text.push_back(meanings[index]);
    } else if (c == 'x') {
      append_byte(digits(16, 2), 'x');
    } else if (c >= '0' && c <= '7') {
      --at_;
      append_byte(digits(8, 3), c);
    } else if (c == 'u' || c == 'U') {
      append_code_point(c);
    } else {
      word_.text.push_back('\\');
      word_.text.push_back(c);
    }
  }

  std::optional<std::uint32_t> digits(std::uint32_t base, std::size_t count_max) {
    std::uint32_t value = 0;
    std::size_t count = 0;
    for (; count < count_max && !at_end(); ++count, ++at_) {
      const int digit = text::hex_value(peek());
      if (digit < 0 || static_cast<std::uint32_t>(digit) >= base) break;
      value = value * base + static_cast<std::uint32_t>(digit);
    }
    return count == 0 ? std::nullopt : std::optional(value);
  }

  void append_byte(std::optional<std::uint32_t> value, char letter) {
    if (value) {
      word_.text.push_back(static_cast<char>(*value & 0xFF));
    } else {
      word_.text.push_back('\\');
      word_.text.push_back(letter);
    }
  }

  // Browsers write UTF-16, so two escapes may be one character.
  void append_code_point(char letter) {
    auto value = digits(16, letter == 'u' ? 4 : 8);
    const bool is_high = value && *value >= 0xD800 && *value < 0xDC00;
    if (is_high && peek() == '\\' && peek(1) == 'u') {
      at_ += 2;
      const auto low = digits(16, 4);
      const bool fits = low && *low >= 0xDC00 && *low < 0xE000;
      value = fits ? 0x10000 + ((*value - 0xD800) << 10) + (*low - 0xDC00) : 0xFFFD;
    }
    if (!value) {
      append_byte(std::nullopt, letter);
      return;
    }
    const bool is_scalar = *value <= 0x10FFFF && (*value < 0xD800 || *value > 0xDFFF);
    text::append_utf8(is_scalar ? static_cast<char32_t>(*value) : U'\uFFFD', word_.text);
  }

  std::string_view line_;
  Remarks& remarks_;
  std::size_t at_ = 0;
  std::size_t descriptor_end_ = 0;
  CommandWord word_;
  CommandWords out_;
  bool is_done_ = false;
};

}  // namespace

std::string place_in(std::string_view command_line, std::size_t offset) {
  const json::TextPosition position = json::position_at(command_line, offset);
  const std::string character = "character " + std::to_string(position.column);
  if (command_line.find('\n') == std::string_view::npos) return character;
  return "line " + std::to_string(position.line) + ", " + character;
}

CommandWords read_shell_words(std::string_view command_line, Remarks& remarks) {
  return ShellReader(command_line, remarks).run();
}

}  // namespace fieldcall::importing
