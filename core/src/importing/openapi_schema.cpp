#include "importing/openapi_schema.hpp"

#include <algorithm>
#include <cstddef>

#include "fieldcall/limits.hpp"
#include "json/writer.hpp"
#include "text/ascii.hpp"

namespace fieldcall::importing {
namespace {

bool is_true(const json::Value& object, std::string_view key) {
  const json::Value* value = object.find(key);
  return value != nullptr && value->as_boolean();
}

// "string", or the first of ["string", "null"] that is not null (3.1).
std::string_view type_of(const json::Value& schema) {
  const json::Value* type = schema.find("type");
  if (type == nullptr) return {};
  if (type->is_string()) return type->as_string();
  const auto types = type->items().first(std::min<std::size_t>(type->size(), 2));
  for (const json::Value& item : types) {
    if (item.as_string() != "null") return item.as_string();
  }
  return {};
}

void merge_properties(const json::Value& schema, OpenapiDocument& document, Schema& out) {
  const json::Value* properties = schema.find("properties");
  if (properties == nullptr) return;
  for (const json::Member& property : properties->members()) {
    if (out.properties.size() >= limits::mapping_targets_max || !document.spend()) return;
    const auto same = std::find_if(
        out.properties.begin(), out.properties.end(),
        [&property](const SchemaProperty& known) { return known.name == property.key; });
    if (same == out.properties.end()) {
      out.properties.push_back({property.key, &property.value, false});
    } else {
      same->schema = &property.value;
    }
  }
}

void merge(const json::Value& schema, OpenapiDocument& document, Schema& out) {
  if (const std::string_view type = type_of(schema); !type.empty()) out.type = type;
  if (const json::Value* format = schema.find("format")) out.format = format->as_string();
  if (const json::Value* items = schema.find("items")) out.items = items;
  const json::Value* only = schema.find("const");
  const json::Value* choices = schema.find("enum");
  if (only == nullptr && choices != nullptr && choices->size() == 1) only = &choices->items()[0];
  if (only != nullptr && only->is_scalar() && !only->is_null()) out.constant = only;
  const json::Value* default_value = schema.find("default");
  if (default_value != nullptr && default_value->is_scalar() && !default_value->is_null()) {
    out.default_value = default_value;
  }
  out.is_read_only = out.is_read_only || is_true(schema, "readOnly");
  out.is_write_only = out.is_write_only || is_true(schema, "writeOnly");
  merge_properties(schema, document, out);
}

class SchemaReader {
 public:
  explicit SchemaReader(OpenapiDocument& document) : document_(document) {}

  void read(const json::Value& written, std::uint32_t depth) {
    if (depth > limits::openapi_depth_max) return;
    const json::Value& schema = document_.resolve(written);
    if (!schema.is_object()) return;
    if (const json::Value* parts = schema.find("allOf")) {
      for (const json::Value& part : parts->items()) read(part, depth + 1);
    }
    for (const std::string_view key : {"oneOf", "anyOf"}) {
      if (const json::Value* choices = schema.find(key)) read_choice(*choices, depth);
    }
    merge(schema, document_, out_);
    if (const json::Value* required = schema.find("required")) {
      for (const json::Value& name : required->items()) {
        if (!document_.spend()) break;
        required_.push_back(name.as_string());
      }
    }
  }

  Schema take() {
    std::sort(required_.begin(), required_.end());
    for (SchemaProperty& property : out_.properties) {
      property.is_required = std::binary_search(required_.begin(), required_.end(), property.name);
    }
    if (out_.type.empty() && !out_.properties.empty()) out_.type = "object";
    if (out_.type.empty() && out_.items != nullptr) out_.type = "array";
    return std::move(out_);
  }

 private:
  void read_choice(const json::Value& choices, std::uint32_t depth) {
    std::size_t count = 0;
    const json::Value* first = nullptr;
    for (const json::Value& choice : choices.items()) {
      const json::Value& schema = document_.resolve(choice);
      const json::Value* type = schema.find("type");
      if (type != nullptr && type->as_string() == "null") continue;
      if (count++ == 0) first = &schema;
    }
    if (first != nullptr) read(*first, depth + 1);
    if (count > 1) out_.is_choice = true;
  }

  OpenapiDocument& document_;
  Schema out_;
  std::vector<std::string_view> required_;
};

}  // namespace

Schema read_schema(const json::Value& schema, OpenapiDocument& document, std::uint32_t depth) {
  SchemaReader reader(document);
  reader.read(schema, depth);
  return reader.take();
}

std::string jmespath_name(std::string_view name) {
  const bool is_plain =
      !name.empty() && !text::is_digit(name.front()) &&
      std::all_of(name.begin(), name.end(), [](char c) { return text::is_alnum(c) || c == '_'; });
  if (is_plain) return std::string(name);
  std::string quoted;
  json::write_string(name, quoted);
  return quoted;
}

}  // namespace fieldcall::importing
