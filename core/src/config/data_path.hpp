// Paths into case data as a configuration writes them: "address.city", "data.lines[0].sku".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/field_config.hpp"
#include "templating/request_template.hpp"

namespace fieldcall::config {

// Names behind `data`, which may be written in front; quoted names as in placeholders; array steps
// are left out. Nothing for anything else, also for "secret.x" and "call.x" without `data`.
std::optional<DataPath> read_data_path(std::string_view text);

// As read_data_path reads it: names joined by dots, in quotes where they need them. The whole case
// is "data".
std::string data_path_text(const DataPath& path);

// The data paths a request reads, each once, sorted.
std::vector<DataPath> data_paths(const templating::RequestTemplate& request);

}  // namespace fieldcall::config
