// Checks of an object against the field table: known keys, types, ranges, words, what is required.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/field_table.hpp"
#include "fieldcall/diagnostic.hpp"
#include "json/arena.hpp"
#include "json/value.hpp"

namespace fieldcall::config {

using Diagnostics = std::vector<Diagnostic>;

void add_diagnostic(Diagnostics& diagnostics, Severity severity, std::string_view code,
                    std::string_view pointer, std::string message, std::string fix = {});

// Reports everything that does not fit and returns what does: the object's known members with
// usable values, nested objects treated in the same way. So a reader behind it needs no checks, and
// one mistake is reported once.
//
// Precondition: value is an object. Codes: "unknown_key", "missing_key", "wrong_type",
// "out_of_range", "invalid_value", "empty_list".
json::Value check_object(const json::Value& value, Table table, std::string_view pointer,
                         json::Arena& arena, Diagnostics& diagnostics);

// "the field" must be an object, not a string. For what stands in no table.
void report_wrong_type(std::string_view title, Types allowed, const json::Value& value,
                       std::string_view pointer, Diagnostics& diagnostics);

// The text in quotes, as JSON writes it, cut to a readable length.
std::string quote(std::string_view text);

}  // namespace fieldcall::config
