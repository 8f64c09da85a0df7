#include <algorithm>
#include <array>
#include <cstddef>
#include <set>

#include "fieldcall/limits.hpp"
#include "http/content_type.hpp"
#include "http/url.hpp"
#include "importing/names.hpp"
#include "importing/openapi_parts.hpp"
#include "importing/openapi_schema.hpp"
#include "json/writer.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace fieldcall::importing {
namespace {

// Deeper members are mapped as a part of the object around them.
constexpr std::size_t target_depth_max = 3;
constexpr std::size_t name_bytes_max = 100;
constexpr std::size_t label_bytes_max = 80;
constexpr std::size_t description_bytes_max = 500;

std::string_view text_of(const json::Value& object, std::string_view key) {
  const json::Value* value = object.find(key);
  return value == nullptr ? std::string_view{} : value->as_string();
}

std::string_view target_type(const Schema& schema) {
  constexpr std::array<std::string_view, 6> types{"string",  "integer", "number",
                                                  "boolean", "object",  "array"};
  if (schema.type == "string" && schema.format == "date") return "date";
  if (schema.type == "string" && schema.format == "date-time") return "datetime";
  // The form taken is only one of several.
  const bool is_known = std::find(types.begin(), types.end(), schema.type) != types.end();
  return is_known && !schema.is_choice ? schema.type : std::string_view{};
}

std::string target_name(std::string_view name) {
  std::string step = data_name(name);
  if (step == "constructor" || step == "prototype" || step == "__proto__") step += "_";
  return step;
}

class MappingWriter {
 public:
  MappingWriter(OpenapiImport& import, bool is_text) : import_(import), is_text_(is_text) {
    writer_.begin_object();
  }

  void write(const Schema& schema) {
    const std::string& key = import_.draft.key;
    if (!is_text_ && schema.type == "object" && !schema.properties.empty()) {
      members(schema, key, "", 1);
    }
    if (count_ == 0) rule(key, is_text_ ? "$body" : "@", is_text_ ? "" : target_type(schema));
  }

  std::string take() {
    writer_.end_object();
    return std::move(writer_).take();
  }

 private:
  void members(const Schema& schema, const std::string& target, const std::string& source,
               std::size_t depth) {
    for (const SchemaProperty& property : schema.properties) {
      if (property.name.empty() || property.name.size() > name_bytes_max) continue;
      const Schema member = read_schema(*property.schema, import_.document);
      if (member.is_write_only) continue;
      const std::string member_target = target + "." + target_name(property.name);
      const std::string member_source =
          source + (source.empty() ? "" : ".") + jmespath_name(property.name);
      if (!member.properties.empty() && !member.is_choice && depth < target_depth_max) {
        members(member, member_target, member_source, depth + 1);
      } else {
        rule(member_target, member_source, target_type(member));
      }
    }
  }

  void rule(const std::string& target, std::string_view source, std::string_view type) {
    if (count_ >= limits::mapping_targets_max || !targets_.insert(target).second) return;
    ++count_;
    writer_.key(target);
    if (type.empty()) {
      writer_.string(source);
    } else {
      writer_.begin_object().key("path").string(source).key("type").string(type).end_object();
    }
  }

  OpenapiImport& import_;
  bool is_text_;
  json::Writer writer_;
  std::set<std::string> targets_;
  std::size_t count_ = 0;
};

// 200, else the first 2xx, else default; nullptr if there is none.
const json::Value* success_response(const json::Value& responses) {
  const json::Value* found = nullptr;
  std::string_view found_status;
  for (const json::Member& response : responses.members()) {
    const std::string_view status = response.key;
    const bool is_success = status.size() == 3 && status.front() == '2';
    const bool is_better =
        is_success && (found_status.empty() || found_status == "default" || status < found_status);
    if (is_better || (status == "default" && found == nullptr)) {
      found = &response.value;
      found_status = status;
    }
  }
  return found;
}

struct Answer {
  const json::Value* schema = nullptr;
  bool is_text = false;
};

Answer read_answer(const json::Value& content) {
  Answer answer;
  for (const json::Member& entry : content.members()) {
    const std::string essence = http::parse_content_type(entry.key).essence;
    if (http::is_json_media_type(essence) || essence.find('*') != std::string::npos) {
      return {entry.value.find("schema"), false};
    }
    answer.is_text = true;
  }
  return answer;
}

}  // namespace

void import_name(OpenapiImport& import) {
  const json::Value& operation = import.body();
  http::Url url;
  url.host = "answer";
  url.path = import.operation.path.starts_with('/') ? import.operation.path : "/";
  FieldDraft& draft = import.draft;
  draft.key = field_key(text_of(operation, "operationId"), key_from_url(url));
  // A target that is an input as well would be its own trigger.
  if (std::find(import.inputs.begin(), import.inputs.end(), draft.key) != import.inputs.end()) {
    draft.key += "_answer";
  }
  const std::string_view summary = text::trim_ows(text_of(operation, "summary"));
  draft.name =
      summary.empty() || summary.size() > label_bytes_max ? label(draft.key) : std::string(summary);
  draft.description = text::truncate_utf8(text_of(operation, "description"), description_bytes_max);
}

void import_response(OpenapiImport& import) {
  FieldDraft& draft = import.draft;
  if (draft.method == "HEAD") {
    draft.mapping_json = "{\"" + draft.key + "\":\"$status\"}";
    return;
  }
  const json::Value& responses = import.document.member(import.body(), "responses");
  const json::Value* response = success_response(responses);
  Answer answer;
  if (response != nullptr) {
    answer = read_answer(import.document.member(import.document.resolve(*response), "content"));
  }
  Schema schema;
  if (answer.schema != nullptr) schema = read_schema(*answer.schema, import.document);
  if (schema.is_choice) {
    import.remarks.note("adjusted", "the answer has several forms; the first one is mapped");
  }
  if (answer.is_text) draft.response_type = "text";
  MappingWriter writer(import, answer.is_text);
  writer.write(schema);
  draft.mapping_json = writer.take();
  import.remarks.note(
      "mapping_to_do",
      answer.schema == nullptr
          ? "the document does not describe the answer: the whole of it is mapped "
            "to \"" +
                draft.key + "\""
          : "what the document says about the answer is mapped below \"" + draft.key + "\"",
      "keep the targets you need in \"response_mapping\" and give them the names "
      "your case uses");
}

}  // namespace fieldcall::importing
