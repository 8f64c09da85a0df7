// Cron expressions and next_run, with a zone whose clocks change near the start: what is read fires
// as a search minute by minute says, and every search ends.
#include <cstdint>
#include <string>
#include <string_view>

#include "fieldcall/check.hpp"
#include "fieldcall/schedule.hpp"
#include "support/cron_reference.hpp"

namespace {

using fieldcall::Instant;
using fieldcall::Millis;
using std::chrono::minutes;

// Takes numbers off the front of the input.
class Numbers {
 public:
  explicit Numbers(std::string_view data) : data_(data) {}

  std::int64_t up_to(std::int64_t bound) {
    std::uint64_t number = 0;
    for (int i = 0; i < 4 && !data_.empty(); ++i) {
      number = number << 8U | static_cast<std::uint8_t>(data_.front());
      data_.remove_prefix(1);
    }
    return static_cast<std::int64_t>(number % static_cast<std::uint64_t>(bound + 1));
  }

  [[nodiscard]] std::string_view rest() const { return data_; }

 private:
  std::string_view data_;
};

// One change, and the way back a few days later.
class ChangingZone final : public fieldcall::TimeZones {
 public:
  ChangingZone(Numbers& numbers, Instant near) {
    change_ = std::chrono::floor<minutes>(near) + minutes{numbers.up_to(4 * 24 * 60) - 2 * 24 * 60};
    back_ = change_ + std::chrono::days{3} + minutes{numbers.up_to(10'000)};
    // Offsets under a day, and no step of more than one: a zone that leaves out two dates is none.
    before_ = minutes{15 * (numbers.up_to(110) - 55)};
    const minutes step{15 * (numbers.up_to(192) - 96)};
    after_ = before_ + step;
    if (after_ >= std::chrono::days{1} || after_ <= -std::chrono::days{1}) after_ = before_;
  }

  [[nodiscard]] std::optional<std::int32_t> offset_s(std::string_view /*zone*/,
                                                     Instant instant) const override {
    const minutes offset = instant >= change_ && instant < back_ ? after_ : before_;
    return static_cast<std::int32_t>(std::chrono::seconds{offset}.count());
  }

 private:
  Instant change_;
  Instant back_;
  minutes before_{};
  minutes after_{};
};

// A field made of numbers: most of what is random text is no expression.
std::string field_of(Numbers& numbers, std::int64_t min, std::int64_t max) {
  const std::int64_t a = min + numbers.up_to(max - min);
  const std::int64_t b = a + numbers.up_to(max - a);
  const std::string step = "/" + std::to_string(1 + numbers.up_to(max - min));
  switch (numbers.up_to(6)) {
    case 0:
      return "*" + step;
    case 1:
      return std::to_string(a) + "-" + std::to_string(b);
    case 2:
      return std::to_string(a) + "-" + std::to_string(b) + step;
    case 3:
      return std::to_string(a) + "," + std::to_string(b);
    case 4:
      return std::to_string(a) + step;
    case 5:
      return std::to_string(a);
    default:
      return "*";
  }
}

std::string expression_of(Numbers& numbers) {
  if (numbers.up_to(3) == 0) return std::string(numbers.rest());
  std::string text = field_of(numbers, 0, 59) + " " + field_of(numbers, 0, 23);
  text += " " + field_of(numbers, 1, 31) + " " + field_of(numbers, 1, 12);
  return text + " " + field_of(numbers, 0, 7);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Numbers numbers(std::string_view(reinterpret_cast<const char*>(data), size));
  const Instant after{Millis{1'577'836'800'000 + 1000 * numbers.up_to(300'000'000)}};
  const ChangingZone zone(numbers, after);
  const std::string expression = expression_of(numbers);
  const auto schedule = fieldcall::Schedule::read(expression, "Test/Zone");
  if (!schedule) {
    FIELDCALL_CHECK(schedule.error().offset <= expression.size());
    FIELDCALL_CHECK(!schedule.error().message.empty());
    return 0;
  }
  const auto run = fieldcall::next_run(*schedule, after, zone);
  FIELDCALL_CHECK(run.ok());
  FIELDCALL_CHECK(!*run || **run > after);
  FIELDCALL_CHECK(schedule->ever_fires() || !*run);
  const Instant until = after + std::chrono::days{5};
  const auto offset_at = [&zone](Instant at) {
    return std::chrono::seconds{zone.offset_s("", at).value_or(0)};
  };
  const auto expected = fieldcall::test::CronReference(expression).next(after, until, offset_at);
  if (expected || (*run && **run <= until)) FIELDCALL_CHECK(*run == expected);
  return 0;
}
