// A schema of an OpenAPI document, as far as a field needs to know it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "importing/openapi_document.hpp"
#include "json/value.hpp"

namespace fieldcall::importing {

struct SchemaProperty {
  std::string_view name;
  const json::Value* schema = nullptr;
  bool is_required = false;
};

struct Schema {
  std::string_view type;    // "string", "object", ...; empty = any
  std::string_view format;  // "date", "int64", ...
  std::vector<SchemaProperty> properties;
  const json::Value* constant = nullptr;       // the only value there is: const, or an enum of one
  const json::Value* default_value = nullptr;  // a scalar
  const json::Value* items = nullptr;          // of an array
  bool is_read_only = false;
  bool is_write_only = false;
  bool is_choice = false;  // the first of oneOf or anyOf was taken
};

// References are followed, allOf is merged, the first choice of oneOf and anyOf that is not null is
// taken. Bounded by openapi_depth_max and the document's steps.
Schema read_schema(const json::Value& schema, OpenapiDocument& document, std::uint32_t depth = 0);

// A path that JMESPath reads: names in quotes where they need them.
std::string jmespath_name(std::string_view name);

}  // namespace fieldcall::importing
