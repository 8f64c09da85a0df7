// Names a call goes by: its id, and the key by which an API tells a repeated request from a new
// one.
//
// Both have the shape of a UUID (RFC 9562, version 8: made from a hash), so that APIs and logs that
// expect one take them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "fieldcall/time.hpp"

namespace fieldcall::call {

// What a generated call id is made from. Hosts draw seeds at random; the rest keeps ids apart where
// one does not.
struct CallOrigin {
  std::uint64_t seed = 0;
  std::uint64_t sequence = 0;  // of the engine
  Instant started_at{};
  std::string_view field_key{};
  std::string_view tenant{};
  std::string_view case_id{};
};

std::string generate_call_id(const CallOrigin& origin);

// The value of the Idempotency-Key header: the same for all attempts of a call, and for a call that
// is run again under the same id after a crash.
std::string idempotency_key(std::string_view call_id, std::string_view field_key,
                            std::string_view tenant);

}  // namespace fieldcall::call
