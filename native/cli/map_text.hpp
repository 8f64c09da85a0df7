// A mapped answer for people, and what previews and simulations have in common.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

namespace fieldcall::cli {

// `preview` has the shape of map_preview().
std::string map_to_text(const nlohmann::ordered_json& preview);

// The status of an outcome with its error, what is missing and its notes: without values.
std::string outcome_summary_text(const nlohmann::ordered_json& outcome);

// "120 ms", "2.3 s".
std::string milliseconds_text(std::int64_t milliseconds);

// A text as it is, anything else as JSON, nothing as "".
std::string text_of(const nlohmann::ordered_json& object, const char* name);

// What is wrong with an answer or a script, on stderr.
void complain_of_problem(const std::string& file, const nlohmann::ordered_json& preview);

}  // namespace fieldcall::cli
