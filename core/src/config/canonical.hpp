// The canonical text of a JSON value: members sorted by key, no white space. Two configurations
// that differ only in layout have the same.
#pragma once

#include <string>

#include "json/value.hpp"

namespace fieldcall::config {

// Keys are compared by bytes; numbers keep their digits. Recursive: depth is bounded by the reader.
std::string canonical_text(const json::Value& value);

// The first 16 hex digits of the SHA-256 of the canonical text.
std::string configuration_hash(const json::Value& value);

}  // namespace fieldcall::config
