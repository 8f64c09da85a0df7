// Reads a text twice, with our reader and with nlohmann/json, and compares what comes out. Shared
// by the fuzzer and the mutation test.
//
// Legitimate differences: our limits; numbers beyond the range of a double, which nlohmann refuses;
// and texts with a NUL outside of strings, which nlohmann takes for the end.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "json/document.hpp"
#include "json/number.hpp"
#include "json/pointer.hpp"
#include "json/writer.hpp"

namespace fieldcall::test {

// Visits every value with its pointer.
template <class Visit>
void walk(const json::Value& root, const Visit& visit) {
  std::vector<std::pair<json::Value, std::string>> open{{root, ""}};
  while (!open.empty()) {
    const auto [value, pointer] = open.back();
    open.pop_back();
    visit(value, pointer);
    std::size_t index = 0;
    for (const json::Value& item : value.items()) {
      open.emplace_back(item, json::pointer_join(pointer, index++));
    }
    for (const json::Member& member : value.members()) {
      open.emplace_back(member.value, json::pointer_join(pointer, member.key));
    }
  }
}

inline char first_character_of(const json::Value& value) {
  return json::to_text(value).front();
}

// "" or what is wrong. `text` was accepted.
inline std::string check_accepted(std::string_view text, const json::Value& root) {
  bool overflow = false;
  std::string problem;
  std::size_t visited = 0;
  walk(root, [&](const json::Value& value, const std::string& pointer) {
    if (value.is_number() && !value.as_double()) overflow = true;
    if (++visited > 50) return;  // each look scans the text
    const auto offset = json::pointer_offset(text, pointer);
    const bool at_value =
        offset && *offset < text.size() && text[*offset] == first_character_of(value);
    const json::Value* const found = json::pointer_find(root, pointer);
    if (!at_value || found == nullptr || !(*found == value)) {
      problem = "the pointer " + pointer + " leads elsewhere";
    }
  });
  if (!problem.empty()) return problem;

  const std::string written = json::to_text(root);
  const auto again = json::Document::parse(written);
  if (!again || !(again->root() == root)) return "written and read it is another value";
  if (json::to_text(again->root()) != written) return "written twice it is another text";
  const auto pretty = json::Document::parse(json::to_pretty_text(root));
  if (!pretty || !(pretty->root() == root)) return "pretty text is another value";
  json::Arena arena;
  if (!(json::deep_copy(root, arena) == root)) return "its copy is another value";

  if (overflow) return "";
  const auto theirs = nlohmann::ordered_json::parse(text, nullptr, false);
  if (theirs.is_discarded()) return "we accept what nlohmann refuses";
  const auto theirs_of_ours = nlohmann::ordered_json::parse(written, nullptr, false);
  return theirs == theirs_of_ours ? "" : "we read another value than nlohmann";
}

// "" or what is wrong.
inline std::string check_json_reader(std::string_view text) {
  json::Arena arena;
  std::vector<json::DuplicateKey> duplicates;
  const auto root = json::read(text, arena, {}, &duplicates);
  if (root) return check_accepted(text, *root);
  const Error& error = root.error();
  if (error.offset > text.size()) return "the error lies behind the text";
  if (error.message.empty()) return "the error says nothing";
  (void)json::pointer_offset(text, "/a/0", true);  // must stay inside of any text
  const bool may_differ = (error.code != "json_syntax" && error.code != "json_utf8") ||
                          text.find('\0') != std::string_view::npos;
  if (may_differ || !nlohmann::json::accept(text)) return "";
  return "we refuse what nlohmann accepts: " + error.message;
}

}  // namespace fieldcall::test
