// For C++ users who hold nlohmann/json values: between them and the JSON text that fieldcall takes
// and gives. Header-only; nothing in fieldcall includes it, so it costs only who asks for it.
//
//   CallInputs inputs;
//   set_data(inputs, case_data);
//   ...
//   for (const auto& [target, value] : updates_of(outcome).items()) apply(target, value);
//
// nlohmann/json rounds integers beyond 64 bits and long decimals to doubles; map those with
// "type": "string" to keep their digits.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "fieldcall/inputs.hpp"
#include "fieldcall/outcome.hpp"

namespace fieldcall {

// `value` is nlohmann::json, nlohmann::ordered_json or a like. Strings that are not UTF-8 get
// U+FFFD where they are broken.
template <class Json>
std::string to_json_text(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Case data: an object.
template <class Json>
void set_data(CallInputs& inputs, const Json& data) {
  inputs.data_json = to_json_text(data);
}

// The root `name` for placeholders such as {env.api_base}.
template <class Json>
void set_root(CallInputs& inputs, std::string_view name, const Json& value) {
  inputs.roots.insert_or_assign(std::string(name), to_json_text(value));
}

// The parts of an outcome, members in fieldcall's order.
inline nlohmann::ordered_json updates_of(const Outcome& outcome) {
  return nlohmann::ordered_json::parse(outcome.updates_json);
}
inline nlohmann::ordered_json value_of(const Outcome& outcome) {
  return nlohmann::ordered_json::parse(outcome.value_json);
}
inline nlohmann::ordered_json report_of(const Outcome& outcome) {
  return nlohmann::ordered_json::parse(outcome.report_json);
}
inline nlohmann::ordered_json metadata_of(const Outcome& outcome) {
  return nlohmann::ordered_json::parse(outcome.metadata_json);
}

}  // namespace fieldcall
