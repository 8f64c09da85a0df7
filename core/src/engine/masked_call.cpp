#include "engine/masked_call.hpp"

#include "base/secret.hpp"
#include "base/sha256.hpp"
#include "call/call_data.hpp"
#include "json/arena.hpp"
#include "text/redact.hpp"

namespace fieldcall::engine {
namespace {

// Values live in `arena`, and texts in `now`.
struct ReadCall {
  json::Arena arena;
  std::string now;
  call::CallData data;

  ReadCall(const config::FieldConfig& config, const CallInputs& inputs, const CallMoment& call)
      : now(format_instant(call.started_at)),
        data(call::read_call_data(inputs, {.id = call.call_id, .now = now, .field_key = config.key},
                                  arena)) {}
};

templating::Scope masked_scope(const ReadCall& read, const CallInputs& inputs) {
  return {.roots = read.data.roots,
          .secrets = &inputs.secrets,
          .secret_mode = templating::SecretMode::mask};
}

}  // namespace

templating::Rendering masked_call(const config::FieldConfig& config, const CallInputs& inputs,
                                  const CallMoment& call, call::RequestSettings& settings) {
  const ReadCall read(config, inputs, call);
  if (read.data.failure) return {};
  return call::render_call(config, inputs, call.call_id, masked_scope(read, inputs), settings,
                           templating::Provenance::skip);
}

templating::Rendering masked_token_request(const config::FieldConfig& config,
                                           const CallInputs& inputs, const CallMoment& call,
                                           call::RequestSettings& settings) {
  if (config.token_fetch == nullptr) return {};
  return masked_call(*config.token_fetch, inputs, call, settings);
}

std::string masked_text(std::string_view text, const Secrets& secrets, std::uint32_t bytes_min) {
  std::vector<text::Redactor::Needle> needles;
  for (const auto& [name, secret] : secrets) {
    needles.push_back({name, base::SecretAccess::reveal(secret.value)});
  }
  return needles.empty() ? std::string(text) : text::Redactor(needles, bytes_min).redact(text);
}

std::vector<std::string> add_stand_ins(const config::FieldConfig& config, const CallMoment& call,
                                       call::RequestSettings& settings, CallInputs& inputs) {
  std::vector<std::string> names;
  for (const std::vector<std::string>& steps : templating::references(config.request)) {
    if (steps.size() < 2 || steps[0] != "secret" || inputs.secrets.contains(steps[1])) continue;
    names.push_back(steps[1]);
    inputs.secrets[steps[1]];
  }
  if (names.empty()) return names;
  std::vector<std::string> origins;
  const templating::Rendering request = masked_call(config, inputs, call, settings);
  if (request.url) origins.push_back(request.url->origin());
  const templating::Rendering token = masked_token_request(config, inputs, call, settings);
  if (token.url) origins.push_back(token.url->origin());
  for (const std::string& name : names) {
    // Nothing an answer or a case holds by chance.
    Secret& secret = inputs.secrets[name];
    secret.value = SecretText("simulated-" + base::to_hex(base::sha256(name)));
    secret.origins = origins;
  }
  return names;
}

}  // namespace fieldcall::engine
