#include <cstddef>
#include <string>
#include <utility>

#include "fieldcall/limits.hpp"
#include "json/writer.hpp"
#include "templating/render_parts.hpp"

namespace fieldcall::templating {
namespace {

// The text of a value that is no array: a literal or a template. False: nothing to write.
bool append_item(const BodyNode& node, std::string_view location, RenderContext& context,
                 MarkedText& out) {
  if (const auto* literal = std::get_if<BodyLiteral>(&node.content)) {
    if (literal->json == "null") return false;
    out.bytes += literal->json;
    return true;
  }
  return context.append_template(std::get<Template>(node.content), Encoding::none, location, out);
}

}  // namespace

void PairWriter::add(std::string_view name, const BodyNode& value, std::string_view location) {
  if (context_.failed()) return;
  if (const auto* text = std::get_if<Template>(&value.content)) {
    add(name, *text, location);
    return;
  }
  const auto* items = std::get_if<BodyNode::Items>(&value.content);
  const bool is_structure =
      items != nullptr || std::holds_alternative<BodyNode::Members>(value.content);
  if (is_structure && style_ == ArrayStyle::json) {
    MarkedText json;
    if (append_json(value, "", context_, json)) write(name, json);
    return;
  }
  if (items == nullptr) {
    MarkedText item;
    if (append_item(value, location, context_, item)) write(name, item);
    return;
  }
  std::vector<MarkedText> texts;
  std::uint64_t bytes = 0;
  for (const BodyNode& node : *items) {
    MarkedText item;
    const bool is_there = append_item(node, location, context_, item);
    bytes += item.bytes.size();
    if (!list_fits(bytes, location)) return;
    if (is_there) texts.push_back(std::move(item));
  }
  add_list(name, std::move(texts));
}

void PairWriter::add(std::string_view name, const Template& value, std::string_view location) {
  if (context_.failed()) return;
  const Placeholder* sole = value.sole_placeholder();
  if (sole != nullptr) {
    add_value(name, *sole, context_.resolve(*sole, location), location);
    return;
  }
  MarkedText text;
  if (context_.append_template(value, Encoding::none, location, text)) write(name, text);
}

void PairWriter::add_value(std::string_view name, const Placeholder& placeholder,
                           const Resolved& resolved, std::string_view location) {
  const json::Value& value = resolved.value;
  const bool is_value = resolved.kind == Resolved::Kind::value;
  if (resolved.kind == Resolved::Kind::absent || resolved.kind == Resolved::Kind::none ||
      (is_value && value.is_null())) {
    return;
  }
  if (!is_value || value.is_scalar()) {
    MarkedText text;
    context_.append_value(placeholder, resolved, Encoding::none, location, text);
    write(name, text);
  } else if (style_ == ArrayStyle::json) {
    MarkedText text;
    json::write(value, text.bytes);
    text.marks.push_back(Mark{
        .begin = 0, .end = text.size(), .placeholder = &placeholder, .origin = resolved.origin});
    write(name, text);
  } else if (value.is_array()) {
    std::vector<MarkedText> texts;
    std::uint64_t bytes = 0;
    for (const json::Value& item : value.items()) {
      if (item.is_null()) continue;
      if (!item.is_scalar()) {
        return context_.fail(ErrorCode::unusable_value, location, placeholder,
                             "holds arrays or objects; only \"array_style\": \"json\" writes "
                             "them here");
      }
      Resolved one = resolved;
      one.value = item;
      context_.append_value(placeholder, one, Encoding::none, location, texts.emplace_back());
      bytes += texts.back().bytes.size();
      if (!list_fits(bytes, location)) return;
    }
    add_list(name, std::move(texts));
  } else {
    context_.fail(ErrorCode::unusable_value, location, placeholder,
                  "is an object; only \"array_style\": \"json\" writes one here");
  }
}

// Ends a list of large values before all of them are in memory.
bool PairWriter::list_fits(std::uint64_t bytes, std::string_view location) {
  if (bytes > limits::body_bytes_max) {
    context_.fail(ErrorCode::request_too_large, std::string(location) + " is over " +
                                                    std::to_string(limits::body_bytes_max / 1024) +
                                                    " KiB");
  }
  return !context_.failed();
}

void PairWriter::add_list(std::string_view name, std::vector<MarkedText> items) {
  if (items.empty()) return;
  if (style_ == ArrayStyle::comma) {
    MarkedText joined;
    for (const MarkedText& item : items) {
      if (&item != &items.front()) joined.bytes.push_back(',');
      joined.append(item);
    }
    write(name, joined);
    return;
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    std::string item_name(name);
    if (style_ == ArrayStyle::brackets) item_name += "[]";
    if (style_ == ArrayStyle::indices) item_name += "[" + std::to_string(i) + "]";
    write(item_name, items[i]);
  }
}

void PairWriter::write(std::string_view name, const MarkedText& value) {
  if (!context_.check_size(out_, limits::body_bytes_max, "what is sent")) return;
  out_.bytes += separator;
  separator = "&";
  append_encoded(encoding_, name, out_.bytes);
  out_.bytes.push_back('=');
  out_.append(value, encoding_);
}

}  // namespace fieldcall::templating
