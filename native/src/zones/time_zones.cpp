#include "fieldcall/native/time_zones.hpp"

#include <date/tz.h>

#include <chrono>
#include <exception>
#include <map>
#include <mutex>
#include <string>

#include "zones/zone_rule.hpp"

namespace fieldcall::native {
namespace {

// Rules are read when they are first needed and kept.
std::optional<ZoneRule> rule_of(const std::string& zone) {
  static std::mutex mutex;
  static std::map<std::string, std::optional<ZoneRule>> rules;
  const std::lock_guard lock(mutex);
  const auto known = rules.find(zone);
  if (known != rules.end()) return known->second;
  return rules.emplace(zone, read_zone_rule(zone)).first->second;
}

}  // namespace

std::optional<std::int32_t> SystemTimeZones::offset_s(std::string_view zone,
                                                      Instant instant) const {
  if (zone == "localtime") return std::nullopt;
  const auto second = std::chrono::floor<std::chrono::seconds>(instant);
  try {
    const date::time_zone* found = date::locate_zone(zone);
    const date::sys_info info = found->get_info(second);
    std::chrono::seconds offset = info.offset;
    constexpr date::sys_days far_off = date::year{9999} / 12 / 31;
    if (info.end > far_off) {
      if (const auto rule = rule_of(found->name())) {
        offset = rule->offset(second);
      }
    }
    return static_cast<std::int32_t>(offset.count());
  } catch (const std::exception&) {  // no such zone, no database, or a damaged file
    return std::nullopt;
  }
}

}  // namespace fieldcall::native
