#include "call/request.hpp"

#include <utility>

#include "call/identity.hpp"
#include "fieldcall/version.hpp"
#include "http/method.hpp"

namespace fieldcall::call {

RequestSettings request_settings(EgressPolicy egress, std::string_view user_agent,
                                 bool omit_idempotency_key) {
  RequestSettings settings;
  settings.render.egress = std::move(egress);
  settings.render.user_agent =
      user_agent.empty() ? "fieldcall/" + std::string(version()) : std::string(user_agent);
  settings.omit_idempotency_key = omit_idempotency_key;
  return settings;
}

std::string name_call(const CallInputs& inputs, std::string_view field_key, std::uint64_t sequence,
                      Instant now) {
  if (!inputs.call_id.empty()) return inputs.call_id;
  return generate_call_id({.seed = inputs.seed,
                           .sequence = sequence,
                           .started_at = now,
                           .field_key = field_key,
                           .tenant = inputs.tenant,
                           .case_id = inputs.case_id});
}

templating::Rendering render_call(const config::FieldConfig& config, const CallInputs& inputs,
                                  std::string_view call_id, const templating::Scope& scope,
                                  RequestSettings& settings, templating::Provenance provenance) {
  const bool needs_key = !settings.omit_idempotency_key && config.sends_idempotency_key &&
                         !http::is_safe(config.request.method);
  settings.render.idempotency_key =
      needs_key ? idempotency_key(call_id, config.key, inputs.tenant) : std::string{};
  return templating::render_request(config.request, scope, settings.render, provenance);
}

}  // namespace fieldcall::call
