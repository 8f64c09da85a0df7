// When a field is shown. Source: SPEC section 1.
#pragma once

#include <cstdint>

#include "json/value.hpp"

namespace fieldcall::policy {

enum class Visibility : std::uint8_t { always_visible, hide_when_empty, always_hide };

// Something a person could read in the field: 0 and false are, white space is; null, "", [] and {}
// are not, nor arrays and objects of nothing but these (a field's value is an object of all its
// targets). Recursion is bounded by the reader's depth limit.
bool has_content(const json::Value& value);

bool is_shown(Visibility visibility, bool field_has_content);

}  // namespace fieldcall::policy
