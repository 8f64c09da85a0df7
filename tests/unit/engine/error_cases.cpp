#include "engine/error_cases.hpp"

#include <utility>

#include "fieldcall/limits.hpp"

namespace fieldcall::test {
namespace {

using nlohmann::json;

json field_json() {
  return json::parse(R"({
    "key": "score", "name": "Score", "retry": 0,
    "api_config": {
      "url": "https://api.example.com/scores/{data.id}", "method": "GET",
      "response_mapping": {"score": {"path": "score", "type": "integer"}}}})");
}

ErrorCase base_case(ErrorCode code) {
  ErrorCase error_case;
  error_case.code = code;
  error_case.field = field_json().dump();
  error_case.inputs.data_json = R"({"id": "7"})";
  error_case.inputs.seed = 1;
  error_case.inputs.call_id = "call-1";
  return error_case;
}

ErrorCase with_step(ErrorCode code, Step step) {
  ErrorCase error_case = base_case(code);
  error_case.script.push_back(std::move(step));
  return error_case;
}

// `change` is merged into the field (RFC 7396).
ErrorCase with_field(ErrorCode code, std::string_view change, std::deque<Step> script = {}) {
  ErrorCase error_case = base_case(code);
  json field = field_json();
  field.merge_patch(json::parse(change));
  error_case.field = field.dump();
  error_case.script = std::move(script);
  return error_case;
}

ErrorCase with_data(ErrorCode code, std::string data) {
  ErrorCase error_case = base_case(code);
  error_case.inputs.data_json = std::move(data);
  return error_case;
}

void add_config_and_input_cases(std::vector<ErrorCase>& cases) {
  ErrorCase invalid_url =
      with_field(ErrorCode::invalid_url, R"({"api_config": {"url": "{env.base}/scores"}})");
  invalid_url.roots = {"env"};
  invalid_url.inputs.roots = {{"env", R"({"base": "https://b\u00fccher.example"})"}};
  cases.push_back(std::move(invalid_url));

  ErrorCase invalid_header = with_field(ErrorCode::invalid_header,
                                        R"({"api_config": {"headers": {"X-Env": "{env.name}"}}})");
  invalid_header.roots = {"env"};
  invalid_header.inputs.roots = {{"env", R"({"name": "a\r\nb"})"}};
  cases.push_back(std::move(invalid_header));

  ErrorCase too_large =
      with_field(ErrorCode::request_too_large,
                 R"({"api_config": {"method": "POST", "body": {"text": "{data.text}"}}})");
  too_large.inputs.data_json =
      R"({"id": "7", "text": ")" + std::string(limits::body_bytes_max, 'x') + "\"}";
  cases.push_back(std::move(too_large));

  cases.push_back(with_data(ErrorCode::unusable_value, R"({"id": ["7"]})"));
  cases.push_back(with_data(ErrorCode::unsafe_path_segment, R"({"id": ".."})"));
}

void add_policy_and_host_cases(std::vector<ErrorCase>& cases) {
  cases.push_back(with_field(ErrorCode::egress_denied,
                             R"({"api_config": {"url": "https://127.0.0.1/scores"}})"));
  constexpr std::string_view with_secret =
      R"({"api_config": {"auth": {"type": "bearer", "token": "{secret.token}"}}})";
  ErrorCase denied = with_field(ErrorCode::secret_origin_denied, with_secret);
  denied.inputs.secrets = {
      {"token", Secret{SecretText("tok-0123456789"), {"https://other.example.com"}, {}}}};
  cases.push_back(std::move(denied));
  cases.push_back(with_field(ErrorCode::secret_not_found, with_secret));
  cases.push_back(with_data(ErrorCode::invalid_data, R"({"id": "7",})"));
  ErrorCase previous = base_case(ErrorCode::invalid_previous_outcome);
  previous.inputs.previous_outcome_json = R"({"status": "ok"})";
  cases.push_back(std::move(previous));
  cases.push_back(with_field(ErrorCode::deadline_exceeded,
                             R"({"deadline": 1000, "timeout": 1000, "retry": 1})",
                             {break_with(TransportFault::reset), stay_silent()}));
}

void add_network_cases(std::vector<ErrorCase>& cases) {
  using enum TransportFault;
  cases.push_back(with_step(ErrorCode::dns_failed, break_with(dns, false)));
  cases.push_back(with_step(ErrorCode::connection_failed, break_with(connect, false)));
  cases.push_back(with_step(ErrorCode::tls_failed, break_with(tls, false)));
  cases.push_back(with_step(ErrorCode::certificate_invalid, break_with(certificate, false)));
  cases.push_back(with_step(ErrorCode::connection_reset, break_with(reset)));
  cases.push_back(with_step(ErrorCode::timeout, stay_silent()));
  cases.push_back(with_step(ErrorCode::stalled, stay_silent({Millis{50}, Millis{900}})));
  cases.push_back(with_step(ErrorCode::truncated, break_with(truncated)));
  cases.push_back(with_step(ErrorCode::network_error, break_with(network)));
}

void add_api_cases(std::vector<ErrorCase>& cases) {
  cases.push_back(with_step(ErrorCode::rate_limited, respond(429, "{}", {{"Retry-After", "120"}})));
  cases.push_back(with_step(ErrorCode::retry_later,
                            respond(503, "", {{"Retry-After", "Thu, 15 Jan 2026 12:02:00 GMT"}})));
  cases.push_back(with_step(ErrorCode::unauthorized, respond(401, "{}")));
  cases.push_back(with_step(ErrorCode::not_found, respond(404, "<html>no such page</html>")));
  cases.push_back(with_field(ErrorCode::client_error,
                             R"({"api_config": {"error_message": "body.detail"}})",
                             {respond(422, R"({"detail": "The id is unknown."})")}));
  cases.push_back(with_field(ErrorCode::server_error, R"({"retry": 2})",
                             {respond(500, "oops"), respond(502, ""), respond(503, "")}));
  cases.push_back(with_step(ErrorCode::redirect_refused,
                            respond(302, "", {{"Location", "https://evil.example.net/"}})));
  cases.push_back(with_field(ErrorCode::api_reported_error,
                             R"({"api_config": {"success_when": "body.valid",
                                                "error_message": "body.reason"}})",
                             {respond(200, R"({"valid": false, "reason": "unknown number"})")}));
  cases.push_back(with_field(ErrorCode::response_too_large,
                             R"({"api_config": {"max_response_bytes": 1024}})",
                             {respond(200, std::string(1025, ' '))}));
  cases.push_back(with_step(ErrorCode::bad_response, break_with(TransportFault::bad_response)));
}

void add_mapping_cases(std::vector<ErrorCase>& cases) {
  cases.push_back(with_step(ErrorCode::invalid_json,
                            respond(200, "<p>hello</p>", {{"Content-Type", "text/html"}})));
  cases.push_back(with_step(ErrorCode::response_too_complex,
                            respond(200, std::string(65, '[') + std::string(65, ']'))));
  cases.push_back(with_field(
      ErrorCode::required_missing,
      R"({"api_config": {"response_mapping": {"score": {"path": "points", "required": true}}}})",
      {respond(200, R"({"score": 7})")}));
  cases.push_back(with_step(ErrorCode::wrong_type, respond(200, R"({"score": "high"})")));
}

void add_limit_cases(std::vector<ErrorCase>& cases) {
  const std::deque<Step> good{respond(200, R"({"score": 7})")};
  ErrorCase circuit = base_case(ErrorCode::circuit_open);
  circuit.before.assign(10, {respond(500, "")});
  cases.push_back(std::move(circuit));

  ErrorCase budget = with_field(ErrorCode::retry_budget_exhausted,
                                R"({"retry": 10, "deadline": 600000})", {respond(500, "")});
  budget.before.assign(10, std::deque<Step>(11, respond(500, "")));
  budget.options.traffic.any_origin.circuit_breaker = false;
  cases.push_back(std::move(budget));

  ErrorCase quota = base_case(ErrorCode::quota_exhausted);
  quota.before.assign(1, good);
  quota.options.traffic.any_origin.quota = 1;
  cases.push_back(std::move(quota));

  ErrorCase queue = base_case(ErrorCode::queue_full);
  queue.before.assign(1, good);
  queue.options.traffic.any_origin.rate = 1;
  queue.options.traffic.tenant_queue_max = 0;
  cases.push_back(std::move(queue));

  ErrorCase storm = base_case(ErrorCode::too_many_runs);
  storm.before.assign(10, good);
  storm.inputs.case_id = "case-1";
  cases.push_back(std::move(storm));

  ErrorCase chain = base_case(ErrorCode::chain_too_deep);
  chain.inputs.chain_depth = 6;
  cases.push_back(std::move(chain));

  cases.push_back(with_field(
      ErrorCode::token_refused,
      R"({"api_config": {"auth": {"type": "oauth2", "token_url": "https://id.example.com/token",
                                  "client_id": "me", "client_secret": "{data.id}"}}})",
      {respond(400, R"({"error": "invalid_client", "error_description": "Unknown client."})")}));
}

}  // namespace

std::vector<ErrorCase> error_cases() {
  std::vector<ErrorCase> cases;
  add_config_and_input_cases(cases);
  add_policy_and_host_cases(cases);
  add_network_cases(cases);
  add_api_cases(cases);
  add_mapping_cases(cases);
  add_limit_cases(cases);
  return cases;
}

std::vector<ErrorCode> codes_of_hosts() {
  return {ErrorCode::out_of_memory, ErrorCode::shut_down, ErrorCode::internal_error};
}

}  // namespace fieldcall::test
