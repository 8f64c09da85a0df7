#include "json/reader.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <utility>

#include "json/duplicate_keys.hpp"
#include "json/number.hpp"
#include "json/plain_text.hpp"
#include "json/string_reader.hpp"
#include "text/ascii.hpp"

namespace fieldcall::json {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

constexpr std::string_view a_value = "a value";

// What people write who think of JavaScript, Python or YAML.
std::string_view advice(std::string_view wanted, char found) {
  if (found == '\'') return "write strings in double quotes";
  if (found == '/' || found == '#') return "remove the comment: JSON has none";
  if (wanted != a_value) return "";
  if (found == 'T' || found == 'F') return "write true and false in lower case";
  if (found == 'N' || found == 'u') return "write null";
  return "";
}

class Reader {
 public:
  Reader(std::string_view text, Arena& arena, const ReadLimits& limits,
         std::vector<DuplicateKey>* duplicates)
      : begin_(text.data()),
        cursor_(text.data()),
        end_(text.data() + text.size()),
        arena_(arena),
        limits_(limits),
        duplicates_(duplicates),
        strings_(arena) {
    limits_.depth_max = std::min(limits_.depth_max, limits::json_envelope_depth_max);
  }

  Result<Value> read();

 private:
  // An open array or object. Its values are those of pending_ from `first` on.
  struct Frame {
    std::uint32_t first = 0;
    bool is_object = false;
  };

  bool read_text();
  bool read_value(bool& complete);
  bool read_separator(bool& complete);
  bool read_end();
  bool open(bool is_object, bool& complete);
  void close();
  bool read_key(std::string_view wanted);
  bool read_word(std::string_view word, Value value);
  bool read_number();
  bool read_string(std::string_view& out);

  void skip_space() {
    while (cursor_ != end_ &&
           (*cursor_ == ' ' || *cursor_ == '\n' || *cursor_ == '\r' || *cursor_ == '\t')) {
      ++cursor_;
    }
  }
  [[nodiscard]] bool at(char c) const { return cursor_ != end_ && *cursor_ == c; }
  [[nodiscard]] std::string_view rest() const {
    return {cursor_, static_cast<std::size_t>(end_ - cursor_)};
  }
  // The value that is being read: its container, or the root, has made room for it.
  Value& slot() { return pending_.back().value; }

  // All return false, so that a caller can say so at once.
  bool fail(std::string_view code, std::string message, std::string_view fix = "");
  bool fail_expected(std::string_view wanted);

  const char* begin_;
  const char* cursor_;
  const char* end_;
  Arena& arena_;
  ReadLimits limits_;
  std::vector<DuplicateKey>* duplicates_;
  std::vector<PendingValue> pending_;
  std::array<Frame, limits::json_envelope_depth_max> frames_;
  std::uint32_t depth_ = 0;
  std::uint32_t nodes_ = 0;
  StringReader strings_;
  Error error_;
};

Result<Value> Reader::read() {
  // Room for what most answers need at once.
  pending_.reserve(64);
  if (!read_text()) return std::move(error_);
  return slot();
}

bool Reader::read_text() {
  if (rest().starts_with(byte_order_mark)) cursor_ += byte_order_mark.size();
  pending_.emplace_back();
  while (true) {
    bool complete = false;
    if (!read_value(complete)) return false;
    while (complete) {
      if (depth_ == 0) return read_end();
      if (!read_separator(complete)) return false;
    }
  }
}

// Fills the slot, or opens a container and makes the slot of its first value: then the value is not
// complete.
bool Reader::read_value(bool& complete) {
  skip_space();
  if (cursor_ == end_) return fail_expected(a_value);
  if (nodes_ == limits_.nodes_max) {
    return fail("json_nodes",
                "there are more than " + std::to_string(limits_.nodes_max) + " values");
  }
  ++nodes_;
  complete = true;
  switch (*cursor_) {
    case '{':
      return open(true, complete);
    case '[':
      return open(false, complete);
    case '"': {
      std::string_view string;
      if (!read_string(string)) return false;
      slot() = Value::string(string);
      return true;
    }
    case 't':
      return read_word("true", Value::boolean(true));
    case 'f':
      return read_word("false", Value::boolean(false));
    case 'n':
      return read_word("null", Value{});
    default:
      return read_number();
  }
}

// Behind a value: a comma makes the slot of the next one, a bracket completes the container.
bool Reader::read_separator(bool& complete) {
  skip_space();
  const bool is_object = frames_[depth_ - 1].is_object;
  if (at(is_object ? '}' : ']')) {
    ++cursor_;
    close();
    return true;
  }
  if (!at(',')) {
    return fail_expected(is_object ? R"("," or "}" after an object member)"
                                   : R"("," or "]" after an array item)");
  }
  ++cursor_;
  complete = false;
  if (is_object) return read_key("a key in double quotes after \",\"");
  pending_.emplace_back();
  return true;
}

bool Reader::read_end() {
  skip_space();
  return cursor_ == end_ || fail_expected("the end of the text after the value");
}

bool Reader::open(bool is_object, bool& complete) {
  if (depth_ == limits_.depth_max) {
    return fail("json_depth", "values are nested more than " + std::to_string(limits_.depth_max) +
                                  " levels deep");
  }
  ++cursor_;
  skip_space();
  if (at(is_object ? '}' : ']')) {
    ++cursor_;
    slot() = is_object ? Value::object({}) : Value::array({});
    return true;
  }
  frames_[depth_] = {static_cast<std::uint32_t>(pending_.size()), is_object};
  ++depth_;
  complete = false;
  if (is_object) return read_key("a key in double quotes or \"}\"");
  pending_.emplace_back();
  return true;
}

