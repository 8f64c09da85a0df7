#include "engine/example_match.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "json/document.hpp"
#include "json/pointer.hpp"
#include "json/writer.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace fieldcall::engine {
namespace {

constexpr std::size_t differences_max = 50;
// Longer values are cut: the difference is for a person.
constexpr std::size_t shown_bytes_max = 500;

// ---- what happened ----

void write_error(const OutcomeError& error, json::Writer& writer) {
  writer.key("error").begin_object();
  writer.key("code").string(error_info(error.code).name);
  writer.key("message_from_api").string(error.message_from_api);
  writer.end_object();
}

void write_report(const std::string& report_json, json::Writer& writer) {
  const auto report = json::Document::parse(report_json);
  writer.key("report").begin_object();
  if (report) {
    for (const json::Value& line : report->root().items()) {
      writer.key(line.find("target")->as_string()).string(line.find("status")->as_string());
    }
  }
  writer.end_object();
}

void write_source(const std::string& metadata_json, json::Writer& writer) {
  const auto metadata = json::Document::parse(metadata_json);
  const json::Value* source = metadata ? metadata->root().find("source") : nullptr;
  if (source != nullptr) writer.key("source").value(*source);
}

const json::Value* member(const json::Value* object, std::string_view key) {
  return object == nullptr ? nullptr : object->find(key);
}

std::string_view name_in(const json::Value* headers, const std::string& name) {
  if (headers == nullptr) return name;
  for (const json::Member& header : headers->members()) {
    if (text::equals_ignoring_case(header.key, name)) return header.key;
  }
  return name;
}

void write_request(const HttpRequest& request, const json::Value* expected, json::Writer& writer) {
  writer.key("request").begin_object();
  writer.key("method").string(request.method);
  writer.key("url").string(request.url);
  writer.key("headers").begin_object();
  for (const Header& header : request.headers) {
    writer.key(name_in(member(expected, "headers"), header.name)).string(header.value);
  }
  writer.end_object();
  if (request.has_body) {
    const json::Value* body = member(expected, "body");
    const bool wants_text = body != nullptr && body->is_string();
    const auto parsed = json::Document::parse(request.body);
    writer.key("body");
    if (wants_text || !parsed) {
      writer.string(request.body);
    } else {
      writer.value(parsed->root());
    }
  }
  writer.end_object();
}

void write_texts(std::string_view key, const std::vector<std::string>& texts,
                 json::Writer& writer) {
  writer.key(key).begin_array();
  for (const std::string& text : texts) writer.string(text);
  writer.end_array();
}

const SimulatedRequest* first_request(const SimulationResult& result) {
  const auto run = static_cast<std::uint32_t>(result.runs.size());
  const auto found = std::find_if(result.requests.begin(), result.requests.end(),
                                  [run](const SimulatedRequest& request) {
                                    return request.run == run && !request.is_token_fetch;
                                  });
  return found == result.requests.end() ? nullptr : &*found;
}

// ---- comparing ----

std::string shown(const json::Value& value) {
  const std::string text = json::to_text(value);
  if (text.size() <= shown_bytes_max) return text;
  std::string cut;
  json::write_string(std::string(text::truncate_utf8(text, shown_bytes_max)) + "...", cut);
  return cut;
}

class Matcher {
 public:
  // Recursive: depth is bounded by the reader.
  void match(const json::Value& expected, const json::Value* actual, const std::string& pointer);

  std::vector<Difference> differences;

 private:
  void match_items(const json::Value& expected, const json::Value& actual,
                   const std::string& pointer);
  void match_some(const json::Value& expected, const json::Value& actual,
                  const std::string& pointer);
  void differ(const json::Value& expected, const json::Value* actual, const std::string& pointer);
};

void Matcher::differ(const json::Value& expected, const json::Value* actual,
                     const std::string& pointer) {
  if (differences.size() >= differences_max) return;
  differences.push_back({pointer, shown(expected), actual == nullptr ? "" : shown(*actual)});
}

void Matcher::match(const json::Value& expected, const json::Value* actual,
                    const std::string& pointer) {
  if (actual == nullptr || expected.type() != actual->type()) {
    return differ(expected, actual, pointer);
  }
  if (expected.is_object()) {
    for (const json::Member& wanted : expected.members()) {
      match(wanted.value, actual->find(wanted.key), json::pointer_join(pointer, wanted.key));
    }
  } else if (expected.is_array() && pointer == "/notes") {
    match_some(expected, *actual, pointer);
  } else if (expected.is_array()) {
    match_items(expected, *actual, pointer);
  } else if (!(expected == *actual)) {
    differ(expected, actual, pointer);
  }
}

void Matcher::match_items(const json::Value& expected, const json::Value& actual,
                          const std::string& pointer) {
  if (expected.size() != actual.size()) return differ(expected, &actual, pointer);
  for (std::size_t i = 0; i < expected.items().size(); ++i) {
    match(expected.items()[i], &actual.items()[i], json::pointer_join(pointer, i));
  }
}

void Matcher::match_some(const json::Value& expected, const json::Value& actual,
                         const std::string& pointer) {
  for (std::size_t i = 0; i < expected.items().size(); ++i) {
    const auto found = std::find(actual.items().begin(), actual.items().end(), expected.items()[i]);
    if (found == actual.items().end()) {
      differ(expected.items()[i], &actual, json::pointer_join(pointer, i));
    }
  }
}

}  // namespace

std::string actual_to_json(const SimulationResult& result, const json::Value& expected) {
  const Outcome& outcome = *result.outcome;
  json::Writer writer;
  writer.begin_object();
  writer.key("status").string(outcome_status_name(outcome.status));
  writer.key("value").raw(outcome.value_json);
  writer.key("updates").raw(outcome.updates_json);
  write_report(outcome.report_json, writer);
  write_texts("missing", outcome.missing, writer);
  if (outcome.error) write_error(*outcome.error, writer);
  writer.key("attempts").unsigned_integer(result.runs.back().attempts);
  write_source(outcome.metadata_json, writer);
  std::vector<std::string> notes;
  for (const OutcomeNote& note : outcome.notes) notes.push_back(note.code);
  write_texts("notes", notes, writer);
  if (const SimulatedRequest* request = first_request(result)) {
    write_request(request->request, expected.find("request"), writer);
  }
  writer.end_object();
  return std::move(writer).take();
}

std::vector<Difference> match(const json::Value& expected, const json::Value& actual) {
  Matcher matcher;
  matcher.match(expected, &actual, "");
  return std::move(matcher.differences);
}

}  // namespace fieldcall::engine
