// What the expression fuzzers are given: an expression and, behind a byte 0xff, a document. Without
// one, or if it is no JSON, there is one with some of everything in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "json/document.hpp"

namespace fieldcall::fuzz {

inline constexpr std::string_view usual_document = R"({
  "a": [{"b": 1, "c": "x", "d": [1, 2, [3, null]]}, {"b": -2.5, "c": "y"}, null, "text"],
  "b": {"a": "\u00e9\ud834\udf06", "b": true, "c": null, "d": {"a": {"a": [[], {}, ""]}}},
  "c": "aabaaabaaaab", "d": [3, 1, 2, 10, 9007199254740993], "e": ["b", "a.*", "\u00df", "("],
  "": {"'": 1, "\\": 2, "\u0001": 3, "\n": [4]}, "f": [["k", 1], ["l", [2]], ["k", 3]],
  "g": "12.50", "h": 1e400, "i": 18446744073709551615})";

struct ExpressionInput {
  std::string source;
  json::Document document;
};

inline ExpressionInput read_input(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const std::size_t end = text.find('\xff');
  ExpressionInput input{text.substr(0, end), {}};
  auto document = json::Document::parse(end == std::string::npos ? "" : text.substr(end + 1));
  if (!document) document = json::Document::parse(std::string(usual_document));
  input.document = *std::move(document);
  return input;
}

}  // namespace fieldcall::fuzz
