#include "base/padded.hpp"

namespace fieldcall::base {

void append_padded(std::int64_t number, std::size_t width, std::string& out) {
  std::string digits = std::to_string(number);
  const std::size_t sign = number < 0 ? 1 : 0;
  if (digits.size() < width) digits.insert(sign, width - digits.size(), '0');
  out += digits;
}

}  // namespace fieldcall::base
