// The field that fetches an access token for another one: the client credentials grant as a call of
// its own, so that retries, limits, egress rules and explanations are those of every call.
//
// Source: RFC 6749, 4.4.
#pragma once

#include <memory>

#include "config/field_config.hpp"

namespace fieldcall::config {

// nullptr unless the field's auth is oauth2. Times and retries are the field's own.
std::shared_ptr<const FieldConfig> token_field(const FieldConfig& field);

}  // namespace fieldcall::config
