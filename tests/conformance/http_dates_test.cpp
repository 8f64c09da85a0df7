// HTTP dates and Retry-After values.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "fieldcall/limits.hpp"
#include "http/date.hpp"
#include "http/retry_after.hpp"
#include "support/shared_data.hpp"

namespace fieldcall::http {
namespace {

using Json = nlohmann::json;

constexpr Instant january_2026{Millis{1'768'478'400'000}};  // 2026-01-15T12:00:00Z

std::int64_t seconds_of(Instant instant) {
  return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
}

// Right in form, but no time of day.
bool is_impossible(const std::string& text) {
  return text.find(":61 ") != std::string::npos || text.find(" 24:") != std::string::npos ||
         text.find(":60:") != std::string::npos;
}

TEST(HttpDates, OnlyTheThreeFormsAreRead) {
  const auto text = test::read_conformance("http-dates/http-dates.json");
  if (!text) GTEST_SKIP() << "the conformance data is not on this machine";
  int forms = 0;
  int read = 0;
  int others = 0;
  const Json cases = Json::parse(*text)["cases"];
  for (const Json& item : cases) {
    const std::string input = item["input"];
    const auto instant = parse_http_date(input, january_2026);
    if (item["rfc9110_form"].is_null()) {
      ++others;
      EXPECT_FALSE(instant) << input;
      continue;
    }
    ++forms;
    EXPECT_EQ(instant.has_value(), !is_impossible(input)) << input;
    if (!instant) continue;
    ++read;
    if (item["curl_epoch"].is_null()) continue;
    EXPECT_EQ(seconds_of(*instant), item["curl_epoch"].get<std::int64_t>()) << input;
  }
  std::printf("http dates: of %d in a form %d read and %d impossible; %d others refused\n", forms,
              read, forms - read, others);
  EXPECT_GE(read, 9);
}

TEST(HttpDates, RetryAfter) {
  const auto text = test::read_conformance("http-dates/retry-after.json");
  if (!text) GTEST_SKIP() << "the conformance data is not on this machine";
  int count = 0;
  int right = 0;
  const Json data = Json::parse(*text);
  ASSERT_EQ(data["now"], "2026-01-15T12:00:00Z");
  for (const Json& item : data["cases"]) {
    const std::string value = item["value"];
    const auto wait = parse_retry_after(value, january_2026);
    const Json& expected = item["expect"];
    bool fits = false;
    if (expected.is_null()) {
      fits = !wait;
    } else if (expected == "clamp") {
      fits = wait && *wait > limits::retry_after_max && january_2026 + *wait > january_2026;
    } else {
      const int seconds = expected.is_number() ? expected.get<int>() : 120;
      fits = wait == Millis{std::chrono::seconds{seconds}};
    }
    ++count;
    right += fits ? 1 : 0;
    EXPECT_TRUE(fits) << item.dump();
  }
  std::printf("retry-after: %d/%d\n", right, count);
  EXPECT_GT(count, 30);
}

}  // namespace
}  // namespace fieldcall::http
