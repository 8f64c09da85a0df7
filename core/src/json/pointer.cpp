#include "json/pointer.hpp"

#include "json/arena.hpp"
#include "json/reader.hpp"
#include "text/ascii.hpp"

namespace fieldcall::json {
namespace {

// Takes the first token off `pointer` and decodes it. `pointer` begins with "/".
std::string take_token(std::string_view& pointer) {
  pointer.remove_prefix(1);
  const std::string_view token = pointer.substr(0, pointer.find('/'));
  pointer.remove_prefix(token.size());
  std::string decoded;
  for (std::size_t index = 0; index < token.size(); ++index) {
    const std::string_view pair = token.substr(index, 2);
    if (pair == "~0" || pair == "~1") {
      decoded += pair == "~0" ? '~' : '/';
      ++index;
    } else {
      decoded += token[index];
    }
  }
  return decoded;
}

// An array index as RFC 6901 writes it: no sign, no leading zero.
std::optional<std::uint32_t> parse_index(std::string_view token) {
  constexpr std::size_t digits_max = 9;
  if (token.empty() || token.size() > digits_max || (token.size() > 1 && token[0] == '0')) {
    return {};
  }
  std::uint32_t index = 0;
  for (const char c : token) {
    if (!text::is_digit(c)) return {};
    index = index * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return index;
}

// Moves over JSON text that was accepted before. On other text it finds nothing or something wrong,
// but it never leaves the text.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {
    if (text_.starts_with("\xEF\xBB\xBF")) offset_ = 3;
    skip_space();
  }

  [[nodiscard]] std::size_t offset() const { return offset_; }
  [[nodiscard]] char peek() const { return offset_ < text_.size() ? text_[offset_] : '\0'; }

  // Takes `c` and the space behind it.
  bool take(char c) {
    if (peek() != c) return false;
    ++offset_;
    skip_space();
    return true;
  }

  // The source of a string with its quotes.
  std::string_view take_string() {
    const std::size_t start = offset_;
    skip_string();
    skip_space();
    std::string_view source = text_.substr(start, offset_ - start);
    return source.substr(0, source.find_last_of('"') + 1);
  }

  void skip_value() {
    std::size_t depth = 0;
    do {
      const char c = peek();
      if (c == '"') {
        skip_string();
      } else if (c == '[' || c == '{') {
        ++depth;
        ++offset_;
      } else if (c == ']' || c == '}') {
        --depth;
        ++offset_;
      } else if (is_scalar_character(c)) {
        while (is_scalar_character(peek())) ++offset_;
      } else {
        ++offset_;  // "," and ":"
      }
      skip_space();
    } while (depth > 0 && offset_ < text_.size());
  }

  void move_to(std::size_t offset) { offset_ = offset; }

 private:
  static bool is_scalar_character(char c) {
    return text::is_alnum(c) || c == '-' || c == '+' || c == '.';
  }

  void skip_space() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') ++offset_;
  }

  void skip_string() {
    ++offset_;
    while (offset_ < text_.size() && text_[offset_] != '"') {
      offset_ += text_[offset_] == '\\' ? 2U : 1U;
    }
    if (offset_ < text_.size()) ++offset_;
    if (offset_ > text_.size()) offset_ = text_.size();
  }

  std::string_view text_;
  std::size_t offset_ = 0;
};

bool is_key(std::string_view source, std::string_view key) {
  if (source.find('\\') == std::string_view::npos) {
    return source.size() >= 2 && source.substr(1, source.size() - 2) == key;
  }
  Arena arena;
  const Result<Value> decoded = read(source, arena);
  return decoded.ok() && decoded->as_string() == key;
}

// Both move the scanner from a container to the value inside, and say where its key or it begins.
std::optional<std::size_t> enter_member(Scanner& scanner, std::string_view key) {
  scanner.take('{');
  std::optional<std::size_t> key_offset;
  std::size_t value_offset = 0;
  while (scanner.peek() == '"') {
    const std::size_t start = scanner.offset();
    const bool matches = is_key(scanner.take_string(), key);
    scanner.take(':');
    if (matches) {  // the last one wins
      key_offset = start;
      value_offset = scanner.offset();
    }
    scanner.skip_value();
    if (!scanner.take(',')) break;
  }
  if (key_offset) scanner.move_to(value_offset);
  return key_offset;
}

std::optional<std::size_t> enter_item(Scanner& scanner, std::string_view token) {
  const auto index = parse_index(token);
  if (!index) return {};
  scanner.take('[');
  if (scanner.peek() == ']') return {};
  for (std::uint32_t skipped = 0; skipped < *index; ++skipped) {
    scanner.skip_value();
    if (!scanner.take(',')) return {};
  }
  return scanner.offset();
}

}  // namespace

std::string pointer_join(std::string_view base, std::string_view token) {
  std::string pointer(base);
  pointer += '/';
  for (const char c : token) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
  return pointer;
}

std::string pointer_join(std::string_view base, std::size_t index) {
  return pointer_join(base, std::string_view(std::to_string(index)));
}

const Value* pointer_find(const Value& root, std::string_view pointer) {
  const Value* value = &root;
  while (!pointer.empty()) {
    if (pointer.front() != '/') return nullptr;
    const std::string token = take_token(pointer);
    if (value->is_array()) {
      const auto index = parse_index(token);
      if (!index || *index >= value->size()) return nullptr;
      value = &value->items()[*index];
    } else {
      value = value->find(token);
      if (value == nullptr) return nullptr;
    }
  }
  return value;
}

std::optional<std::size_t> pointer_offset(std::string_view text, std::string_view pointer,
                                          bool at_key) {
  Scanner scanner(text);
  std::optional<std::size_t> key_offset;
  while (!pointer.empty()) {
    if (pointer.front() != '/') return {};
    const std::string token = take_token(pointer);
    if (scanner.peek() == '{') {
      key_offset = enter_member(scanner, token);
    } else if (scanner.peek() == '[') {
      key_offset = enter_item(scanner, token);
    } else {
      return {};
    }
    if (!key_offset) return {};
  }
  return at_key && key_offset ? *key_offset : scanner.offset();
}

}  // namespace fieldcall::json
