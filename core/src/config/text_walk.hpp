// Places of values in a JSON text, for diagnostics: JSON Pointer <-> line and column.
//
// The reader keeps no offsets, because answers and case data never need them. A configuration is
// walked again instead, and only if there is something to report.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fieldcall/diagnostic.hpp"
#include "json/arena.hpp"

namespace fieldcall::config {

// Visits every value in the order of the text. Precondition: the reader accepted the text.
class TextWalk {
 public:
  explicit TextWalk(std::string_view text) : text_(text) {}

  // To the next value, the root first; false behind the last one.
  bool next();

  [[nodiscard]] const std::string& pointer() const { return pointer_; }
  [[nodiscard]] std::size_t value_offset() const { return value_offset_; }
  // Of the member's key; of the value for items and the root.
  [[nodiscard]] std::size_t key_offset() const { return key_offset_; }

 private:
  struct Level {
    bool is_object = false;
    std::uint32_t items_count = 0;
    std::size_t pointer_bytes = 0;  // of the array's or object's own pointer
  };
  [[nodiscard]] char current() const;
  void skip_space();
  void skip_string();
  void leave_value();
  void read_element();

  std::string_view text_;
  std::size_t position_ = 0;
  std::size_t value_offset_ = 0;
  std::size_t key_offset_ = 0;
  std::string pointer_;
  std::vector<Level> levels_;
  json::Arena arena_;
  bool has_started_ = false;
};

// The pointers of the members whose keys start at `key_offsets`, in the order of the text.
std::vector<std::string> pointers_at(std::string_view text,
                                     std::span<const std::uint32_t> key_offsets);

// Sets line and column of each and sorts them by place. A pointer to a value that is not there
// (a missing key) gets the place of the nearest object around it; an offset into a string is
// followed into the string.
void place_diagnostics(std::string_view text, std::vector<Diagnostic>& diagnostics);

}  // namespace fieldcall::config
