// One field's JSON to its FieldConfig.
#pragma once

#include <memory>
#include <string_view>

#include "config/field_config.hpp"
#include "config/structure.hpp"
#include "json/value.hpp"
#include "templating/template.hpp"

namespace fieldcall::config {

// Reports every problem of the field. What is returned is usable only if none of them is an error;
// nothing if too much is wrong to build it. Its own `diagnostics` are left to the caller, who knows
// their places.
std::shared_ptr<FieldConfig> read_field(const json::Value& value,
                                        const templating::KnownRoots& roots,
                                        std::string_view pointer, Diagnostics& diagnostics);

}  // namespace fieldcall::config
