// Normalized paths (RFC 9535, 2.7): the one way to write where a node is: $['a'][0].
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace fieldcall::expression::jsonpath {

// 'name', with the escapes of normalized paths.
void append_quoted(std::string_view name, std::string& out);
// ['name']
void append_name_step(std::string_view name, std::string& out);
// [index]
void append_index_step(std::uint32_t index, std::string& out);

}  // namespace fieldcall::expression::jsonpath
