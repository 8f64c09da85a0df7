#include "json/nlohmann_bridge.hpp"

#include <nlohmann/json.hpp>

namespace fieldcall::json {

// What dump() writes, without its memory.
std::size_t nlohmann_write_double(double value, std::span<char, double_chars_max> out) {
  const char* const end = nlohmann::detail::to_chars(out.data(), out.data() + out.size(), value);
  return static_cast<std::size_t>(end - out.data());
}

}  // namespace fieldcall::json
