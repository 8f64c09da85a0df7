// When a cron expression fires, found the slow way and without any of the engine's code: every
// minute is looked at, and every field is read anew as text for each number it could hold.
//
// For expressions that the engine accepted, and zones whose offsets are whole minutes.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "fieldcall/time.hpp"

namespace fieldcall::test {

using OffsetAt = std::function<std::chrono::seconds(Instant)>;

class CronReference {
 public:
  explicit CronReference(std::string_view expression);

  // A reading of the clock, in minutes since 1970.
  [[nodiscard]] bool fits(std::int64_t local_minute) const;

  // The first instant in (after, until] by the rules for clock changes.
  [[nodiscard]] std::optional<Instant> next(Instant after, Instant until,
                                            const OffsetAt& offset_at) const;

 private:
  [[nodiscard]] bool reaches(std::int64_t latest, std::int64_t reading_now) const;

  std::array<std::set<int>, 5> numbers_;
  bool either_day_ = false;
  bool follows_clock_ = false;
};

}  // namespace fieldcall::test
