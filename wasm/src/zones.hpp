// The port to the page's time zones: Intl's, or those createFieldcall() was given.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "fieldcall/schedule.hpp"

namespace fieldcall::wasm {

class PageZones final : public TimeZones {
 public:
  [[nodiscard]] std::optional<std::int32_t> offset_s(std::string_view zone,
                                                     Instant instant) const override;
};

}  // namespace fieldcall::wasm
