// The strings of a JSON text that are more than plain ASCII: UTF-8 is checked, escapes are decoded.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "json/arena.hpp"

namespace fieldcall::json {

// Why a string was refused. All texts are literals.
struct StringProblem {
  std::string_view code;
  std::string_view message;
  std::string_view fix;
  const char* place = nullptr;
};

class StringReader {
 public:
  explicit StringReader(Arena& arena) : arena_(arena) {}

  // Reads the string whose opening quote is just before `cursor` and moves behind its closing
  // quote. Without escapes `out` is a view into the text, else into the arena. False: see
  // problem().
  bool read(const char*& cursor, const char* end, std::string_view& out);

  [[nodiscard]] const StringProblem& problem() const { return problem_; }

 private:
  bool skip_run();
  bool read_escape();
  bool read_unicode_escape(const char* start);
  bool read_hex4(const char* start, std::uint32_t& unit);
  bool fail(const StringProblem& problem);
  [[nodiscard]] std::string_view rest() const {
    return {cursor_, static_cast<std::size_t>(end_ - cursor_)};
  }

  Arena& arena_;
  const char* cursor_ = nullptr;
  const char* end_ = nullptr;
  std::string decoded_;  // kept, so that its memory serves the next string too
  StringProblem problem_;
};

}  // namespace fieldcall::json
