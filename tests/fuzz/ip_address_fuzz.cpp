// Address texts: one spelling for each address, and a verdict for every one.
#include <algorithm>
#include <cstdint>
#include <string_view>

#include "fieldcall/check.hpp"
#include "fieldcall/egress.hpp"
#include "http/special_address.hpp"

namespace {

void check_address(const fieldcall::IpAddress& address) {
  const std::string text = fieldcall::format_ip_address(address);
  FIELDCALL_CHECK(text.size() <= 39);
  FIELDCALL_CHECK(fieldcall::parse_ip_address(text) == address);
  const bool is_public = fieldcall::special_address_block(address) == nullptr;
  FIELDCALL_CHECK(fieldcall::address_allowed(address, {}) == is_public);
  const auto inner = fieldcall::http::embedded_v4(address);
  for (std::size_t i = 0; i < inner.count; ++i) {
    const bool inner_public = fieldcall::special_address_block(inner.addresses[i]) == nullptr;
    FIELDCALL_CHECK(inner_public || !is_public);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto address = fieldcall::parse_ip_address(text)) check_address(*address);
  fieldcall::IpAddress raw{.is_v6 = size > 4, .bytes = {}};
  std::copy_n(data, std::min<std::size_t>(size, raw.is_v6 ? 16 : 4), raw.bytes.begin());
  check_address(raw);
  return 0;
}
