// Is an answer a success? And what does the API itself say about a failure?
//
// A status that some rule's on_status names is a success. For the rest success_when decides: it is
// read as a JMESPath filter is, so everything but null, false and empty text, arrays and objects
// holds; an evaluation error does not hold. Without success_when, 2xx is success.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "fieldcall/http.hpp"
#include "fieldcall/time.hpp"
#include "json/arena.hpp"
#include "json/value.hpp"
#include "mapping/mapping.hpp"

namespace fieldcall::mapping {

// An answer as expressions see it.
struct AnswerContext {
  std::int32_t status = 0;                       // $status
  const std::vector<Header>* headers = nullptr;  // $headers; nullptr = none
  Instant now{};                                 // when the answer came: $now
  json::Value body;                              // $body; JMESPath and JSONPath root
  json::Value data;                              // $data: case data at start
};

bool is_success_status(std::int32_t status);  // 2xx

// Some rule's on_status names it.
bool names_status(const Mapping& mapping, std::int32_t status);

enum class Verdict : std::uint8_t {
  success,        // map it
  http_error,     // not a success status: the retry rules decide
  reported_error  // success_when does not hold for a 2xx: api_reported_error
};

// Rules other than mapping's own (retries, redirects, cached answers) are the caller's.
// `why` is told if success_when could not be evaluated.
Verdict judge(const Mapping& mapping, const AnswerContext& context, json::Arena& arena,
              std::string* why = nullptr);

// error_message's text, or JSON text if it found no string; cut to its limit between code points.
// "" if there is none, it finds null or cannot be evaluated.
std::string api_message(const Mapping& mapping, const AnswerContext& context, json::Arena& arena);

}  // namespace fieldcall::mapping
