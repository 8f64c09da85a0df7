#include "text/base64.hpp"

#include <cstddef>
#include <cstdint>

namespace fieldcall::text {

void append_base64(std::string_view bytes, std::string& out) {
  constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::string_view group = bytes.substr(i, 3);
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      bits = bits << 8 | (k < group.size() ? static_cast<unsigned char>(group[k]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      const bool is_padding = k > group.size();
      out.push_back(is_padding ? '=' : alphabet[bits >> (18 - 6 * k) & 63]);
    }
  }
}

std::string base64(std::string_view bytes) {
  std::string out;
  append_base64(bytes, out);
  return out;
}

}  // namespace fieldcall::text
