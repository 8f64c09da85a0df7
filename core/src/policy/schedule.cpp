#include "fieldcall/schedule.hpp"

#include <string>
#include <utility>

#include "base/sha256.hpp"
#include "fieldcall/limits.hpp"
#include "policy/cron.hpp"
#include "policy/timezone.hpp"

namespace fieldcall {

std::optional<std::int32_t> UtcOnly::offset_s(std::string_view zone, Instant /*instant*/) const {
  if (!policy::is_utc(zone)) return std::nullopt;
  return 0;
}

Schedule::Schedule(std::string_view cron, std::string_view timezone,
                   std::shared_ptr<const policy::Cron> compiled)
    : cron_text_(cron), timezone_(timezone), cron_(std::move(compiled)) {}

Result<Schedule> Schedule::read(std::string_view cron, std::string_view timezone) {
  auto compiled = policy::parse_cron(cron);
  if (!compiled) return compiled.error();
  if (auto problem = policy::check_timezone(timezone)) return *std::move(problem);
  return Schedule(cron, timezone, std::make_shared<const policy::Cron>(*compiled));
}

bool Schedule::ever_fires() const {
  return policy::ever_fires(*cron_);
}

Millis schedule_spread(const SpreadKey& key) {
  std::string message = "schedule_spread";
  for (const std::string_view part : {key.tenant, key.case_id, key.field_key}) {
    // Lengths in front keep ("ab", "c") and ("a", "bc") apart.
    message += ' ' + std::to_string(part.size()) + ':';
    message += part;
  }
  const base::Digest digest = base::sha256(message);
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number << 8U | digest[i];
  const auto range = static_cast<std::uint64_t>(limits::schedule_spread_max.count());
  return Millis{static_cast<std::int64_t>(number * range >> 32U)};
}

}  // namespace fieldcall
