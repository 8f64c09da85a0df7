#include "problem.hpp"

#include <array>

#include "fieldcall/json_text.hpp"

namespace fieldcall::server {
namespace {

constexpr std::array table{
    ProblemInfo{Problem::bad_request, "bad_request", 400,
                "The request is not plain HTTP/1.1, or is ambiguous.", ""},
    ProblemInfo{Problem::missing_host, "missing_host", 400, "The request has no Host header.", ""},
    ProblemInfo{Problem::invalid_json, "invalid_json", 400, "The body is not JSON.", ""},
    ProblemInfo{Problem::invalid_request, "invalid_request", 400,
                "The body is not as it should be.", "GET /openapi.json describes it."},
    ProblemInfo{Problem::secrets_not_accepted, "secrets_not_accepted", 400,
                "Secrets are not taken from requests: they are the server's.",
                "Leave \"secrets\" out and give the server the secret with --secrets."},
    ProblemInfo{Problem::unauthorized, "unauthorized", 401, "The token is missing or wrong.",
                "Send the token that was printed at start as \"Authorization: Bearer TOKEN\"."},
    ProblemInfo{Problem::origin_refused, "origin_refused", 403, "Pages of this origin may not ask.",
                "Allow it with --allow-origin."},
    ProblemInfo{Problem::not_found, "not_found", 404, "There is nothing here.",
                "GET /openapi.json lists what there is."},
    ProblemInfo{Problem::method_not_allowed, "method_not_allowed", 405,
                "This method is not allowed here.", "The header Allow lists those that are."},
    ProblemInfo{Problem::request_timeout, "request_timeout", 408,
                "The request did not arrive in time.", ""},
    ProblemInfo{Problem::body_too_large, "body_too_large", 413, "The body is too large.", ""},
    ProblemInfo{Problem::unsupported_media_type, "unsupported_media_type", 415,
                "The body has to be JSON, not encoded.",
                "Send it with \"Content-Type: application/json\"."},
    ProblemInfo{Problem::expectation_failed, "expectation_failed", 417,
                "Only 100-continue can be expected.", ""},
    ProblemInfo{Problem::host_refused, "host_refused", 421,
                "This server is not known by the name in the Host header.",
                "Use the address that was printed at start, or give the name with --host."},
    ProblemInfo{Problem::invalid_configuration, "invalid_configuration", 422,
                "The configuration has errors.", "\"diagnostics\" lists them."},
    ProblemInfo{Problem::too_many_requests, "too_many_requests", 429,
                "There were more requests than --rate allows.",
                "Wait as long as Retry-After says."},
    ProblemInfo{Problem::too_many_calls, "too_many_calls", 429,
                "As many calls wait as --calls-max allows.", "Try again when some have ended."},
    ProblemInfo{Problem::headers_too_large, "headers_too_large", 431, "The headers are too large.",
                ""},
    ProblemInfo{Problem::internal_error, "internal_error", 500,
                "The server failed; the call was not made.", ""},
    ProblemInfo{Problem::unavailable, "unavailable", 503, "The call was not accepted.",
                "Try again later."},
    ProblemInfo{Problem::shutting_down, "shutting_down", 503, "The server is about to end.", ""},
    ProblemInfo{Problem::too_many_connections, "too_many_connections", 503,
                "There are too many connections.", "Try again later."},
};

struct Phrase {
  std::int32_t status;
  std::string_view text;
};
constexpr std::array phrases{Phrase{200, "OK"},
                             Phrase{204, "No Content"},
                             Phrase{304, "Not Modified"},
                             Phrase{400, "Bad Request"},
                             Phrase{401, "Unauthorized"},
                             Phrase{403, "Forbidden"},
                             Phrase{404, "Not Found"},
                             Phrase{405, "Method Not Allowed"},
                             Phrase{408, "Request Timeout"},
                             Phrase{413, "Content Too Large"},
                             Phrase{415, "Unsupported Media Type"},
                             Phrase{417, "Expectation Failed"},
                             Phrase{421, "Misdirected Request"},
                             Phrase{422, "Unprocessable Content"},
                             Phrase{429, "Too Many Requests"},
                             Phrase{431, "Request Header Fields Too Large"},
                             Phrase{500, "Internal Server Error"},
                             Phrase{503, "Service Unavailable"}};

}  // namespace

std::span<const ProblemInfo> problem_table() {
  return table;
}

std::string_view reason_phrase(std::int32_t status) {
  for (const Phrase& phrase : phrases) {
    if (phrase.status == status) return phrase.text;
  }
  return "Unknown";
}

Answer problem_answer(Problem problem, const ProblemText& text) {
  const ProblemInfo& info = table[static_cast<std::size_t>(problem)];
  const auto chosen = [](const std::string& given, std::string_view otherwise) {
    return json_quote(given.empty() ? otherwise : std::string_view(given));
  };
  Answer answer;
  answer.status = info.status;
  answer.headers = {{"Content-Type", "application/problem+json"}};
  answer.body = R"({"type":"about:blank","title":)" + json_quote(reason_phrase(info.status)) +
                R"(,"status":)" + std::to_string(info.status) + R"(,"detail":)" +
                chosen(text.detail, info.detail) + R"(,"code":)" + chosen(text.code, info.code);
  // A fix of the table belongs to the table's words.
  const std::string fix =
      text.detail.empty() && text.fix.empty() ? std::string(info.fix) : text.fix;
  if (!fix.empty()) answer.body += R"(,"fix":)" + json_quote(fix);
  if (!text.members.empty()) answer.body += ',' + text.members;
  answer.body += '}';
  return answer;
}

}  // namespace fieldcall::server
