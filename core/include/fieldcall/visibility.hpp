// Whether a field is shown: `visibility` and what there is to show. Pure.
//
//   always-visible   always
//   hide-when-empty  if there is something to show
//   always-hide      never
//
// There is something to show if the field's own value or one of its targets in the case holds more
// than null, "", [], {} or arrays and objects of nothing but these. 0 and false are values.
//
// What the call is doing does not count: a field without a value is hidden while it waits for
// input, runs or after it failed, and a value that an earlier call, a cache or a person put there
// is shown. A form that wants its readers to see failures makes the field always-visible.
#pragma once

#include <string>

#include "fieldcall/field.hpp"
#include "fieldcall/result.hpp"

namespace fieldcall {

// JSON texts; either may be left out.
struct FieldState {
  std::string value_json = "null";  // the field's own value: Outcome::value_json
  std::string data_json = "{}";     // case data
};

// Error "invalid_data": a text that is no JSON, case data that is no object, or too large (4 MiB
// of case data, 16 MiB of a value). Only hide-when-empty reads the state.
Result<bool> visible(const Field& field, const FieldState& state);

}  // namespace fieldcall
