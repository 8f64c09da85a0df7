#include "zones.hpp"

#include <emscripten.h>

#include <cmath>

namespace {

// clang-format off
// Seconds, or NaN for no such zone. `zoneOffset` is what wasm/js/core.js makes the module with.
EM_JS(double, fieldcall_zone_offset, (const char* zone, int size, double at), {
  return Module["zoneOffset"](UTF8ToString(zone, size), at);
});
// clang-format on

}  // namespace

namespace fieldcall::wasm {

std::optional<std::int32_t> PageZones::offset_s(std::string_view zone, Instant instant) const {
  const double offset =
      fieldcall_zone_offset(zone.data(), static_cast<int>(zone.size()),
                            static_cast<double>(instant.time_since_epoch().count()));
  if (std::isnan(offset)) return std::nullopt;
  return static_cast<std::int32_t>(offset);
}

}  // namespace fieldcall::wasm
