// What a form does with data: which origins it calls, what it sends them, what it writes, how long
// it keeps answers. For data-protection reviews; reads configurations only and shows no value of
// a case, no secret and no literal of a request.
#pragma once

#include <span>
#include <string>

#include "fieldcall/field.hpp"

namespace fieldcall {

// Fields in their order, then the same by origin, sorted:
//
// {"fields": [{"field", "name", "section"?, "triggers", "watches"?, "schedule"?: {"cron",
//   "timezone"}, "calls": [CALL], "reads"?: [path], "writes": [path], "cache_duration",
//   "stale_if_error"}],
//  "origins": [{"origin", "is_literal", "fields", "methods", "auth", "sends": [path], "secrets",
//   "inputs", "writes", "cache_duration"}]}
// CALL: {"purpose": "request" | "token", "origin", "is_literal", "method", "auth",
//   "sends": [{"path", "in": ["url" | "param" | "header" | "body" | "auth"]}], "secrets": [name],
//   "inputs": [reference]}
//
// "origin" is "https://api.example.com", or as the template says it where the host application
// decides ("{env.api_base}"); then "is_literal" is false. A field with oauth2 makes a second call,
// for its token. "sends" and "reads" are paths into case data; what an expression reads is listed
// as far as it can be told, "data" being the whole case. "reads" is what the mapping looks at and
// sends nowhere. "inputs" are other values from the host: "env.tenant", "call.id". Redirects stay
// within the origin. Durations are in seconds; "cache_duration" of an origin is the longest.
std::string inventory_json(std::span<const Field> fields);

}  // namespace fieldcall
