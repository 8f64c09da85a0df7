// What runs the functions; see function_table.cpp for their signatures.
#pragma once

#include "expression/jmespath/function_table.hpp"

namespace fieldcall::expression::jmespath {

// ---- functions_number.cpp ----
json::Value run_abs(const Call& call);
json::Value run_avg(const Call& call);
json::Value run_ceil(const Call& call);
json::Value run_floor(const Call& call);
json::Value run_sum(const Call& call);
json::Value run_to_number(const Call& call);

// ---- functions_array.cpp ----
json::Value run_contains(const Call& call);
json::Value run_join(const Call& call);
json::Value run_length(const Call& call);
json::Value run_map(const Call& call);
json::Value run_not_null(const Call& call);
json::Value run_reverse(const Call& call);
json::Value run_to_array(const Call& call);
json::Value run_to_string(const Call& call);
json::Value run_type(const Call& call);
json::Value run_zip(const Call& call);

// ---- functions_order.cpp ----
json::Value run_max(const Call& call);
json::Value run_max_by(const Call& call);
json::Value run_min(const Call& call);
json::Value run_min_by(const Call& call);
json::Value run_sort(const Call& call);
json::Value run_sort_by(const Call& call);

// ---- functions_object.cpp ----
json::Value run_from_items(const Call& call);
json::Value run_group_by(const Call& call);
json::Value run_items(const Call& call);
json::Value run_keys(const Call& call);
json::Value run_merge(const Call& call);
json::Value run_values(const Call& call);

// ---- functions_string.cpp ----
json::Value run_ends_with(const Call& call);
json::Value run_find_first(const Call& call);
json::Value run_find_last(const Call& call);
json::Value run_replace(const Call& call);
json::Value run_split(const Call& call);
json::Value run_starts_with(const Call& call);

// ---- functions_character.cpp ----
json::Value run_lower(const Call& call);
json::Value run_pad_left(const Call& call);
json::Value run_pad_right(const Call& call);
json::Value run_trim(const Call& call);
json::Value run_trim_left(const Call& call);
json::Value run_trim_right(const Call& call);
json::Value run_upper(const Call& call);

}  // namespace fieldcall::expression::jmespath
