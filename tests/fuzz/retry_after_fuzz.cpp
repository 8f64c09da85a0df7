// Retry-After: a wait is never negative and never overflows the clock.
#include <cstdint>
#include <string_view>

#include "fieldcall/check.hpp"
#include "http/retry_after.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view value(reinterpret_cast<const char*>(data), size);
  const fieldcall::Instant now{fieldcall::Millis{1'768'478'400'000}};
  const auto wait = fieldcall::http::parse_retry_after(value, now);
  if (!wait) return 0;
  FIELDCALL_CHECK(*wait >= fieldcall::Millis{0});
  FIELDCALL_CHECK(now + *wait >= now);
  return 0;
}
