// A simulation for people: its timeline, and how it ended.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace fieldcall::cli {

// `simulation` has the shape of simulate().
std::string simulation_to_text(const nlohmann::ordered_json& simulation);

}  // namespace fieldcall::cli
