#include "text/redact.hpp"
namespace fieldcall::text {
std::string secret_mask(std::string_view name) {
  return "\xe2\x80\xb9secret:" + std::string(name) + "\xe2\x80\xba";
}
}  // namespace fieldcall::text
