// Refusals as problem documents (RFC 9457): {"type", "title", "status", "detail", "code", "fix"?}.
// `code` is stable and says more than the status; the type is about:blank, the title the status's.
// Nothing of a request is quoted but names of members and what a diagnostic says.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "http_message.hpp"

namespace fieldcall::server {

enum class Problem : std::uint8_t {
  bad_request,
  missing_host,
  invalid_json,
  invalid_request,
  secrets_not_accepted,
  unauthorized,
  origin_refused,
  not_found,
  method_not_allowed,
  request_timeout,
  body_too_large,
  unsupported_media_type,
  expectation_failed,
  host_refused,
  invalid_configuration,
  too_many_requests,
  too_many_calls,
  headers_too_large,
  internal_error,
  unavailable,
  shutting_down,
  too_many_connections,
};

struct ProblemInfo {
  Problem problem;
  std::string_view code;
  std::int32_t status;
  std::string_view detail;  // what is said where nothing more is known
  std::string_view fix;     // may be empty
};

// In the order of the enumeration.
std::span<const ProblemInfo> problem_table();

// What a refusal says besides its code; empty = what the table has.
struct ProblemText {
  std::string code{};
  std::string detail{};
  std::string fix{};
  std::string members{};  // of the document: R"("diagnostics":[...])"
};

Answer problem_answer(Problem problem, const ProblemText& text = {});

// "Not Found" for 404.
std::string_view reason_phrase(std::int32_t status);

}  // namespace fieldcall::server
