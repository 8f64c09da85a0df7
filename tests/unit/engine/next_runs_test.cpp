// A field's schedule: read with the configuration, listed as JSON.
#include <gtest/gtest.h>

#include <string>

#include "fieldcall/field.hpp"
#include "fieldcall/schedule.hpp"

namespace fieldcall {
namespace {

// One zone, five hours and a half ahead.
class OneZone final : public TimeZones {
 public:
  [[nodiscard]] std::optional<std::int32_t> offset_s(std::string_view zone,
                                                     Instant /*instant*/) const override {
    if (zone == "Asia/Kolkata") return 19'800;
    if (zone == "America/St_Johns") return -9'000;
    return std::nullopt;
  }
};

Configuration configuration(const std::string& starting, const ParseOptions& options = {}) {
  return parse_configuration(
      R"([{"key": "rate", "name": "Rate", )" + starting +
          R"("api_config": {"url": "https://api.example.com/rate", "method": "GET",
                           "response_mapping": {"rate": "rate"}}}])",
      options);
}

std::string scheduled(const std::string& cron, const std::string& zone) {
  return R"("trigger": "scheduled", "schedule": {"cron": ")" + cron + R"(", "timezone": ")" + zone +
         R"("}, )";
}

std::string runs(const Configuration& parsed, const NextRunsOptions& options) {
  EXPECT_EQ(parsed.fields.size(), 1U) << diagnostics_to_json(parsed.diagnostics);
  const auto json = next_runs_json(parsed.fields.front(), options, OneZone{});
  return json ? *json : json.error().code;
}

constexpr Instant start{Millis{1'767'225'600'000}};  // 2026-01-01T00:00:00Z

TEST(NextRuns, AreListedInUtcAndInTheZone) {
  const Configuration parsed = configuration(scheduled("30 6 * * *", "Asia/Kolkata"));
  std::string json =
      runs(parsed, {.after = start, .count = 2, .tenant = "acme", .case_id = "case-1"});
  const std::string spread = std::to_string(schedule_spread({"acme", "case-1", "rate"}).count());
  EXPECT_EQ(json, R"({"field":"rate","cron":"30 6 * * *","timezone":"Asia/Kolkata",)"
                  R"("after":"2026-01-01T00:00:00.000Z","spread_ms":)" +
                      spread +
                      R"(,"runs":[{"at":"2026-01-01T01:00:00.000Z",)"
                      R"("local":"2026-01-01T06:30:00+05:30"},)"
                      R"({"at":"2026-01-02T01:00:00.000Z","local":"2026-01-02T06:30:00+05:30"}]})");
  json = runs(configuration(scheduled("0 6 * * *", "America/St_Johns")), {.after = start});
  EXPECT_NE(json.find("\"2026-01-01T06:00:00-02:30\""), std::string::npos) << json;
  json = runs(configuration(scheduled("0 6 * * *", "UTC")), {.after = start});
  EXPECT_NE(json.find("\"2026-01-01T06:00:00+00:00\""), std::string::npos) << json;
}

TEST(NextRuns, Errors) {
  EXPECT_EQ(runs(configuration(""), {.after = start}), "missing_schedule");
  const Configuration parsed = configuration(scheduled("0 6 * * *", "Asia/Kolkata"));
  EXPECT_EQ(runs(parsed, {.after = start, .count = 0}), "invalid_count");
  EXPECT_EQ(runs(parsed, {.after = start, .count = 1001}), "invalid_count");
  EXPECT_EQ(runs(configuration(scheduled("0 6 * * *", "Asia/Kalkutta")), {.after = start}),
            "unknown_timezone");
}

TEST(NextRuns, TheFieldKeepsItsSchedule) {
  const Configuration parsed = configuration(scheduled("0 6 * * *", "Asia/Kolkata"));
  const auto schedule = field_schedule(parsed.fields.front());
  ASSERT_TRUE(schedule);
  EXPECT_EQ(schedule->cron(), "0 6 * * *");
  EXPECT_EQ(schedule->timezone(), "Asia/Kolkata");
  EXPECT_FALSE(field_schedule(configuration("").fields.front()));
}

TEST(NextRuns, SchedulesThatNeverFireAreInvalid) {
  const Configuration parsed = configuration(scheduled("0 0 30 2 *", "UTC"));
  EXPECT_TRUE(parsed.fields.empty());
  ASSERT_EQ(parsed.diagnostics.size(), 1U);
  EXPECT_EQ(parsed.diagnostics[0].code, "invalid_schedule");
  EXPECT_EQ(parsed.diagnostics[0].pointer, "/0/schedule/cron");
  EXPECT_NE(parsed.diagnostics[0].message.find("never fires"), std::string::npos);
}

TEST(NextRuns, ZonesAreCheckedIfTheyAreGiven) {
  const std::string starting = scheduled("0 6 * * *", "asia/kolkata");
  EXPECT_EQ(configuration(starting).fields.size(), 1U);
  const OneZone zones;
  ParseOptions options;
  options.time_zones = &zones;
  const Configuration parsed = configuration(starting, options);
  EXPECT_TRUE(parsed.fields.empty());
  ASSERT_EQ(parsed.diagnostics.size(), 1U);
  EXPECT_EQ(parsed.diagnostics[0].code, "unknown_timezone");
  EXPECT_EQ(parsed.diagnostics[0].pointer, "/0/schedule/timezone");
  EXPECT_EQ(parsed.diagnostics[0].fix, "did you mean \"Asia/Kolkata\"?");
  EXPECT_EQ(configuration(scheduled("0 6 * * *", "UTC"), options).fields.size(), 1U);
}

}  // namespace
}  // namespace fieldcall
