// A rendered request for people.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace fieldcall::cli {

// `preview` has the shape of render_preview().
std::string preview_to_text(const nlohmann::ordered_json& preview);

}  // namespace fieldcall::cli
