#include <algorithm>
#include <cstddef>

#include "config/structure.hpp"
#include "fieldcall/limits.hpp"
#include "http/content_type.hpp"
#include "importing/literal_text.hpp"
#include "importing/openapi_parts.hpp"
#include "importing/openapi_schema.hpp"
#include "json/writer.hpp"
#include "text/ascii.hpp"

namespace fieldcall::importing {
namespace {

// Longer defaults make a template nobody can read.
constexpr std::size_t default_bytes_max = 100;

using Names = std::vector<std::string_view>;

// A media type's entry in `content`, by what a field can send.
struct Media {
  std::string_view type;  // as written
  const json::Value* schema = nullptr;
  std::string_view body_type;
};

Media choose_media(const json::Value& content) {
  Media best;
  for (const json::Member& entry : content.members()) {
    const std::string essence = http::parse_content_type(entry.key).essence;
    std::string_view body_type;
    if (essence == "application/json" || http::is_json_media_type(essence) || essence == "*/*" ||
        essence == "application/*") {
      body_type = "json";
    } else if (essence == "application/x-www-form-urlencoded") {
      body_type = "form";
    } else if (essence.starts_with("text/")) {
      body_type = "text";
    }
    const bool is_better = (body_type == "json" && best.body_type != "json") ||
                           (body_type == "form" && best.body_type != "json") ||
                           (body_type == "text" && best.body_type.empty());
    if (is_better) best = {entry.key, entry.value.find("schema"), body_type};
  }
  return best;
}

class BodyWriter {
 public:
  explicit BodyWriter(OpenapiImport& import) : import_(import) {}

  // Members of a required object are written one by one; an optional object is there as a whole or
  // not at all.
  void write(const Schema& schema, const Names& names, bool is_required) {
    const bool is_open = schema.type == "object" && !schema.properties.empty() && is_required &&
                         names.size() < limits::openapi_depth_max;
    if (is_open) {
      write_members(schema, names);
    } else {
      write_leaf(schema, names, is_required);
    }
  }

  std::string take() { return std::move(writer_).take(); }

 private:
  void write_members(const Schema& schema, const Names& names) {
    writer_.begin_object();
    for (const SchemaProperty& property : schema.properties) {
      const Schema member = read_schema(*property.schema, import_.document);
      if (member.is_read_only) continue;
      if (member.is_choice) note_choice(property.name);
      Names path = names;
      path.push_back(property.name);
      writer_.key(property.name);
      write(member, path, property.is_required);
    }
    writer_.end_object();
  }

  void note_choice(std::string_view name) {
    import_.remarks.note("adjusted",
                         "of several forms of " + config::quote(name) + " the first one is taken");
  }

  void write_leaf(const Schema& schema, const Names& names, bool is_required) {
    if (schema.constant != nullptr && is_required) {
      if (schema.constant->is_string()) {
        writer_.string(literal_template(schema.constant->as_string()));
      } else {
        writer_.value(*schema.constant);
      }
      return;
    }
    static constexpr std::string_view whole = "body";
    const Names path = names.empty() ? Names{whole} : names;
    std::string fallback;
    if (is_required && schema.default_value != nullptr) {
      fallback = json::to_text(*schema.default_value);
    }
    if (fallback.empty() || fallback.size() > default_bytes_max) {
      writer_.string(data_placeholder(path, is_required, import_));
    } else {
      writer_.string("{" + data_path(path, import_) + " ?? " + fallback + "}");
    }
  }

  OpenapiImport& import_;
  json::Writer writer_;
};

// Members of a form are scalars and lists of them.
std::string form_json(const Schema& schema, OpenapiImport& import) {
  std::vector<DraftPair> form;
  for (const SchemaProperty& property : schema.properties) {
    const Schema member = read_schema(*property.schema, import.document);
    if (member.is_read_only) continue;
    if (member.type == "object") {
      import.remarks.note(
          "left_out",
          "the form's member " + config::quote(property.name) + " is an object and is left out",
          "send its text by hand: {= to_string(data.NAME) }");
      continue;
    }
    const bool is_fixed = member.constant != nullptr && property.is_required;
    const Names names{property.name};
    std::string value = is_fixed && member.constant->is_string()
                            ? literal_template(member.constant->as_string())
                        : is_fixed ? json::to_text(*member.constant)
                                   : data_placeholder(names, property.is_required, import);
    form.push_back({std::string(property.name), {std::move(value)}});
  }
  return pairs_to_json(form);
}

}  // namespace

void import_request_body(OpenapiImport& import) {
  const json::Value& body = import.document.member(import.body(), "requestBody");
  const json::Value* content = body.find("content");
  if (content == nullptr || content->size() == 0) return;
  const std::string& method = import.draft.method;
  if (method == "GET" || method == "HEAD") {
    import.remarks.note("left_out", "the body is left out: " + method + " requests have none");
    return;
  }
  const Media media = choose_media(*content);
  const json::Value* required = body.find("required");
  const bool is_required = required != nullptr && required->as_boolean();
  if (media.body_type.empty()) {
    const std::string message = "the body is neither JSON nor a plain form nor text";
    if (is_required) {
      import.remarks.problem("unsupported_body", message, "write the field by hand",
                             import.operation.pointer + "/requestBody");
    } else {
      import.remarks.note("left_out", message + ", and is left out");
    }
    return;
  }
  const Schema schema =
      media.schema == nullptr ? Schema{} : read_schema(*media.schema, import.document);
  if (schema.is_choice) {
    import.remarks.note("adjusted", "of several forms of the body the first one is taken");
  }
  import.draft.body_type = media.body_type;
  if (media.body_type == "form") {
    import.draft.body_json = form_json(schema, import);
  } else if (media.body_type == "text") {
    const Names names{"body"};
    import.draft.body_json.clear();
    json::write_string(data_placeholder(names, is_required, import), import.draft.body_json);
  } else {
    BodyWriter writer(import);
    const bool is_object = schema.type == "object" && !schema.properties.empty();
    writer.write(schema, {}, is_required || is_object);
    import.draft.body_json = writer.take();
  }
  const bool is_usual = media.type.find('*') != std::string_view::npos ||
                        text::equals_ignoring_case(media.type, "application/json") ||
                        text::equals_ignoring_case(media.type, "application/x-www-form-urlencoded");
  if (!is_usual) import.draft.headers.emplace_back("Content-Type", media.type);
}

}  // namespace fieldcall::importing
