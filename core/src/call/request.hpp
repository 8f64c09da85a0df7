// The exact request of a call: the same code for the real one and for its preview.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "config/field_config.hpp"
#include "fieldcall/inputs.hpp"
#include "fieldcall/time.hpp"
#include "json/value.hpp"
#include "templating/request_template.hpp"
#include "templating/scope.hpp"

namespace fieldcall::call {

// What a host says about all its requests.
struct RequestSettings {
  templating::RenderOptions render;  // its idempotency key is set for each call
  bool omit_idempotency_key = false;
};

RequestSettings request_settings(EgressPolicy egress, std::string_view user_agent,
                                 bool omit_idempotency_key);

// The id the host gave, or one made from the seed. `sequence` counts the calls of an engine.
std::string name_call(const CallInputs& inputs, std::string_view field_key, std::uint64_t sequence,
                      Instant now);

// Requests of methods that may change something carry an idempotency key.
templating::Rendering render_call(const config::FieldConfig& config, const CallInputs& inputs,
                                  std::string_view call_id, const templating::Scope& scope,
                                  RequestSettings& settings, templating::Provenance provenance);

}  // namespace fieldcall::call
