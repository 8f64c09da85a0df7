// A JSON text with its values: what owns both. Movable; its values stay where they are.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "json/arena.hpp"
#include "json/reader.hpp"
#include "json/value.hpp"

namespace fieldcall::json {

class Document {
 public:
  Document() = default;  // null

  // Takes the text over. Errors as in reader.hpp.
  static Result<Document> parse(std::string text, const ReadLimits& limits = {},
                                std::vector<DuplicateKey>* duplicates = nullptr);

  [[nodiscard]] const Value& root() const { return root_; }
  [[nodiscard]] std::string_view text() const {
    // Not `? "" : *text_`: that would make a temporary std::string.
    return text_ == nullptr ? std::string_view{} : std::string_view(*text_);
  }
  // For values that belong to this document and are made later (computed, converted).
  [[nodiscard]] Arena& arena() { return arena_; }

 private:
  std::unique_ptr<const std::string> text_;  // on the heap: a moved std::string may change place
  Arena arena_;
  Value root_;
};

// A copy of `value`, all of it in `arena`. Iterative.
Value deep_copy(const Value& value, Arena& arena);

}  // namespace fieldcall::json
