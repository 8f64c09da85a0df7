#include "config/script.hpp"

#include <array>
#include <string>
#include <utility>

#include "http/headers.hpp"
#include "json/pointer.hpp"
#include "json/writer.hpp"
#include "text/ascii.hpp"

namespace fieldcall::config {
namespace {

using enum Severity;

constexpr std::string_view code = "invalid_script";

struct NamedFault {
  TransportFault fault{};
  bool may_have_been_sent = true;
};

constexpr std::array named_faults{
    NamedFault{TransportFault::dns, false},
    NamedFault{TransportFault::connect, false},
    NamedFault{TransportFault::tls, false},
    NamedFault{TransportFault::certificate, false},
    NamedFault{TransportFault::egress_denied, false},
    NamedFault{TransportFault::reset},
    NamedFault{TransportFault::truncated},
    NamedFault{TransportFault::response_too_large},
    NamedFault{TransportFault::headers_too_large},
    NamedFault{TransportFault::bad_response},
    NamedFault{TransportFault::network},
    NamedFault{TransportFault::timeout},
};

// ---- of objects that check_object has been through ----

std::int64_t integer_of(const json::Value& object, std::string_view key, std::int64_t fallback) {
  const json::Value* value = object.find(key);
  return value == nullptr ? fallback : value->as_int64().value_or(fallback);
}

std::optional<std::uint32_t> count_of(const json::Value& object, std::string_view key) {
  const json::Value* value = object.find(key);
  if (value == nullptr) return std::nullopt;
  return static_cast<std::uint32_t>(value->as_int64().value_or(0));
}

std::optional<bool> boolean_of(const json::Value& object, std::string_view key) {
  const json::Value* value = object.find(key);
  if (value == nullptr) return std::nullopt;
  return value->as_boolean();
}

// ---- headers ----

// What a transport would hand over: no line ends, no NUL.
bool can_arrive(std::string_view value) {
  return value.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

void read_header(std::string_view name, const json::Value& value, std::string_view pointer,
                 std::vector<Header>& headers, Diagnostics& diagnostics) {
  if (!http::is_token(name) || !can_arrive(value.as_string())) {
    add_diagnostic(diagnostics, error, code, pointer, quote(name) + " is no header of an answer",
                   "names are letters, digits and -, values one line");
    return;
  }
  headers.push_back({std::string(name), std::string(value.as_string())});
}

void read_headers(const json::Value& object, std::string_view pointer, std::vector<Header>& headers,
                  Diagnostics& diagnostics) {
  for (const json::Member& member : object.members()) {
    const std::string member_pointer = json::pointer_join(pointer, member.key);
    if (!member.value.is_array()) {
      read_header(member.key, member.value, member_pointer, headers, diagnostics);
      continue;
    }
    std::size_t index = 0;
    for (const json::Value& item : member.value.items()) {
      const std::string item_pointer = json::pointer_join(member_pointer, index++);
      if (item.is_string()) {
        read_header(member.key, item, item_pointer, headers, diagnostics);
      } else {
        add_diagnostic(diagnostics, error, code, item_pointer,
                       "each value of " + quote(member.key) + " must be a string");
      }
    }
  }
}

// ---- answers ----

void read_response(const json::Value& answer, std::string_view pointer, ScriptedAnswer& read,
                   Diagnostics& diagnostics) {
  HttpResponse& response = read.response;
  response.status = static_cast<std::int32_t>(integer_of(answer, "status", 200));
  if (const json::Value* headers = answer.find("headers")) {
    read_headers(*headers, json::pointer_join(pointer, "headers"), response.headers, diagnostics);
  }
  const json::Value* body = answer.find("body");
  const json::Value* text = answer.find("text");
  if (body != nullptr && text != nullptr) {
    add_diagnostic(diagnostics, error, code, json::pointer_join(pointer, "text"),
                   "an answer has one body", "write \"body\" for JSON or \"text\" for text");
  }
  if (text != nullptr) response.body = text->as_string();
  if (body != nullptr) {
    response.body = json::to_text(*body);
    if (http::find_header(response.headers, "Content-Type") == nullptr) {
      response.headers.push_back({"Content-Type", "application/json"});
    }
  }
  if (const json::Value* drip = answer.find("drip")) {
    read.pieces = count_of(*drip, "pieces").value_or(1);
    read.piece_every = Millis{integer_of(*drip, "every_ms", 0)};
  }
}

void read_fault(const json::Value& answer, ScriptedAnswer& read) {
  const std::string_view word = answer.find("fault")->as_string();
  if (word == "stall") {
    read.kind = ScriptedAnswer::Kind::stalls;
    return;
  }
  read.kind = ScriptedAnswer::Kind::breaks;
  for (const NamedFault& named : named_faults) {
    if (transport_fault_name(named.fault) != word) continue;
    read.fault = named.fault;
    read.may_have_been_sent = boolean_of(answer, "sent").value_or(named.may_have_been_sent);
  }
}

// Keys that say something only about another kind of answer.
void refuse_keys(const json::Value& answer, std::initializer_list<std::string_view> keys,
                 std::string_view owner, std::string_view pointer, Diagnostics& diagnostics) {
  for (const std::string_view key : keys) {
    if (answer.find(key) == nullptr) continue;
    add_diagnostic(diagnostics, error, code, json::pointer_join(pointer, key),
                   quote(key) + " says nothing without " + quote(owner));
  }
}

std::vector<ScriptedAnswer> read_answers(const json::Value& list, std::string_view pointer,
                                         json::Arena& arena, Diagnostics& diagnostics) {
  std::vector<ScriptedAnswer> answers;
  for (const json::Value& item : list.items()) {
    const std::string item_pointer = json::pointer_join(pointer, answers.size());
    if (item.is_object()) {
      answers.push_back(read_answer(item, item_pointer, arena, diagnostics));
    } else {
      report_wrong_type("an answer", types::object, item, item_pointer, diagnostics);
      answers.emplace_back();
    }
  }
  return answers;
}

ScriptedTraffic read_traffic(const json::Value& traffic) {
  ScriptedTraffic read;
  read.rate = count_of(traffic, "rate");
  if (const auto period = count_of(traffic, "rate_period_ms")) read.rate_period = Millis{*period};
  read.burst = count_of(traffic, "burst");
  read.quota = count_of(traffic, "quota");
  read.retry_budget = boolean_of(traffic, "retry_budget");
  read.circuit_breaker = boolean_of(traffic, "circuit_breaker");
  read.learn_rate = boolean_of(traffic, "learn_rate");
  return read;
}

}  // namespace

ScriptedAnswer read_answer(const json::Value& value, std::string_view pointer, json::Arena& arena,
                           Diagnostics& diagnostics) {
  const json::Value answer = check_object(value, Table::answer, pointer, arena, diagnostics);
  ScriptedAnswer read;
  read.delay = Millis{integer_of(answer, "delay_ms", read.delay.count())};
  read.times = count_of(answer, "times").value_or(1);
  const bool has_status = value.find("status") != nullptr;
  const bool has_fault = value.find("fault") != nullptr;
  const bool is_silent = boolean_of(answer, "timeout").value_or(false);
  if (static_cast<int>(has_status) + static_cast<int>(has_fault) + static_cast<int>(is_silent) !=
      1) {
    add_diagnostic(
        diagnostics, error, code, pointer,
        "an answer has one of \"status\", \"fault\" and \"timeout\": true",
        R"(write {"status": 200, "body": {...}}, {"fault": "dns"} or {"timeout": true})");
    return read;
  }
  if (!has_status) {
    refuse_keys(answer, {"headers", "body", "text", "drip"}, "status", pointer, diagnostics);
  }
  if (!has_fault) refuse_keys(answer, {"sent"}, "fault", pointer, diagnostics);
  if (is_silent) {
    refuse_keys(answer, {"delay_ms"}, "status", pointer, diagnostics);
    read.kind = ScriptedAnswer::Kind::is_silent;
  } else if (has_status) {
    read_response(answer, pointer, read, diagnostics);
  } else if (answer.find("fault") != nullptr) {
    read_fault(answer, read);
  }
  return read;
}

Script read_script(const json::Value& value, std::string_view pointer, json::Arena& arena,
                   Diagnostics& diagnostics) {
  Script read;
  if (value.is_array()) {
    read.answers = read_answers(value, pointer, arena, diagnostics);
    return read;
  }
  if (!value.is_object()) {
    report_wrong_type("a script", types::array | types::object, value, pointer, diagnostics);
    return read;
  }
  const json::Value script = check_object(value, Table::script, pointer, arena, diagnostics);
  if (const json::Value* answers = script.find("answers")) {
    read.answers =
        read_answers(*answers, json::pointer_join(pointer, "answers"), arena, diagnostics);
  }
  if (const json::Value* token = script.find("token")) {
    read.token = read_answers(*token, json::pointer_join(pointer, "token"), arena, diagnostics);
  }
  read.repeat = count_of(script, "repeat").value_or(1);
  read.pause = Millis{integer_of(script, "pause_ms", 0)};
  if (const json::Value* traffic = script.find("traffic")) read.traffic = read_traffic(*traffic);
  return read;
}

}  // namespace fieldcall::config
