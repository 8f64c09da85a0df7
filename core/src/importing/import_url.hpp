// The url of a curl command, in parts that a field can hold.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "importing/remarks.hpp"

namespace fieldcall::importing {

struct ImportUrl {
  std::string base;                      // scheme and authority without user info
  std::string origin;                    // "https://api.example.com:443"
  std::string path;                      // legal characters, with {data.NAME} for names in braces
  std::string query;                     // as written, without "?"
  std::optional<std::string> user_info;  // decoded "name:password"
};

// Path or query text with what a url cannot have percent-encoded; escapes that are there stay.
std::string legal_url_text(std::string_view text);

struct UrlSource {
  std::string_view text;
  bool has_globs = true;  // {a,b} and [1-3] mean several urls
  std::string_view place = {};
};

// Nothing after a problem: "several_urls", "invalid_value".
std::optional<ImportUrl> read_import_url(const UrlSource& source, Remarks& remarks);

}  // namespace fieldcall::importing
