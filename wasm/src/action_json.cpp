#include "action_json.hpp"

#include <utility>

#include "json_object.hpp"

namespace fieldcall::wasm {
namespace {

std::string attempt_json(const AttemptId& attempt) {
  return "[" + std::to_string(static_cast<std::uint64_t>(attempt.call)) + "," +
         std::to_string(attempt.number) + "," + std::to_string(attempt.hop) + "]";
}

std::string request_json(const HttpRequest& request) {
  std::string headers = "[";
  for (const Header& header : request.headers) {
    if (headers.size() > 1) headers += ',';
    JsonObject item;
    item.text("name", header.name).text("value", header.value);
    headers += std::move(item).take();
  }
  JsonObject object;
  object.text("method", request.method).text("url", request.url).json("headers", headers + "]");
  if (request.has_body) object.text("body", request.body);
  return std::move(object).take();
}

// One overload for each action.
struct Writer {
  JsonObject object;

  void operator()(const SendRequest& send) {
    object.text("type", "send").json("attempt", attempt_json(send.attempt));
    object.text("origin", send.origin).json("request", request_json(send.request));
    object.number("body_bytes_max", send.response_bytes_max);
    object.number("header_bytes_max", send.response_header_bytes_max);
  }
  void operator()(const AbortRequest& abort) {
    object.text("type", "abort").json("attempt", attempt_json(abort.attempt));
  }
  void operator()(const Finished& finished) {
    object.text("type", "finished").number("call", static_cast<std::uint64_t>(finished.call));
    object.json("outcome", outcome_to_json(finished.outcome));
  }
  void operator()(const LookUpCache& look_up) {
    object.text("type", "look_up").number("call", static_cast<std::uint64_t>(look_up.call));
    object.text("key", look_up.key);
  }
  void operator()(const StoreInCache& store) {
    object.text("type", "store").text("key", store.key).text("entry", store.entry);
    object.text("tenant", store.tags.tenant).text("field", store.tags.field);
    const auto drop_at = store.drop_at.time_since_epoch().count();
    object.number("drop_at", static_cast<std::uint64_t>(drop_at));
  }
  void operator()(const InvalidateCache& invalidate) {
    object.text("type", "invalidate").text("tenant", invalidate.tags.tenant);
    object.text("field", invalidate.tags.field);
  }
  // Never asked for: this host gives the engine no way to read secrets again.
  void operator()(const ReadSecrets&) { object.text("type", "read_secrets"); }
  void operator()(const Observation& observation) {
    object.text("type", "observed").json("observation", observation_to_json(observation));
  }
};

}  // namespace

std::string action_to_json(const Action& action) {
  Writer writer;
  std::visit(writer, action);
  return std::move(writer.object).take();
}

}  // namespace fieldcall::wasm
