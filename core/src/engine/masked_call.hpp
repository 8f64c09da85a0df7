// The requests of one call as a preview may show them: rendered again by the same code, with
// secrets masked.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "call/request.hpp"
#include "config/field_config.hpp"
#include "fieldcall/http.hpp"
#include "fieldcall/inputs.hpp"
#include "fieldcall/limits.hpp"
#include "fieldcall/time.hpp"
#include "templating/request_template.hpp"

namespace fieldcall::engine {

// A call with its name and the moment it started.
struct CallMoment {
  std::string call_id;
  Instant started_at{};
};

templating::Rendering masked_call(const config::FieldConfig& config, const CallInputs& inputs,
                                  const CallMoment& call, call::RequestSettings& settings);

// The request for an access token; without oauth2 an empty one.
templating::Rendering masked_token_request(const config::FieldConfig& config,
                                           const CallInputs& inputs, const CallMoment& call,
                                           call::RequestSettings& settings);

// Text that came from elsewhere, with every secret of at least so many bytes taken out.
std::string masked_text(std::string_view text, const Secrets& secrets,
                        std::uint32_t bytes_min = limits::scrubbed_secret_bytes_min);

// Fills in secrets that the field names and the inputs lack, so that a call can be simulated where
// nobody has them; the names of those.
std::vector<std::string> add_stand_ins(const config::FieldConfig& config, const CallMoment& call,
                                       call::RequestSettings& settings, CallInputs& inputs);

}  // namespace fieldcall::engine
