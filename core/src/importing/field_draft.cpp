#include "importing/field_draft.hpp"

#include <string_view>

#include "fieldcall/field.hpp"
#include "json/writer.hpp"

namespace fieldcall::importing {
namespace {

void write_pairs(const std::vector<DraftPair>& pairs, json::Writer& writer) {
  writer.begin_object();
  for (const DraftPair& pair : pairs) {
    writer.key(pair.name);
    if (pair.values.size() == 1) {
      writer.string(pair.values.front());
      continue;
    }
    writer.begin_array();
    for (const std::string& value : pair.values) writer.string(value);
    writer.end_array();
  }
  writer.end_object();
}

void write_api_config(const FieldDraft& draft, json::Writer& writer) {
  writer.begin_object();
  writer.key("url").string(draft.url);
  writer.key("method").string(draft.method);
  if (!draft.headers.empty()) {
    writer.key("headers").begin_object();
    for (const auto& [name, value] : draft.headers) writer.key(name).string(value);
    writer.end_object();
  }
  if (!draft.params.empty()) {
    writer.key("params");
    write_pairs(draft.params, writer);
  }
  if (draft.array_style != "repeat") writer.key("array_style").string(draft.array_style);
  if (!draft.body_json.empty()) {
    if (draft.body_type != "json") writer.key("body_type").string(draft.body_type);
    writer.key("body").raw(draft.body_json);
  }
  if (!draft.auth_json.empty()) writer.key("auth").raw(draft.auth_json);
  if (draft.max_redirects) writer.key("max_redirects").integer(*draft.max_redirects);
  if (draft.response_type != "json") writer.key("response_type").string(draft.response_type);
  writer.key("response_mapping").raw(draft.mapping_json);
  writer.end_object();
}

std::string to_json(const FieldDraft& draft) {
  json::Writer writer;
  writer.begin_object();
  writer.key("key").string(draft.key);
  writer.key("type").string("api_call");
  writer.key("name").string(draft.name);
  if (!draft.description.empty()) writer.key("description").string(draft.description);
  if (draft.retry) writer.key("retry").integer(*draft.retry);
  if (draft.timeout_ms) writer.key("timeout").integer(*draft.timeout_ms);
  writer.key("api_config");
  write_api_config(draft, writer);
  writer.end_object();
  return std::move(writer).take();
}

}  // namespace

std::string pairs_to_json(const std::vector<DraftPair>& pairs) {
  json::Writer writer;
  write_pairs(pairs, writer);
  return std::move(writer).take();
}

ImportResult finish(const FieldDraft& draft, const SecretDrawer& secrets, std::string_view origin,
                    Remarks remarks) {
  ImportResult result;
  secrets.add_notes(remarks);
  if (remarks.problems.empty()) {
    std::string field = to_json(draft);
    const Configuration configuration = parse_configuration(field);
    for (const Diagnostic& diagnostic : configuration.diagnostics) {
      if (diagnostic.severity != Severity::error) continue;
      remarks.problem("invalid_field", "the field would not be valid: " + diagnostic.message,
                      diagnostic.fix, "field " + diagnostic.pointer);
    }
    if (secrets.holds_value(field)) {
      remarks.problem("secret_in_name",
                      "a credential stands in the address or in a name, where no secret can be "
                      "placed",
                      "leave it out of the command and write {secret.NAME} into the field by hand");
    }
    if (remarks.problems.empty()) {
      result.field_json = std::move(field);
      result.secrets = secrets.secrets(origin);
    }
  }
  // A remark may quote a name that is the credential itself.
  for (auto* list : {&remarks.notes, &remarks.problems}) {
    for (ImportRemark& remark : *list) {
      if (!secrets.holds_value(remark.message + remark.fix + remark.place)) continue;
      remark = {remark.code, "a name in the request holds a credential, so it is not shown", "",
                ""};
    }
  }
  result.notes = std::move(remarks.notes);
  result.problems = std::move(remarks.problems);
  return result;
}

}  // namespace fieldcall::importing
