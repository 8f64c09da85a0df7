#include "event_json.hpp"

#include <utility>
#include <vector>

#include "fieldcall/json_text.hpp"
#include "options.hpp"

namespace fieldcall::wasm {
namespace {

struct EventText {
  std::string type;
  AttemptId attempt;
  std::uint64_t call = 0;
  std::int32_t status = 0;
  std::vector<Header> headers;
  std::string fault;
  std::string detail;
  bool may_have_been_sent = true;
  bool has_failed = false;
  bool has_entry = false;
};

AttemptId read_attempt(std::string_view json) {
  const std::vector<std::string> parts = json_items(json);
  if (parts.size() != 3) return {};
  return {CallId{whole_number(parts[0])}, static_cast<std::uint32_t>(whole_number(parts[1])),
          static_cast<std::uint32_t>(whole_number(parts[2]))};
}

std::vector<Header> read_headers(std::string_view json) {
  std::vector<Header> headers;
  for (const std::string& item : json_items(json)) {
    const std::vector<std::string> pair = json_items(item);
    if (pair.size() != 2) continue;
    headers.push_back({json_to_display_text(pair[0]), json_to_display_text(pair[1])});
  }
  return headers;
}

EventText read_text(std::string_view json) {
  EventText text;
  for (const auto& [name, value] : json_members(json)) {
    if (name == "type") text.type = json_to_display_text(value);
    if (name == "attempt") text.attempt = read_attempt(value);
    if (name == "call") text.call = whole_number(value);
    if (name == "status") text.status = static_cast<std::int32_t>(whole_number(value));
    if (name == "headers") text.headers = read_headers(value);
    if (name == "fault") text.fault = json_to_display_text(value);
    if (name == "detail") text.detail = json_to_display_text(value);
    if (name == "may_have_been_sent") text.may_have_been_sent = value == "true";
    if (name == "has_failed") text.has_failed = value == "true";
    if (name == "has_entry") text.has_entry = value == "true";
  }
  return text;
}

TransportFault read_fault(std::string_view name) {
  using enum TransportFault;
  for (const TransportFault fault :
       {dns, connect, tls, certificate, egress_denied, reset, truncated, response_too_large,
        headers_too_large, bad_response, timeout}) {
    if (transport_fault_name(fault) == name) return fault;
  }
  return network;
}

}  // namespace

Result<Event> read_event(std::string_view json, std::string body) {
  EventText text = read_text(json);
  if (text.type == "time") return Event{TimeElapsed{}};
  if (text.type == "progress") return Event{ResponseProgress{text.attempt}};
  if (text.type == "cancel") return Event{CancelCall{CallId{text.call}}};
  if (text.type == "response") {
    return Event{
        ResponseReceived{text.attempt, {text.status, std::move(text.headers), std::move(body)}}};
  }
  if (text.type == "failed") {
    return Event{RequestFailed{text.attempt, read_fault(text.fault), text.may_have_been_sent,
                               std::move(text.detail)}};
  }
  if (text.type == "cache") {
    CacheAnswered answered{CallId{text.call}, std::nullopt, text.has_failed};
    if (text.has_entry) answered.entry = std::move(body);
    return Event{std::move(answered)};
  }
  return Error{"invalid_event", "\"" + text.type + "\" is no event of a host", "", 0};
}

}  // namespace fieldcall::wasm
