// The characters of a query: blanks, names, literals. Everything below the grammar of segments and
// filters (RFC 9535, appendix A).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fieldcall/result.hpp"

namespace fieldcall::expression::jsonpath {

class Scanner {
 public:
  // `source` is UTF-8. Decoded text is written to `texts`, which gets room for all of it at once:
  // views of it stay valid.
  Scanner(std::string_view source, std::vector<char>& texts) : source_(source), texts_(texts) {
    texts_.reserve(source.size());
  }

  [[nodiscard]] std::size_t place() const { return place_; }
  void go_back(std::size_t place) { place_ = place; }
  [[nodiscard]] bool at_end() const { return place_ == source_.size(); }
  // "\0" at the end: no character that a query may contain.
  [[nodiscard]] char peek() const { return at_end() ? '\0' : source_[place_]; }
  [[nodiscard]] bool looking_at(std::string_view text) const {
    return source_.substr(place_).starts_with(text);
  }
  bool take(char wanted) { return take(std::string_view(&wanted, 1)); }
  bool take(std::string_view wanted);
  void skip_blanks();
  // Skips blanks and takes `wanted`; without it, nothing is skipped.
  bool take_after_blanks(std::string_view wanted);

  // string-literal, at its quote; decoded.
  std::string_view take_string();
  // member-name-shorthand; empty if there is none.
  std::string_view take_member_name();
  // The letters, digits and "_" of a function name, true, false or null.
  std::string_view take_word();
  // int, within the exact range of I-JSON.
  std::int64_t take_integer();
  [[nodiscard]] bool at_integer() const;
  // number; its digits as they are written.
  std::string_view take_number();

  // The first error stands. Without a place, it is here.
  void fail(std::string_view message, std::string_view fix = {});
  void fail_at(std::size_t place, std::string_view code, std::string_view message,
               std::string_view fix = {});
  // "expected WHAT, found ..."
  void fail_expected(std::string_view what, std::string_view fix = {});
  [[nodiscard]] bool failed() const { return error_.has_value(); }
  [[nodiscard]] Error take_error() { return *std::move(error_); }

 private:
  void take_escape(char quote);
  std::optional<char32_t> take_hex4();
  std::optional<char32_t> take_unicode_escape();
  std::string_view keep(std::string_view text);

  std::string_view source_;
  std::vector<char>& texts_;
  std::size_t place_ = 0;
  std::optional<Error> error_;
};

}  // namespace fieldcall::expression::jsonpath
