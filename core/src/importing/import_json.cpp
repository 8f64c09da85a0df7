#include <utility>

#include "fieldcall/import.hpp"
#include "json/writer.hpp"

namespace fieldcall {
namespace {

void write_remarks(const std::vector<ImportRemark>& remarks, json::Writer& writer) {
  writer.begin_array();
  for (const ImportRemark& remark : remarks) {
    writer.begin_object();
    writer.key("code").string(remark.code).key("message").string(remark.message);
    if (!remark.fix.empty()) writer.key("fix").string(remark.fix);
    if (!remark.place.empty()) writer.key("place").string(remark.place);
    writer.end_object();
  }
  writer.end_array();
}

}  // namespace

std::string import_to_json(const ImportResult& result) {
  json::Writer writer;
  writer.begin_object();
  writer.key("valid").boolean(result.ok());
  if (!result.field_json.empty()) writer.key("field").raw(result.field_json);
  writer.key("secrets").begin_array();
  for (const ImportedSecret& secret : result.secrets) {
    writer.begin_object();
    writer.key("name").string(secret.name);
    writer.key("found_in").string(secret.found_in);
    writer.key("origin").string(secret.origin);
    writer.end_object();
  }
  writer.end_array();
  writer.key("notes");
  write_remarks(result.notes, writer);
  writer.key("problems");
  write_remarks(result.problems, writer);
  writer.end_object();
  return std::move(writer).take();
}

}  // namespace fieldcall
