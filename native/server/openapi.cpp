#include "openapi.hpp"

#include <string_view>

#include "endpoints.hpp"
#include "fieldcall/json_text.hpp"
#include "fieldcall/version.hpp"

namespace fieldcall::server {
namespace {

// Members that requests share, and the schemas of what comes back as far as clients rely on it:
// previews and outcomes have more members than are listed.
constexpr std::string_view schemas = R"({
"Configuration": {
  "description": "One field, an array of fields or a form {\"fields\": [...]}, or the text of one",
  "type": ["object", "array", "string"]
},
"Inputs": {
  "type": "object",
  "additionalProperties": false,
  "properties": {
    "data": {"type": "object", "description": "Case data"},
    "previous": {"type": "object", "description": "The field's last outcome in this case"},
    "roots": {"type": "object", "description": "Values of host roots by name"},
    "call_id": {"type": "string", "maxLength": 256},
    "callId": {"type": "string", "maxLength": 256},
    "tenant": {"type": "string"},
    "case_id": {"type": "string"},
    "caseId": {"type": "string"},
    "chain_depth": {"type": "integer", "minimum": 0},
    "chainDepth": {"type": "integer", "minimum": 0},
    "trigger": {"enum": ["on_create", "on_update", "manual", "scheduled"], "default": "manual"},
    "seed": {"type": ["integer", "string"], "description": "64 bits, to repeat a run"}
  }
},
"Diagnostics": {
  "type": "array",
  "items": {
    "type": "object",
    "required": ["severity", "code", "pointer", "message"],
    "properties": {
      "severity": {"enum": ["error", "warning", "hint"]},
      "code": {"type": "string"},
      "pointer": {"type": "string"},
      "message": {"type": "string"},
      "fix": {"type": "string"},
      "line": {"type": "integer"},
      "column": {"type": "integer"},
      "offset": {"type": "integer"}
    }
  }
},
"Problem": {
  "description": "RFC 9457",
  "type": "object",
  "required": ["type", "title", "status", "detail", "code"],
  "properties": {
    "type": {"type": "string"},
    "title": {"type": "string"},
    "status": {"type": "integer"},
    "detail": {"type": "string"},
    "code": {"type": "string"},
    "fix": {"type": "string"},
    "diagnostics": {"$ref": "#/components/schemas/Diagnostics"}
  }
},
"run": {
  "type": "object",
  "required": ["field", "status", "value", "updates", "report", "metadata"],
  "properties": {
    "field": {"type": "string"},
    "status": {
      "enum": ["ok", "empty", "stale", "waiting_input", "failed", "cancelled", "superseded"]
    },
    "value": {},
    "updates": {"type": "object"},
    "report": {"type": "array"},
    "missing": {"type": "array", "items": {"type": "string"}},
    "error": {"type": "object"},
    "notes": {"type": "array"},
    "last_written": {"type": "object"},
    "metadata": {"type": "object"}
  }
},
"render": {
  "type": "object",
  "required": ["field", "status", "pieces", "missing", "diagnostics"],
  "properties": {
    "status": {"enum": ["ready", "waiting_input", "failed"]},
    "request": {"type": "object"},
    "curl": {"type": "string"}
  }
},
"validate": {
  "type": "object",
  "required": ["valid", "diagnostics"],
  "properties": {
    "valid": {"type": "boolean"},
    "diagnostics": {"$ref": "#/components/schemas/Diagnostics"}
  }
},
"map": {
  "type": "object",
  "required": ["field", "diagnostics"],
  "properties": {
    "outcome": {"type": "object"},
    "mappings": {"type": "array"},
    "unmapped": {"type": "array", "items": {"type": "string"}},
    "problem": {"type": "object"}
  }
},
"simulate": {
  "type": "object",
  "required": ["field", "diagnostics"],
  "properties": {
    "outcome": {"type": "object"},
    "timeline": {"type": "array"},
    "requests": {"type": "array"},
    "problem": {"type": "object"}
  }
},
"demo": {
  "type": "object",
  "required": ["api_base"],
  "properties": {"api_base": {"type": "string"}}
},
"healthz": {
  "type": "object",
  "required": ["status"],
  "properties": {"status": {"const": "ok"}}
},
"metrics": {"type": "string"},
"openapi": {"type": "object"}
})";

// The last segment: "run" of "/v1/run", "openapi" of "/openapi.json".
std::string_view name_of(const Route& route) {
  const std::string_view segment = route.path.substr(route.path.rfind('/') + 1);
  return segment.substr(0, segment.find('.'));
}

std::string request_body(const Route& route) {
  std::string properties =
      R"("config":{"$ref":"#/components/schemas/Configuration"},)"
      R"("field":{"type":"string","description":"Key of the field, if there are several"},)"
      R"("known_roots":{"type":"array","items":{"type":"string"}},)"
      R"("inputs":{"$ref":"#/components/schemas/Inputs"})";
  std::string required = R"("config")";
  if (route.endpoint == Endpoint::map) {
    properties += R"(,"answer":{"description":)"
                  R"("{status, headers, body}, a body, or text such as curl -i prints"})";
    required += R"(,"answer")";
  }
  if (route.endpoint == Endpoint::simulate) {
    properties += R"(,"script":{"description":"The API's answers","type":["array","object"]})";
    required += R"(,"script")";
  }
  return R"("requestBody":{"required":true,"content":{"application/json":{"schema":{)"
         R"("type":"object","additionalProperties":false,"required":[)" +
         required + R"(],"properties":{)" + properties + "}}}}},";
}

std::string operation(const Route& route) {
  const std::string name(name_of(route));
  std::string text =
      R"({"operationId":)" + json_quote(name) + R"(,"summary":)" + json_quote(route.summary) + ',';
  text += route.needs_token ? R"("security":[{"token":[]}],)" : R"("security":[],)";
  if (route.method == "POST") text += request_body(route);
  return text + R"("responses":{"200":{"description":)" + json_quote(route.answer) +
         R"(,"content":{)" + json_quote(route.media_type) +
         R"(:{"schema":{"$ref":"#/components/schemas/)" + name +
         R"("}}}},"default":{"$ref":"#/components/responses/Problem"}}})";
}

std::string_view key_of(std::string_view method) {
  return method == "POST" ? "post" : "get";
}

}  // namespace

std::string openapi_document() {
  std::string paths;
  for (const Route& route : routes()) {
    if (!paths.empty()) paths += ',';
    paths += json_quote(route.path) + ":{" + json_quote(key_of(route.method)) + ':' +
             operation(route) + '}';
  }
  return R"({"openapi":"3.1.0","info":{"title":"fieldcall serve","version":)" +
         json_quote(version()) + R"(,"license":{"name":"Apache-2.0","identifier":"Apache-2.0"}},)" +
         R"("servers":[{"url":"/"}],"paths":{)" + paths +
         R"(},"components":{"securitySchemes":{"token":{"type":"http","scheme":"bearer"}},)" +
         R"("responses":{"Problem":{"description":"Refused","content":{)" +
         R"("application/problem+json":)" +
         R"({"schema":{"$ref":"#/components/schemas/Problem"}}}}},"schemas":)" +
         std::string(schemas) + "}}";
}

}  // namespace fieldcall::server
