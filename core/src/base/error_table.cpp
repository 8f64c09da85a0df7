#include "fieldcall/error.hpp"

#include <array>

#include "fieldcall/check.hpp"

namespace fieldcall {
namespace {

using enum ErrorCode;

// Order: ErrorCode. `message` speaks to a case worker, `technical` to whoever reads the log.
constexpr std::array error_rows{
    ErrorInfo{invalid_url, "invalid_url", Fault::config, false,
              "This lookup is set up with an address that cannot be used.",
              "the rendered url is not one this engine accepts"},
    ErrorInfo{invalid_header, "invalid_header", Fault::config, false,
              "This lookup is set up with a header that cannot be sent.",
              "a header name or value is not allowed by RFC 9110 or by this engine"},
    ErrorInfo{request_too_large, "request_too_large", Fault::config, false,
              "There is too much data to send for this lookup.",
              "the rendered url, headers or body are over their limit"},
    ErrorInfo{unusable_value, "unusable_value", Fault::input, false,
              "A value in this case cannot be used for this lookup.",
              "a placeholder's value cannot be written in its place"},
    ErrorInfo{unsafe_path_segment, "unsafe_path_segment", Fault::input, false,
              "A value in this case cannot be used in a web address.",
              "a path segment came out empty, `.` or `..`"},
    ErrorInfo{egress_denied, "egress_denied", Fault::policy, false,
              "This lookup is not allowed to contact that service.",
              "the destination is refused by the egress policy"},
    ErrorInfo{secret_origin_denied, "secret_origin_denied", Fault::policy, false,
              "This lookup is not allowed to sign in to that service.",
              "a secret may not be sent to this origin"},
    ErrorInfo{deadline_exceeded, "deadline_exceeded", Fault::policy, true,
              "The service did not answer in time. You can go on and try again later.",
              "the call's deadline passed"},
    ErrorInfo{circuit_open, "circuit_open", Fault::policy, true,
              "The service has been failing, so it was not asked. Try again later.",
              "the circuit breaker of this origin is open"},
    ErrorInfo{retry_budget_exhausted, "retry_budget_exhausted", Fault::policy, true,
              "The service has been failing for a while. Try again later.",
              "the retry budget of this origin is empty, so the attempt was not repeated"},
    ErrorInfo{quota_exhausted, "quota_exhausted", Fault::policy, true,
              "This lookup has been used as often as is allowed today. Try again tomorrow.",
              "the quota of calls per day to this origin is used up"},
    ErrorInfo{queue_full, "queue_full", Fault::policy, true,
              "Too many lookups are waiting already. Try again later.",
              "the queue of waiting calls is full"},
    ErrorInfo{too_many_runs, "too_many_runs", Fault::policy, true,
              "This lookup was started too often in a short time. Try again in a minute.",
              "one field of one case ran more than 10 times in a minute"},
    ErrorInfo{chain_too_deep, "chain_too_deep", Fault::config, false,
              "The lookups of this form keep starting each other.",
              "fields that run because of each other's updates form a chain over 5 deep"},
    ErrorInfo{dns_failed, "dns_failed", Fault::network, true,
              "The service could not be found on the network. Try again later.",
              "the host name was not resolved"},
    ErrorInfo{connection_failed, "connection_failed", Fault::network, true,
              "The service could not be reached. Try again later.", "no connection was made"},
    ErrorInfo{tls_failed, "tls_failed", Fault::network, true,
              "A secure connection to the service could not be made. Try again later.",
              "the TLS handshake broke off"},
    ErrorInfo{certificate_invalid, "certificate_invalid", Fault::network, false,
              "The service could not prove who it is, so nothing was sent.",
              "the server's certificate was not accepted"},
    ErrorInfo{connection_reset, "connection_reset", Fault::network, true,
              "The connection to the service was lost. Try again later.",
              "the connection ended before an answer came"},
    ErrorInfo{timeout, "timeout", Fault::network, true,
              "The service did not answer in time. You can go on and try again later.",
              "an attempt took longer than `timeout`"},
    ErrorInfo{stalled, "stalled", Fault::network, true,
              "The service stopped in the middle of its answer. Try again later.",
              "the body stopped arriving"},
    ErrorInfo{truncated, "truncated", Fault::network, true,
              "The service's answer was cut off. Try again later.",
              "the connection ended before the answer was complete"},
    ErrorInfo{network_error, "network_error", Fault::network, true,
              "The service could not be reached. Try again later.",
              "the request failed and the transport cannot tell why"},
    ErrorInfo{rate_limited, "rate_limited", Fault::api, true,
              "The service is receiving too many requests. Try again later.",
              "status 429, or a pause it asked for"},
    ErrorInfo{retry_later, "retry_later", Fault::api, true,
              "The service asked to be tried again later.",
              "Retry-After is longer than a call may wait"},
    ErrorInfo{unauthorized, "unauthorized", Fault::api, false,
              "The service did not accept this workspace's credentials.", "status 401 or 403"},
    ErrorInfo{not_found, "not_found", Fault::api, false,
              "The service has no record for these values.", "status 404 or 410"},
    ErrorInfo{client_error, "client_error", Fault::api, false,
              "The service did not accept this request.", "a 4xx status"},
    ErrorInfo{server_error, "server_error", Fault::api, true,
              "The service has a problem of its own. Try again later.", "a 5xx status"},
    ErrorInfo{redirect_refused, "redirect_refused", Fault::api, false,
              "The service has moved and this lookup has to be set up again.",
              "a redirect that `max_redirects` or the same-origin rule does not allow"},
    ErrorInfo{api_reported_error, "api_reported_error", Fault::api, false,
              "The service reported a problem with this lookup.",
              "`success_when` is not true for a 2xx answer"},
    ErrorInfo{token_refused, "token_refused", Fault::api, false,
              "The service did not accept this workspace's credentials.",
              "the token endpoint gave no access token"},
    ErrorInfo{response_too_large, "response_too_large", Fault::api, false,
              "The service's answer is too large.",
              "the answer is over `max_response_bytes` or the header limit"},
    ErrorInfo{bad_response, "bad_response", Fault::api, false,
              "The service's answer could not be understood.",
              "not a valid HTTP message or content encoding"},
    ErrorInfo{invalid_json, "invalid_json", Fault::mapping, false,
              "The service's answer could not be read.", "the body is not JSON"},
    ErrorInfo{response_too_complex, "response_too_complex", Fault::mapping, false,
              "The service's answer is too complex.",
              "the body is nested too deeply, has too many values or too long numbers"},
    ErrorInfo{required_missing, "required_missing", Fault::mapping, false,
              "The service's answer lacks a value this case needs.",
              "a `required` source is missing or null"},
    ErrorInfo{wrong_type, "wrong_type", Fault::mapping, false,
              "The service's answer holds a value of an unexpected kind.",
              "a value cannot be converted to the mapping's type without loss"},
    ErrorInfo{secret_not_found, "secret_not_found", Fault::host, false,
              "This lookup's credentials are not set up in this workspace.",
              "a secret the field names was not supplied"},
    ErrorInfo{invalid_data, "invalid_data", Fault::host, false, "The case could not be read.",
              "case data or a host root is not usable JSON"},
    ErrorInfo{invalid_previous_outcome, "invalid_previous_outcome", Fault::host, false,
              "The last result of this lookup could not be read.",
              "the previous outcome is not one that fieldcall wrote"},
    ErrorInfo{out_of_memory, "out_of_memory", Fault::host, true,
              "There was not enough memory for this lookup. Try again later.",
              "an allocation failed"},
    ErrorInfo{shut_down, "shut_down", Fault::host, true,
              "This lookup was stopped because the application is closing. Try again later.",
              "the client was shut down before the call ended"},
    ErrorInfo{internal_error, "internal_error", Fault::host, false,
              "This lookup failed because of a problem in this application.",
              "an internal error of fieldcall: please report it"},
};

constexpr bool rows_follow_codes() {
  for (std::size_t i = 0; i < error_rows.size(); ++i) {
    if (static_cast<std::size_t>(error_rows[i].code) != i) return false;
  }
  return error_rows.size() == static_cast<std::size_t>(internal_error) + 1;
}
static_assert(rows_follow_codes());

}  // namespace

std::string_view fault_name(Fault fault) {
  switch (fault) {
    case Fault::config:
      return "config";
    case Fault::input:
      return "input";
    case Fault::policy:
      return "policy";
    case Fault::network:
      return "network";
    case Fault::api:
      return "api";
    case Fault::mapping:
      return "mapping";
    case Fault::host:
      return "host";
  }
  return "host";
}

std::span<const ErrorInfo> error_table() {
  return error_rows;
}

const ErrorInfo& error_info(ErrorCode code) {
  const auto index = static_cast<std::size_t>(code);
  FIELDCALL_CHECK(index < error_rows.size());
  return error_rows[index];
}

std::optional<ErrorCode> error_code_from_name(std::string_view name) {
  for (const ErrorInfo& row : error_rows) {
    if (row.name == name) return row.code;
  }
  return std::nullopt;
}

}  // namespace fieldcall
