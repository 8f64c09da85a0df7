// What a curl command line asks for, flag by flag, before it is a request.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "importing/command_words.hpp"
#include "importing/remarks.hpp"

namespace fieldcall::importing {

struct CurlCommand {
  std::string url;
  std::string place;                 // of the url in the command line
  std::string method;                // of --request; empty = none
  std::vector<std::string> headers;  // as written: "Name: value", "Name;", "Name:"
  std::optional<std::string> data;   // all pieces joined as curl joins them
  bool has_json_flag = false;
  bool is_get = false;   // --get: the data goes into the query
  bool is_head = false;  // --head
  bool has_globs = true;
  bool follows_redirects = false;
  std::string url_query;            // --url-query, joined
  std::optional<std::string> user;  // "name:password", or "name"
  std::optional<std::string> bearer;
  std::optional<std::string> user_agent;
  std::optional<std::string> referer;
  std::optional<std::string> range;
  std::string cookies;  // joined with "; "
  std::optional<std::int64_t> max_time_ms;
  std::optional<std::int64_t> retry;
  std::optional<std::int64_t> max_redirects;
};

// Every flag is read, so that all problems are found in one pass.
CurlCommand read_curl_command(std::string_view command_line, const CommandWords& words,
                              Remarks& remarks);

}  // namespace fieldcall::importing
