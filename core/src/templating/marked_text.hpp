// Text under construction that remembers which stretches of it came from placeholders.
//
// Secrets stand in it as they are sent. Only at the very end, and only for a preview, are their
// stretches replaced by masks: so a preview is checked and measured like the request itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "templating/template.hpp"

namespace fieldcall::templating {

enum class Encoding : std::uint8_t {
  none,
  percent,       // all but unreserved
  percent_path,  // keeps "/" as well
  form,          // application/x-www-form-urlencoded
  json,          // the inside of a JSON string
};

// "none", "percent", "form", "json".
std::string_view encoding_name(Encoding encoding);

void append_encoded(Encoding encoding, std::string_view text, std::string& out);

struct Mark {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  const Placeholder* placeholder = nullptr;
  std::string_view origin = {};  // "data", "secret", "default", "expression", ...
  std::string_view secret = {};  // the name of the secret in it; empty = none
  Encoding encoding = Encoding::none;
};

struct MarkedText {
  std::string bytes;
  std::vector<Mark> marks;  // in order, not overlapping

  // Appends `text`, and its marks at their new places.
  void append(const MarkedText& text);
  // The same, all of it encoded once more.
  void append(const MarkedText& text, Encoding encoding);
  // Appends base64 of `text`: one stretch, as nothing in it can be told apart any more.
  void append_base64(const MarkedText& text);
  // Without white space around, as a header's value is sent.
  void trim();
  // Drops what lies at `size` and behind.
  void truncate(std::size_t size);
  // The same text with masks in place of secrets.
  [[nodiscard]] MarkedText masked() const;

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(bytes.size()); }
};

}  // namespace fieldcall::templating
