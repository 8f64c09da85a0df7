// Truth as JMESPath filters, `!`, `&&` and `||` have it.
//
// Source: JMESPath specification, "or expressions".
#pragma once

#include "json/value.hpp"

namespace fieldcall::expression::jmespath {

// null, false, "", [] and {} count as false.
inline bool is_truthy(const json::Value& value) {
  switch (value.type()) {
    case json::Type::null:
      return false;
    case json::Type::boolean:
      return value.as_boolean();
    case json::Type::number:
      return true;
    case json::Type::string:
      return !value.as_string().empty();
    case json::Type::array:
    case json::Type::object:
      return value.size() > 0;
  }
  return false;
}

}  // namespace fieldcall::expression::jmespath
