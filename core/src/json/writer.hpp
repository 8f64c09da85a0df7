// Values and structures to JSON text: compact, UTF-8, the same bytes on every platform.
//
// Escapes what RFC 8259 asks for and nothing more, in lower-case hex: \" \\ \b \f \n \r \t \u001f.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "json/value.hpp"

namespace fieldcall::json {

// Appends the JSON text of `value`.
void write(const Value& value, std::string& out);
std::string to_text(const Value& value);

// Appends `text` as a JSON string with its quotes. Invalid UTF-8 becomes U+FFFD.
void write_string(std::string_view text, std::string& out);

// Two spaces a level; for people and files.
std::string to_pretty_text(const Value& value);

// Writes a structure piece by piece. Commas and colons are its job; that begins and ends match is
// checked.
//
//   Writer w;
//   w.begin_object().key("status").string("ok").key("attempts").integer(2).end_object();
//   std::move(w).take()  ->  {"status":"ok","attempts":2}
class Writer {
 public:
  Writer& begin_object();
  Writer& end_object();
  Writer& begin_array();
  Writer& end_array();
  Writer& key(std::string_view key);
  Writer& null();
  Writer& boolean(bool value);
  Writer& string(std::string_view text);
  Writer& integer(std::int64_t value);
  Writer& unsigned_integer(std::uint64_t value);
  Writer& value(const Value& value);
  // Text that is JSON already.
  Writer& raw(std::string_view json);

  // The finished text. Precondition: every begin has its end.
  [[nodiscard]] std::string take() &&;

 private:
  void before_value();
  std::string out_;
  std::vector<char> open_;  // '{' or '[' per open structure
  bool needs_comma_ = false;
  bool after_key_ = false;
};

}  // namespace fieldcall::json
