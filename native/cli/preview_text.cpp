#include "preview_text.hpp"

#include <algorithm>

#include "fieldcall/json_text.hpp"
#include "terminal.hpp"

namespace fieldcall::cli {
namespace {

using nlohmann::ordered_json;

std::string text_of(const ordered_json& object, const char* name) {
  const auto member = object.find(name);
  if (member == object.end()) return {};
  return member->is_string() ? member->get<std::string>() : member->dump();
}

std::string request_text(const ordered_json& request) {
  std::string text = paint(Colour::bold, text_of(request, "method")) + " " +
                     printable(text_of(request, "url")) + "\n";
  for (const ordered_json& header : request.value("headers", ordered_json::array())) {
    text += printable(text_of(header, "name")) + ": " + printable(text_of(header, "value")) + "\n";
  }
  if (request.contains("body"))
    text += "\n" + printable(pretty_json(text_of(request, "body"))) + "\n";
  return text;
}

// Only what came from somewhere: literal text needs no explanation.
std::string pieces_text(const ordered_json& pieces) {
  std::string text;
  for (const ordered_json& piece : pieces) {
    if (text_of(piece, "source").empty()) continue;
    text += "  " + padded(printable(text_of(piece, "location")), 24) + " " +
            padded(printable(text_of(piece, "source")), 32) + " -> " +
            printable(text_of(piece, "text")) + "\n";
  }
  return text.empty() ? text : paint(Colour::dim, "where it comes from") + "\n" + text;
}

}  // namespace

std::string preview_to_text(const ordered_json& preview) {
  std::string text;
  if (preview.contains("request")) text += request_text(preview["request"]) + "\n";
  if (const std::string pieces = pieces_text(preview.value("pieces", ordered_json::array()));
      !pieces.empty()) {
    text += pieces + "\n";
  }
  if (const auto missing = preview.value("missing", ordered_json::array()); !missing.empty()) {
    text += paint(Colour::yellow, "waiting for input") + ": nothing can be sent without\n";
    for (const ordered_json& name : missing)
      text += "  " + printable(name.get<std::string>()) + "\n";
  }
  if (preview.contains("error")) {
    const ordered_json& error = preview["error"];
    text += paint(Colour::red, text_of(error, "code")) + ": " +
            printable(text_of(error, "message")) + "\n";
    if (const std::string technical = text_of(error, "technical"); !technical.empty()) {
      text += "  " + printable(technical) + "\n";
    }
  }
  for (const ordered_json& diagnostic : preview.value("diagnostics", ordered_json::array())) {
    text += text_of(diagnostic, "severity") + ": " + printable(text_of(diagnostic, "message")) +
            " [" + text_of(diagnostic, "code") + "]\n";
  }
  if (const std::string curl = text_of(preview, "curl"); !curl.empty()) {
    text += paint(Colour::dim, "as a curl command") + "\n  " + printable(curl) + "\n";
  }
  return text;
}

}  // namespace fieldcall::cli
