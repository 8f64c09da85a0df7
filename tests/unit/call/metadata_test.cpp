#include "call/metadata.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <vector>

namespace fieldcall::call {
namespace {

using nlohmann::json;

constexpr Instant started{Millis{1'768'478'400'000}};  // 2026-01-15T12:00:00Z

Attempt attempt(std::uint32_t number) {
  Attempt row;
  row.number = number;
  row.started_at = started;
  row.duration = Millis{30'000};
  row.error = ErrorCode::server_error;
  row.is_over = true;
  row.status = 503;
  row.retry_after = Millis{7000};
  row.wait = Millis{7100};
  return row;
}

TEST(Metadata, HasTimesAttemptsAndNames) {
  std::vector<Attempt> attempts{attempt(1), attempt(2), attempt(3)};
  attempts[1] = {.number = 2, .started_at = started, .duration = Millis{5}, .is_cancelled = true};
  attempts[2] = {.number = 3, .started_at = started, .duration = Millis{7}, .status = 200};
  const json metadata = json::parse(metadata_to_json({.call_id = "id-1",
                                                      .trigger = Trigger::on_update,
                                                      .seed = UINT64_MAX,
                                                      .started_at = started,
                                                      .finished_at = started + Millis{1500},
                                                      .deadline_at = started + Millis{60'000},
                                                      .attempts = attempts,
                                                      .source = Source::network,
                                                      .http_status = 200,
                                                      .next_retry_at = started + Millis{9000},
                                                      .config_hash = "0123456789abcdef"}));
  const json expected = json::parse(R"({
    "call_id": "id-1", "trigger": "on_update", "seed": "18446744073709551615",
    "started_at": "2026-01-15T12:00:00.000Z", "finished_at": "2026-01-15T12:00:01.500Z",
    "duration_ms": 1500, "deadline": "2026-01-15T12:01:00.000Z",
    "attempts": [
      {"number": 1, "started_at": "2026-01-15T12:00:00.000Z", "duration_ms": 30000,
       "result": "server_error", "status": 503, "retry_after_ms": 7000, "wait_ms": 7100},
      {"number": 2, "started_at": "2026-01-15T12:00:00.000Z", "duration_ms": 5,
       "result": "cancelled"},
      {"number": 3, "started_at": "2026-01-15T12:00:00.000Z", "duration_ms": 7,
       "result": "ok", "status": 200}],
    "source": "network", "http_status": 200, "next_retry_at": "2026-01-15T12:00:09.000Z",
    "config_hash": "0123456789abcdef"})");
  for (const auto& [key, value] : expected.items()) EXPECT_EQ(metadata.at(key), value) << key;
  EXPECT_TRUE(metadata.at("engine_version").is_string());
  EXPECT_EQ(metadata.size(), expected.size() + 1);
}

TEST(Metadata, SaysNothingOfTheNetworkWhenNothingWasSent) {
  const json metadata = json::parse(metadata_to_json({}));
  EXPECT_EQ(metadata.at("attempts"), json::array());
  EXPECT_FALSE(metadata.contains("source"));
  EXPECT_FALSE(metadata.contains("http_status"));
  EXPECT_FALSE(metadata.contains("next_retry_at"));
  EXPECT_FALSE(metadata.contains("attempts_left_out"));
}

TEST(Metadata, FitsWithTheMostAttemptsAndTheLongestId) {
  std::vector<Attempt> attempts;
  for (std::uint32_t number = 1; number <= 11; ++number) attempts.push_back(attempt(number));
  const std::string id(limits::call_id_bytes_max, '"');
  const std::string text = metadata_to_json({.call_id = id, .attempts = attempts});
  EXPECT_LE(text.size(), limits::metadata_bytes_max);
  EXPECT_EQ(json::parse(text).at("attempts").size(), 11U);
}

TEST(Metadata, LeavesOutAttemptsInTheMiddleAndCountsThem) {
  std::vector<Attempt> attempts;
  for (std::uint32_t number = 1; number <= 100; ++number) attempts.push_back(attempt(number));
  const std::string text = metadata_to_json({.attempts = attempts});
  EXPECT_LE(text.size(), limits::metadata_bytes_max);
  const json metadata = json::parse(text);
  const json& listed = metadata.at("attempts");
  EXPECT_GT(listed.size(), 10U);
  EXPECT_EQ(listed.size() + metadata.at("attempts_left_out").get<std::size_t>(), 100U);
  EXPECT_EQ(listed.front().at("number"), 1);
  EXPECT_EQ(listed.back().at("number"), 100);
}

TEST(Metadata, GivesUpAllAttemptsBeforeItGivesUpTheRest) {
  const std::vector<Attempt> attempts{attempt(1), attempt(2)};
  const json metadata = json::parse(metadata_to_json({.attempts = attempts}, 10));
  EXPECT_EQ(metadata.at("attempts"), json::array());
  EXPECT_EQ(metadata.at("attempts_left_out"), 2);
}

TEST(Metadata, CutsAndRepairsIds) {
  const std::string text = metadata_to_json({.call_id = "\xff" + std::string(10'000, 'x')});
  EXPECT_LE(text.size(), limits::metadata_bytes_max);
  EXPECT_LE(json::parse(text).at("call_id").get<std::string>().size(), limits::call_id_bytes_max);
}

}  // namespace
}  // namespace fieldcall::call
