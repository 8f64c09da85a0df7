// What a C++ programmer writes over nlohmann/json values instead of an expression: the baseline
// every ratio is against. Missing values are handled as the expressions handle them, results are
// plain C++ where that is natural.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>

namespace fieldcall::bench {

// Returns something that depends on the result, so that it is computed.
using Baseline = std::uint64_t (*)(const nlohmann::json& document);

std::uint64_t four_step_path(const nlohmann::json& document);
std::uint64_t names(const nlohmann::json& document);
std::uint64_t active_names(const nlohmann::json& document);
std::uint64_t sum_of_employees(const nlohmann::json& document);
std::uint64_t pairs(const nlohmann::json& document);
std::uint64_t officer_names(const nlohmann::json& document);
std::uint64_t sorted_names(const nlohmann::json& document);
std::uint64_t best_name(const nlohmann::json& document);
std::uint64_t joined_names(const nlohmann::json& document);
std::uint64_t high_and_active_count(const nlohmann::json& document);
std::uint64_t every_name(const nlohmann::json& document);
std::uint64_t slice_of_names(const nlohmann::json& document);
std::uint64_t tagged_scores(const nlohmann::json& document);

}  // namespace fieldcall::bench
