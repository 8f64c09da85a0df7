// Why a call failed: a closed list of stable codes, each with whose fault it is and what to say.
//
// The table is in core/src/base/error_table.cpp; documentation and golden tests are made from it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace fieldcall {

// Who has to act.
enum class Fault : std::uint8_t {
  config,   // the field's designer
  input,    // whoever fills in the case
  policy,   // an operator's rule forbids or postpones it
  network,  // between here and the API
  api,      // the API answered, but not as hoped
  mapping,  // the answer does not fit the mapping
  host,     // the application that runs fieldcall
};

std::string_view fault_name(Fault fault);

enum class ErrorCode : std::uint8_t {
  // config
  invalid_url,
  invalid_header,
  request_too_large,
  // input
  unusable_value,
  unsafe_path_segment,
  // policy
  egress_denied,
  secret_origin_denied,
  deadline_exceeded,
  circuit_open,
  retry_budget_exhausted,
  quota_exhausted,
  queue_full,
  too_many_runs,
  chain_too_deep,
  // network
  dns_failed,
  connection_failed,
  tls_failed,
  certificate_invalid,
  connection_reset,
  timeout,
  stalled,
  truncated,
  network_error,
  // api
  rate_limited,
  retry_later,
  unauthorized,
  not_found,
  client_error,
  server_error,
  redirect_refused,
  api_reported_error,
  token_refused,
  response_too_large,
  bad_response,
  // mapping
  invalid_json,
  response_too_complex,
  required_missing,
  wrong_type,
  // host
  secret_not_found,
  invalid_data,
  invalid_previous_outcome,
  out_of_memory,
  shut_down,
  internal_error,
};

struct ErrorInfo {
  ErrorCode code;
  std::string_view name;  // the stable text: "rate_limited"
  Fault fault;
  bool retryable;              // a later call may succeed although nobody changed anything
  std::string_view message;    // for a case worker
  std::string_view technical;  // for a log or a developer, without details
};

// In the order of ErrorCode.
std::span<const ErrorInfo> error_table();

const ErrorInfo& error_info(ErrorCode code);

std::optional<ErrorCode> error_code_from_name(std::string_view name);

}  // namespace fieldcall
