// What is legal in each key but odd in their combination.
#pragma once

#include <string_view>

#include "config/field_config.hpp"
#include "config/structure.hpp"
#include "json/value.hpp"

namespace fieldcall::config {

// `field` is the checked object that `config` was read from. Codes: "missing_schedule" and
// "unused_schedule", "unused_watch", "nothing_to_watch", "cached_write",
// "stale_without_cache", "deadline_below_timeout", "redirects_not_followed", "browser_header".
void lint_field(const FieldConfig& config, const json::Value& field, std::string_view pointer,
                Diagnostics& diagnostics);

}  // namespace fieldcall::config
