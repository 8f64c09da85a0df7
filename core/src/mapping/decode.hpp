// An answer's bytes as a value: charset, BOM, content type and limits dealt with.
//
// JSON is what parses, whatever the content type says; the content type only helps to explain why
// something does not. Declared ISO-8859-1 is transcoded, everything else is read as UTF-8; a UTF-8
// BOM is skipped and wins over a declared charset. 204, an empty body and (for JSON) one of white
// space only are null. Source: RFC 8259, RFC 9110 8.3.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fieldcall/error.hpp"
#include "fieldcall/http.hpp"
#include "fieldcall/outcome.hpp"
#include "json/arena.hpp"
#include "json/value.hpp"
#include "mapping/mapping.hpp"

namespace fieldcall::mapping {

// Values live in the arena and point into the text that was decoded.
struct DecodedAnswer {
  json::Value body;  // null for 204 and empty bodies; a string for response_type text
  bool is_empty = false;
  // "duplicate_keys", "invalid_utf8_replaced", "body_not_read"
  std::vector<OutcomeNote> notes;
};

struct MappingFailure {
  ErrorCode code{};    // invalid_json, response_too_complex, required_missing, wrong_type
  std::string detail;  // technical: target, source, what was found; a short sample
};

struct DecodeResult {
  DecodedAnswer answer;
  std::optional<MappingFailure> failure;
};

// Makes `text`, the body of `response`, UTF-8 if it is declared to be ISO-8859-1, and says so in a
// note "transcoded". Comes before secrets are scrubbed: the marks that replace them are UTF-8.
std::optional<OutcomeNote> transcode_answer(const HttpResponse& response, std::string& text);

// `text` is response.body, transcoded and with secrets scrubbed from it; bytes that are no UTF-8
// may be replaced in place. It must outlive the values. `response.body` is not read.
//
// Failure: invalid_json (content type, position, sample) or response_too_complex. Only for a 2xx:
// the error pages of other statuses are often HTML, so there a body that cannot be read is null and
// noted as "body_not_read".
DecodeResult decode_answer(const HttpResponse& response, std::string& text, ResponseType type,
                           json::Arena& arena);

}  // namespace fieldcall::mapping
