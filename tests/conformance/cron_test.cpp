// Cron expressions of four libraries, with the system's time zones. Where the libraries differ, and
// where clocks change, our own rules decide: they are looked up minute by minute (CronReference).
//
// Expressions with a seconds field in front are refused; without it, if it is a plain 0, they are
// read as five fields.
#include <gtest/gtest.h>

#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "fieldcall/native/time_zones.hpp"
#include "fieldcall/schedule.hpp"
#include "policy/cron.hpp"
#include "support/cron_reference.hpp"
#include "support/shared_data.hpp"

namespace fieldcall {
namespace {

using Json = nlohmann::json;
using std::chrono::minutes;

// How one case ended; printed per tier and kind.
const std::string as_published = "as published";
const std::string our_rule = "decided by our rule";
const std::string other_dialect = "refused: another dialect";
const std::string wrong = "WRONG";

Instant instant_of(const std::string& text) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::sscanf(text.c_str(), "%d-%u-%uT%d:%d:%dZ", &year, &month, &day, &hour, &minute, &second);
  const std::chrono::sys_days date =
      std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day);
  return Instant{date} + std::chrono::hours{hour} + minutes{minute} + std::chrono::seconds{second};
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (c != ' ' && c != '\t') {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

std::string joined(const std::vector<std::string>& words, std::size_t from, std::size_t count) {
  std::string text;
  for (std::size_t i = from; i < from + count; ++i) text += (text.empty() ? "" : " ") + words[i];
  return text;
}

// The five-field form of a case's expression, or "" for other dialects.
std::string five_fields(const Json& item, const std::string& expression) {
  const std::vector<std::string> words = words_of(expression);
  const std::string dialect = item["dialect"];
  if (words.size() != 6) return expression;
  const bool is_zero = words[0] == "0" || words[0] == "00";
  if (!is_zero || dialect == "quartz" || dialect == "oracle") return {};
  return joined(words, 1, 5);
}

std::vector<Instant> runs_of(const Schedule& schedule, Instant after, std::size_t count) {
  const native::SystemTimeZones zones;
  std::vector<Instant> runs;
  while (runs.size() < count) {
    const auto run = next_run(schedule, after, zones);
    EXPECT_TRUE(run.ok()) << run.error().message;
    if (!run || !*run) break;
    after = **run;
    runs.push_back(after);
  }
  return runs;
}

std::string text_of(const std::vector<Instant>& runs) {
  std::string text;
  for (const Instant run : runs) text += " " + format_instant(run);
  return text;
}

// The rule, minute by minute: nothing fires before each run.
bool follows_our_rule(const std::string& expression, const std::string& zone, Instant from,
                      const std::vector<Instant>& runs) {
  const native::SystemTimeZones zones;
  const auto offset_at = [&](Instant at) {
    return std::chrono::seconds{zones.offset_s(zone, at).value()};
  };
  const test::CronReference reference(expression);
  for (const Instant run : runs) {
    if (reference.next(from, run, offset_at) != run) return false;
    from = run;
  }
  return true;
}

std::string check_next(const Json& item) {
  const std::string expression = five_fields(item, item["expr"]);
  if (expression.empty()) return other_dialect;
  const auto schedule = Schedule::read(expression, item["tz"].get<std::string>());
  if (!schedule) return item["tier"] == "core" ? wrong : other_dialect;
  const Instant from = instant_of(item["from"]);
  if (item["tier"] != "policy") {
    std::vector<Instant> expected;
    for (const std::string text : item["expect"]) expected.push_back(instant_of(text));
    const auto runs = runs_of(*schedule, from, std::max<std::size_t>(expected.size(), 1));
    if (runs == expected) return as_published;
    if (item["dst"] == true && follows_our_rule(expression, item["tz"], from, runs)) {
      return our_rule;
    }
    std::printf("%s: got%s\n", item.dump().c_str(), text_of(runs).c_str());
    return wrong;
  }
  const auto runs = runs_of(*schedule, from, 5);
  return follows_our_rule(expression, item["tz"], from, runs) ? our_rule : wrong;
}

std::string check_match(const Json& item) {
  const std::string expression = five_fields(item, item["expr"]);
  const auto schedule = Schedule::read(expression, item["tz"].get<std::string>());
  if (!schedule) return item["tier"] == "core" ? wrong : other_dialect;
  const Instant at = instant_of(item["at"]);
  const auto run = next_run(*schedule, at - Millis{1}, native::SystemTimeZones{});
  return run.ok() && (*run == at) == item["expect"].get<bool>() ? as_published : wrong;
}

// With a seconds field, the expression is refused for that. What is wrong with it must be seen too,
// in the five fields behind or, read as minutes, in the seconds.
std::string check_invalid(const Json& item) {
  const std::string expression = item["expr"];
  const bool is_core = item["tier"] == "core";
  if (policy::parse_cron(expression).ok()) return is_core ? wrong : our_rule;
  const std::vector<std::string> words = words_of(expression);
  if (words.size() != 6) return as_published;
  const bool seconds_fit = policy::parse_cron(words[0] + " * * * *").ok();
  const auto rest = policy::parse_cron(joined(words, 1, 5));
  if (!seconds_fit || !rest || !policy::ever_fires(*rest)) return as_published;
  return is_core ? wrong : our_rule;
}

// A field of seconds takes what a field of minutes takes.
std::string check_equivalent(const Json& item) {
  const std::vector<std::string> left = words_of(item["expr"]);
  const std::vector<std::string> right = words_of(item["expr2"]);
  if (left.size() != 6 || right.size() != 6 || item["dialect"] == "oracle") return other_dialect;
  const bool same_seconds = left[0] == right[0];
  const auto a = policy::parse_cron(same_seconds ? joined(left, 1, 5) : left[0] + " * * * *");
  const auto b = policy::parse_cron(same_seconds ? joined(right, 1, 5) : right[0] + " * * * *");
  if (!same_seconds && joined(left, 1, 5) != joined(right, 1, 5)) return wrong;
  if (!a || !b) return item["tier"] == "core" ? wrong : other_dialect;
  return *a == *b ? as_published : wrong;
}

std::string check(const Json& item) {
  const std::string kind = item["kind"];
  if (kind == "next") return check_next(item);
  if (kind == "match") return check_match(item);
  return kind == "invalid" ? check_invalid(item) : check_equivalent(item);
}

TEST(Cron, Cases) {
  const auto text = test::read_conformance("cron/cases.json");
  if (!text) GTEST_SKIP() << "the conformance data is not on this machine";
  std::map<std::string, std::map<std::string, int>> counts;
  int core = 0;
  const Json data = Json::parse(*text);
  for (const Json& item : data["cases"]) {
    const std::string result = check(item);
    const std::string tier = item["tier"];
    counts[tier + " " + item["kind"].get<std::string>()][result] += 1;
    core += tier == "core" ? 1 : 0;
    EXPECT_NE(result, wrong) << item.dump();
  }
  for (const auto& [group, results] : counts) {
    std::printf("cron %s:", group.c_str());
    for (const auto& [result, count] : results) std::printf(" %d %s;", count, result.c_str());
    std::printf("\n");
  }
  EXPECT_GT(core, 400);
}

}  // namespace
}  // namespace fieldcall