// Moves the values of the innermost container to the arena and fills the container's slot.
void Reader::close() {
  --depth_;
  const Frame frame = frames_[depth_];
  const std::span<PendingValue> values = std::span(pending_).subspan(frame.first);
  Value container;
  if (frame.is_object) {
    const std::size_t count = drop_duplicate_keys(values, duplicates_);
    auto* const members = static_cast<Member*>(arena_.allocate(count * sizeof(Member)));
    for (std::size_t index = 0; index < count; ++index) {
      std::construct_at(members + index, Member{values[index].key_text(), values[index].value});
    }
    container = Value::object({members, count});
  } else {
    auto* const items = static_cast<Value*>(arena_.allocate(values.size() * sizeof(Value)));
    for (std::size_t index = 0; index < values.size(); ++index) {
      std::construct_at(items + index, values[index].value);
    }
    container = Value::array({items, values.size()});
  }
  pending_.resize(frame.first);
  slot() = container;
}

// A key and its colon. Makes the slot of the member's value.
bool Reader::read_key(std::string_view wanted) {
  skip_space();
  if (!at('"')) return fail_expected(wanted);
  const char* const start = cursor_;
  std::string_view key;
  if (!read_string(key)) return false;
  if (cursor_ - start - 2 > static_cast<std::ptrdiff_t>(limits_.key_bytes_max)) {
    cursor_ = start;
    return fail("json_key_length",
                "a key is longer than " + std::to_string(limits_.key_bytes_max) + " bytes");
  }
  PendingValue& member = pending_.emplace_back();
  member.key = key.data();
  member.key_bytes = static_cast<std::uint32_t>(key.size());
  member.key_offset = static_cast<std::uint32_t>(start - begin_);
  skip_space();
  if (!at(':')) return fail_expected("\":\" after a key");
  ++cursor_;
  return true;
}

bool Reader::read_word(std::string_view word, Value value) {
  if (!rest().starts_with(word)) return fail_expected(a_value);
  cursor_ += word.size();
  slot() = value;
  return true;
}

bool Reader::read_number() {
  const std::size_t size = number_prefix(rest());
  if (size == 0) {
    if (!at('-')) return fail_expected(a_value);
    ++cursor_;
    return fail_expected("a digit after \"-\"");
  }
  const std::string_view digits = rest().substr(0, size);
  if (size > limits_.number_chars_max) {
    return fail("json_number_length", "a number is longer than " +
                                          std::to_string(limits_.number_chars_max) + " characters");
  }
  slot() = Value::number(digits);
  cursor_ += size;
  if (cursor_ == end_) return true;
  // None of these may follow a number, so it is the number that is wrong.
  if (text::is_digit(*cursor_)) return fail("json_syntax", "a number must not begin with 0");
  if (*cursor_ == '.') {
    ++cursor_;
    return fail_expected("a digit after \".\"");
  }
  if (*cursor_ == 'e' || *cursor_ == 'E') {
    ++cursor_;
    if (at('+') || at('-')) ++cursor_;
    return fail_expected("a digit in the exponent");
  }
  return true;
}

// A string with its quotes. Most are plain, and a view into the text is all they need.
bool Reader::read_string(std::string_view& out) {
  ++cursor_;
  const char* const quote = skip_plain(cursor_, end_);
  if (quote != end_ && *quote == '"') {
    out = {cursor_, static_cast<std::size_t>(quote - cursor_)};
    cursor_ = quote + 1;
    return true;
  }
  if (strings_.read(cursor_, end_, out)) return true;
  const StringProblem& problem = strings_.problem();
  cursor_ = problem.place;
  return fail(problem.code, std::string(problem.message), problem.fix);
}

bool Reader::fail(std::string_view code, std::string message, std::string_view fix) {
  error_.code = code;
  error_.message = std::move(message);
  error_.fix = fix;
  error_.offset = static_cast<std::uint32_t>(cursor_ - begin_);
  return false;
}

bool Reader::fail_expected(std::string_view wanted) {
  std::string message = "expected ";
  message += wanted;
  if (cursor_ == end_) return fail("json_syntax", message + ", but the text ends");
  const char found = *cursor_;
  if (found > 0x20 && found < 0x7F) {
    message += ", found ";
    message += found == '"' ? '\'' : '"';
    message += found;
    message += found == '"' ? '\'' : '"';
  }
  return fail("json_syntax", std::move(message), advice(wanted, found));
}

}  // namespace

Result<Value> read(std::string_view text, Arena& arena, const ReadLimits& limits,
                   std::vector<DuplicateKey>* duplicates) {
  // One less than what offsets can say, so that the end has one too.
  constexpr std::size_t bytes_max = std::numeric_limits<std::uint32_t>::max() - 1;
  if (text.size() > bytes_max) return Error{"json_size", "the text is larger than 4 GiB", "", 0};
  if (duplicates != nullptr) duplicates->clear();
  Result<Value> root = Reader(text, arena, limits, duplicates).read();
  if (duplicates != nullptr) {
    // Inner objects close before the outer ones that began earlier.
    std::sort(duplicates->begin(), duplicates->end(),
              [](const DuplicateKey& a, const DuplicateKey& b) { return a.offset < b.offset; });
  }
  return root;
}

TextPosition position_at(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t line_start = before.find_last_of('\n') + 1;  // npos + 1 is 0
  return {static_cast<std::uint32_t>(lines + 1),
          static_cast<std::uint32_t>(before.size() - line_start + 1)};
}

}  // namespace fieldcall::json
