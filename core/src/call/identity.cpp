#include "call/identity.hpp"

#include "base/parts.hpp"
#include "base/sha256.hpp"

namespace fieldcall::call {
namespace {

// RFC 9562, 5.8: version 8, variant 10.
std::string uuid_of(std::string_view message) {
  base::Digest digest = base::sha256(message);
  digest[6] = static_cast<std::uint8_t>((digest[6] & 0x0fU) | 0x80U);
  digest[8] = static_cast<std::uint8_t>((digest[8] & 0x3fU) | 0x80U);
  std::string text = base::to_hex(digest).substr(0, 32);
  for (const std::size_t position : {20U, 16U, 12U, 8U}) text.insert(position, 1, '-');
  return text;
}

}  // namespace

std::string generate_call_id(const CallOrigin& origin) {
  std::string message = "fieldcall call id\n";
  base::append_part(std::to_string(origin.seed), message);
  base::append_part(std::to_string(origin.sequence), message);
  base::append_part(std::to_string(origin.started_at.time_since_epoch().count()), message);
  base::append_part(origin.field_key, message);
  base::append_part(origin.tenant, message);
  base::append_part(origin.case_id, message);
  return uuid_of(message);
}

std::string idempotency_key(std::string_view call_id, std::string_view field_key,
                            std::string_view tenant) {
  std::string message = "fieldcall idempotency key\n";
  base::append_part(call_id, message);
  base::append_part(field_key, message);
  base::append_part(tenant, message);
  return uuid_of(message);
}

}  // namespace fieldcall::call
