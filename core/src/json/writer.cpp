#include "json/writer.hpp"

#include <utility>

#include "fieldcall/check.hpp"
#include "json/number.hpp"
#include "json/plain_text.hpp"
#include "text/utf8.hpp"

namespace fieldcall::json {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

void write_escape(char c, std::string& out) {
  constexpr std::string_view hex = "0123456789abcdef";
  out += '\\';
  switch (c) {
    case '"':
    case '\\':
      out += c;
      return;
    case '\b':
      out += 'b';
      return;
    case '\f':
      out += 'f';
      return;
    case '\n':
      out += 'n';
      return;
    case '\r':
      out += 'r';
      return;
    case '\t':
      out += 't';
      return;
    default:
      out += "u00";
      out += hex[static_cast<std::uint8_t>(c) >> 4];
      out += hex[static_cast<std::uint8_t>(c) & 0xF];
      return;
  }
}

void write_scalar(const Value& value, std::string& out) {
  switch (value.type()) {
    case Type::null:
      out += "null";
      return;
    case Type::boolean:
      out += value.as_boolean() ? "true" : "false";
      return;
    case Type::number:
      value.append_number_text(out);
      return;
    case Type::string:
      write_string(value.as_string(), out);
      return;
    case Type::array:
      out += "[]";
      return;
    case Type::object:
      out += "{}";
      return;
  }
}

// Walks a value without recursion: computed values may be deeper than what the reader accepts.
class ValueWriter {
 public:
  ValueWriter(bool pretty, std::string& out) : pretty_(pretty), out_(out) {}

  void write(const Value& root) {
    begin(root);
    while (!open_.empty()) {
      Open& open = open_.back();
      if (open.next == open.container.size()) {
        const char bracket = open.container.is_array() ? ']' : '}';
        open_.pop_back();
        break_line();
        out_ += bracket;
        continue;
      }
      const std::uint32_t index = open.next++;
      if (index > 0) out_ += ',';
      break_line();
      if (open.container.is_array()) {
        begin(open.container.items()[index]);
      } else {
        const Member& member = open.container.members()[index];
        write_string(member.key, out_);
        out_ += pretty_ ? ": " : ":";
        begin(member.value);
      }
    }
  }

 private:
  struct Open {
    Value container;  // not empty
    std::uint32_t next = 0;
  };

  void begin(const Value& value) {
    if (value.size() == 0) return write_scalar(value, out_);
    out_ += value.is_array() ? '[' : '{';
    open_.push_back({value, 0});
  }

  void break_line() {
    if (!pretty_) return;
    out_ += '\n';
    out_.append(2 * open_.size(), ' ');
  }

  bool pretty_;
  std::string& out_;
  std::vector<Open> open_;
};

}  // namespace

void write(const Value& value, std::string& out) {
  ValueWriter(false, out).write(value);
}

std::string to_text(const Value& value) {
  std::string out;
  write(value, out);
  return out;
}

std::string to_pretty_text(const Value& value) {
  std::string out;
  ValueWriter(true, out).write(value);
  return out;
}

void write_string(std::string_view text, std::string& out) {
  out += '"';
  while (true) {
    const char* const special = skip_plain(text.data(), text.data() + text.size());
    const auto plain_bytes = static_cast<std::size_t>(special - text.data());
    out.append(text, 0, plain_bytes);
    text.remove_prefix(plain_bytes);
    if (text.empty()) break;
    const text::Utf8Sequence sequence = text::first_utf8_sequence(text);
    if (static_cast<std::uint8_t>(text.front()) < 0x80) {
      write_escape(text.front(), out);
    } else if (sequence.well_formed) {
      out.append(text, 0, sequence.bytes);
    } else {
      out += replacement;
    }
    text.remove_prefix(sequence.bytes);
  }
  out += '"';
}

Writer& Writer::begin_object() {
  before_value();
  out_ += '{';
  open_.push_back('{');
  needs_comma_ = false;
  return *this;
}

Writer& Writer::end_object() {
  FIELDCALL_CHECK(!open_.empty() && open_.back() == '{' && !after_key_);
  out_ += '}';
  open_.pop_back();
  needs_comma_ = true;
  return *this;
}

Writer& Writer::begin_array() {
  before_value();
  out_ += '[';
  open_.push_back('[');
  needs_comma_ = false;
  return *this;
}

Writer& Writer::end_array() {
  FIELDCALL_CHECK(!open_.empty() && open_.back() == '[');
  out_ += ']';
  open_.pop_back();
  needs_comma_ = true;
  return *this;
}

Writer& Writer::key(std::string_view key) {
  FIELDCALL_CHECK(!open_.empty() && open_.back() == '{' && !after_key_);
  if (needs_comma_) out_ += ',';
  write_string(key, out_);
  out_ += ':';
  needs_comma_ = false;
  after_key_ = true;
  return *this;
}

Writer& Writer::null() {
  return raw("null");
}

Writer& Writer::boolean(bool value) {
  return raw(value ? "true" : "false");
}

Writer& Writer::string(std::string_view text) {
  before_value();
  write_string(text, out_);
  return *this;
}

Writer& Writer::integer(std::int64_t value) {
  return raw(format_int64(value));
}

Writer& Writer::unsigned_integer(std::uint64_t value) {
  return raw(std::to_string(value));
}

Writer& Writer::value(const Value& value) {
  before_value();
  write(value, out_);
  return *this;
}

Writer& Writer::raw(std::string_view json) {
  before_value();
  out_ += json;
  return *this;
}

std::string Writer::take() && {
  FIELDCALL_CHECK(open_.empty() && needs_comma_);
  return std::move(out_);
}

// A comma where one belongs; the value that follows is complete when it is written or ended.
void Writer::before_value() {
  const bool in_object = !open_.empty() && open_.back() == '{';
  FIELDCALL_CHECK(in_object == after_key_);
  FIELDCALL_CHECK(!open_.empty() || !needs_comma_);
  if (needs_comma_) out_ += ',';
  after_key_ = false;
  needs_comma_ = true;
}

}  // namespace fieldcall::json
