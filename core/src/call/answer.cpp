#include "call/answer.hpp"

#include <cstdint>
#include <string>
#include <utility>

#include "fieldcall/limits.hpp"
#include "http/headers.hpp"
#include "http/retry_after.hpp"

namespace fieldcall::call {
namespace {

bool is_success_status(std::int32_t status) {
  return status >= 200 && status <= 299;
}

Failure failure_of(ErrorCode code, const HttpResponse& response, std::string detail) {
  Failure failure;
  failure.code = code;
  failure.detail = std::move(detail);
  failure.status = response.status;
  return failure;
}

// The first Retry-After that can be read: others are ignored.
std::optional<Millis> retry_after_of(const HttpResponse& response, Instant now) {
  for (const std::string_view value : http::header_values(response.headers, "Retry-After")) {
    if (const auto wait = http::parse_retry_after(value, now)) return wait;
  }
  return std::nullopt;
}

JudgedAnswer judge_unsuccessful(const config::FieldConfig& config, ErrorCode code,
                                const HttpResponse& response, const mapping::AnswerContext& context,
                                const std::string& why, json::Arena& arena) {
  JudgedAnswer judged;
  judged.failure =
      failure_of(code, response,
                 "answered " + std::to_string(response.status) + (why.empty() ? "" : "; " + why));
  judged.failure->retry_after = retry_after_of(response, context.now);
  judged.failure->message_from_api = mapping::api_message(config.mapping, context, arena);
  return judged;
}

JudgedAnswer map_success(const config::FieldConfig& config, const HttpResponse& response,
                         const mapping::AnswerContext& context, const CaseValues& values,
                         json::Arena& arena) {
  JudgedAnswer judged;
  judged.answer = mapping::map_answer(config.mapping, context, arena);
  judged.mapped = apply_to_case(config, judged.answer, values, arena);
  if (judged.mapped.failure) {
    judged.failure =
        failure_of(judged.mapped.failure->code, response, std::move(judged.mapped.failure->detail));
  }
  return judged;
}

}  // namespace

mapping::MappingResult apply_to_case(const config::FieldConfig& config,
                                     const mapping::MappedAnswer& answer, const CaseValues& values,
                                     json::Arena& arena) {
  return mapping::apply_mapped_answer(config.mapping, answer,
                                      {.data = values.data,
                                       .field_key = config.key,
                                       .overwrite = config.overwrite,
                                       .previous_updates = values.last_written},
                                      arena);
}

std::optional<Failure> refuse_answer(const config::FieldConfig& config,
                                     const HttpResponse& response) {
  if (response.status < 200 || response.status > 599) {
    return failure_of(ErrorCode::bad_response, response,
                      "status " + std::to_string(response.status) + " is no final answer");
  }
  if (response.body.size() > config.response_bytes_max) {
    return failure_of(ErrorCode::response_too_large, response,
                      "the body is over " + std::to_string(config.response_bytes_max) + " bytes");
  }
  std::uint64_t header_bytes = 0;
  for (const Header& header : response.headers) {
    header_bytes += header.name.size() + header.value.size();
  }
  if (header_bytes > limits::response_header_bytes_max) {
    return failure_of(
        ErrorCode::response_too_large, response,
        "the headers are over " + std::to_string(limits::response_header_bytes_max) + " bytes");
  }
  return std::nullopt;
}

JudgedAnswer judge_answer(const config::FieldConfig& config, HttpResponse& response,
                          const CaseValues& values, Instant now, json::Arena& arena) {
  mapping::DecodeResult decoded =
      mapping::decode_answer(response, response.body, config.mapping.response_type, arena);
  const mapping::AnswerContext context{.status = response.status,
                                       .headers = &response.headers,
                                       .now = now,
                                       .body = decoded.answer.body,
                                       .data = values.data};
  JudgedAnswer judged;
  if (decoded.failure) {
    judged.failure =
        failure_of(decoded.failure->code, response, std::move(decoded.failure->detail));
  } else {
    std::string why;
    switch (mapping::judge(config.mapping, context, arena, &why)) {
      case mapping::Verdict::success:
        judged = map_success(config, response, context, values, arena);
        break;
      case mapping::Verdict::http_error:
        judged = judge_unsuccessful(config, code_of_status(response.status), response, context, why,
                                    arena);
        break;
      case mapping::Verdict::reported_error:
        judged = judge_unsuccessful(config, ErrorCode::api_reported_error, response, context, why,
                                    arena);
        break;
    }
  }
  // That the page of an error status is no JSON is no news.
  if (!judged.failure || is_success_status(response.status)) {
    judged.notes = std::move(decoded.answer.notes);
  }
  return judged;
}

}  // namespace fieldcall::call
