// The system's time zone database for schedules.
//
// Reads the folder of compiled zones that the system keeps up to date (/usr/share/zoneinfo, Debian
// package tzdata), once, when the first zone is asked for; nothing is ever downloaded. Changes to
// the folder are seen by new processes. From the year 2038 on, where the compiled tables end, a
// zone's rule for the years to come is followed.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "fieldcall/schedule.hpp"

namespace fieldcall::native {

// Any number of these share one database; usable from any thread.
class SystemTimeZones final : public TimeZones {
 public:
  // Names as the database spells them. Nothing also if the system has no database, or the zone's
  // file is damaged. "localtime" is no zone: it means something else on every machine.
  [[nodiscard]] std::optional<std::int32_t> offset_s(std::string_view zone,
                                                     Instant instant) const override;
};

}  // namespace fieldcall::native
