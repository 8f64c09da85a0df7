// The members of a JSON object as they are written: a configuration that is handed on keeps its
// lines, its spaces and members that stand there twice, which its own reader reports.
#pragma once

#include <string_view>
#include <vector>

#include "fieldcall/json_text.hpp"

namespace fieldcall::server {

// `json` passed check_json(). Names are decoded. Empty for what is no object.
std::vector<JsonMember> json_slices(std::string_view json);

}  // namespace fieldcall::server
