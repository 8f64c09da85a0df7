#include "policy/cache_entry.hpp"

#include <gtest/gtest.h>

#include "base/random.hpp"
#include "fieldcall/limits.hpp"
#include "mapping/mapping_helpers.hpp"
#include "policy/cache_mac.hpp"

namespace fieldcall::policy {
namespace {

using mapping::compile_rules;
using mapping::Mapping;
using mapping::TargetStatus;
using mapping::Trial;

const SecretText host_key("0123456789abcdef0123456789abcdef");
constexpr std::string_view key = "a1b2";
constexpr Instant now{Millis{1'768'478'400'000}};

constexpr CacheRules rules{.duration_s = 60, .stale_if_error_s = 30};

const Mapping& score_mapping() {
  static const Mapping mapping = compile_rules(R"({
    "score": {"path": "s", "type": "integer"}, "name": "n", "none": "gone",
    "country": {"path": "c", "default": "BE"},
    "old": {"path": "gone", "on_missing": "clear"}, "odd": "o"})");
  return mapping;
}

std::optional<CacheEntry> read_entry(std::string_view text, json::Arena& arena,
                                     std::string_view under = key,
                                     const SecretText& with = host_key) {
  return read_cache_entry(text, {under, with}, score_mapping(), arena);
}

class CacheEntryTest : public testing::Test {
 protected:
  std::string write(std::string_view under = key) {
    const CacheEntry entry =
        make_cache_entry(map_answer(score_mapping(), trial_.context(), arena_), 200, rules, now);
    return write_cache_entry(entry, {under, host_key}).value_or("too large");
  }

  Trial trial_{R"({"s": "720", "n": "Zo\u00eb \"Z\"", "o": [1.50, {"d": null, "e": 1e400}]})"};
  json::Arena arena_;
};

TEST_F(CacheEntryTest, IsReadAsItWasWritten) {
  const std::string text = write();
  const auto entry = read_entry(text, arena_);
  ASSERT_TRUE(entry.has_value());
  EXPECT_EQ(entry->stored_at, now);
  EXPECT_EQ(entry->expires_at, now + Millis{60'000});
  EXPECT_EQ(entry->stale_until, now + Millis{90'000});
  EXPECT_EQ(entry->status, 200);
  const auto written = map_answer(score_mapping(), trial_.context(), arena_);
  ASSERT_EQ(entry->answer.targets.size(), written.targets.size());
  for (std::size_t i = 0; i < written.targets.size(); ++i) {
    const mapping::MappedTarget& before = written.targets[i];
    const mapping::MappedTarget& after = entry->answer.targets[i];
    EXPECT_EQ(after.line.target, before.line.target);
    EXPECT_EQ(after.line.source, before.line.source);
    EXPECT_EQ(after.line.status, before.line.status);
    EXPECT_EQ(after.line.from, before.line.from);
    EXPECT_EQ(after.line.to, before.line.to);
    EXPECT_EQ(json::to_text(after.value), json::to_text(before.value));
  }
  EXPECT_EQ(entry->answer.targets[0].line.status, TargetStatus::converted);
}

TEST_F(CacheEntryTest, HasTheShapeItDocuments) {
  const std::string text = write();
  const json::Document document = mapping::parse(text);
  EXPECT_EQ(document.root().find("fieldcall")->as_int64(), 1);
  EXPECT_EQ(document.root().find("mac")->as_string().size(), 64U);
  const json::Value* entry = document.root().find("entry");
  EXPECT_EQ(entry->find("stored_at")->as_int64(), 1'768'478'400'000);
  EXPECT_EQ(entry->find("status")->as_int64(), 200);
  EXPECT_EQ(json::to_text(entry->find("targets")->items()[0]),
            R"({"target":"score","status":"converted","value":720,"from":"string",)"
            R"("to":"integer"})");
}

TEST_F(CacheEntryTest, HoldsOnlyWhatWasMapped) {
  trial_.body = mapping::parse(R"({"n": "kept", "private": "left out"})");
  const std::string text = write();
  EXPECT_NE(text.find("kept"), std::string::npos);
  EXPECT_EQ(text.find("left out"), std::string::npos);
}

TEST_F(CacheEntryTest, IsNoneUnderAnotherKey) {
  const std::string text = write();
  EXPECT_TRUE(read_entry(text, arena_));
  EXPECT_FALSE(read_entry(text, arena_, "a1b3"));
  EXPECT_FALSE(read_entry(text, arena_, key, SecretText("another")));
  EXPECT_FALSE(read_entry(text, arena_, key, SecretText()));
}

TEST_F(CacheEntryTest, IsNoneAfterAnyChangeOfAByte) {
  const std::string text = write();
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const char flip : {'\x01', '\x20', '\x80'}) {
      std::string changed = text;
      changed[i] = static_cast<char>(changed[i] ^ flip);
      EXPECT_FALSE(read_entry(changed, arena_)) << "byte " << i;
    }
    EXPECT_FALSE(read_entry(text.substr(0, i), arena_)) << "first " << i;
    EXPECT_FALSE(read_entry(text.substr(i + 1), arena_)) << "from " << i + 1;
  }
  EXPECT_FALSE(read_entry(text + " ", arena_));
  EXPECT_FALSE(read_entry(" " + text, arena_));
}

TEST_F(CacheEntryTest, IsNoneForAMappingWithoutItsTargets) {
  const std::string text = write();
  const Mapping other = compile_rules(R"({"score": "s"})");
  EXPECT_FALSE(read_cache_entry(text, {key, host_key}, other, arena_));
}

// Sealed as an entry is, whatever is in it.
std::string sealed(std::string_view content) {
  std::string message(key);
  message += "\n";
  message += content;
  return R"({"fieldcall":1,"mac":")" + base::to_hex(cache_mac(host_key, "cache entry", message)) +
         R"(","entry":)" + std::string(content) + "}";
}

TEST_F(CacheEntryTest, IsNoneWithoutItsMembers) {
  EXPECT_TRUE(read_entry(
      sealed(R"({"stored_at":1,"expires_at":2,"stale_until":3,"status":200,"targets":[]})"),
      arena_));
  for (const char* content :
       {"", "{", "null", "[]", "{}", "7",
        R"({"expires_at":2,"stale_until":3,"status":200,"targets":[]})",
        R"({"stored_at":1,"stale_until":3,"status":200,"targets":[]})",
        R"({"stored_at":1,"expires_at":2,"status":200,"targets":[]})",
        R"({"stored_at":1,"expires_at":2,"stale_until":3,"targets":[]})",
        R"({"stored_at":1,"expires_at":2,"stale_until":3,"status":200})",
        R"({"stored_at":1.5,"expires_at":2,"stale_until":3,"status":200,"targets":[]})",
        R"({"stored_at":1,"expires_at":2,"stale_until":3,"status":99,"targets":[]})",
        R"({"stored_at":1,"expires_at":2,"stale_until":3,"status":600,"targets":[]})",
        R"({"stored_at":1,"expires_at":"2","stale_until":3,"status":200,"targets":[]})",
        R"({"stored_at":1,"expires_at":2,"stale_until":3,"status":200,"targets":{}})",
        R"({"stored_at":1,"expires_at":2,"stale_until":3,"status":200,"targets":[1]})"}) {
    EXPECT_FALSE(read_entry(sealed(content), arena_)) << content;
  }
}

TEST_F(CacheEntryTest, IsBounded) {
  trial_.body = mapping::parse("{\"n\": \"" + std::string(1'000'000, 'x') + "\"}");
  EXPECT_TRUE(read_entry(write(), arena_));
  trial_.body =
      mapping::parse("{\"n\": \"" + std::string(limits::cache_entry_bytes_max - 200, 'x') + "\"}");
  EXPECT_EQ(write(), "too large");
  EXPECT_FALSE(read_entry(sealed(R"({"stored_at":1,"expires_at":2,"stale_until":3,"status":200,)"
                                 R"("targets":[])" +
                                 std::string(limits::cache_entry_bytes_max, ' ') + "}"),
                          arena_));
}

TEST_F(CacheEntryTest, HoldsTheWidestAndDeepestAnswers) {
  std::string wide = R"({"o":[0)";
  for (std::uint32_t i = 0; i < limits::json_nodes_max - 10; ++i) wide += ",0";
  trial_.body = mapping::parse(wide + R"(],"n":1})");
  EXPECT_TRUE(read_entry(write(), arena_));
  const std::string deep(limits::json_depth_max - 1, '[');
  trial_.body = mapping::parse(R"({"o":)" + deep + std::string(deep.size(), ']') + "}");
  EXPECT_TRUE(read_entry(write(), arena_));
}

// ---- age ----

CacheEntry stored(CacheRules with = rules) {
  return make_cache_entry({}, 200, with, now);
}

CacheAge age_after(const CacheEntry& entry, std::int64_t milliseconds, CacheRules with = rules) {
  return cache_age(entry, with, now + Millis{milliseconds});
}

TEST(CacheAge, IsFreshThenStaleThenGone) {
  EXPECT_EQ(age_after(stored(), 0), CacheAge::fresh);
  EXPECT_EQ(age_after(stored(), 59'999), CacheAge::fresh);
  EXPECT_EQ(age_after(stored(), 60'000), CacheAge::stale);
  EXPECT_EQ(age_after(stored(), 89'999), CacheAge::stale);
  EXPECT_EQ(age_after(stored(), 90'000), CacheAge::gone);
}

TEST(CacheAge, NeverStandsInWithoutStaleIfError) {
  EXPECT_EQ(age_after(stored({.duration_s = 60}), 60'000), CacheAge::gone);
  EXPECT_EQ(age_after(stored(), 60'000, {.duration_s = 60}), CacheAge::gone);
}

TEST(CacheAge, IsTheYoungestThatEitherFieldAllows) {
  const CacheRules longer{.duration_s = 600, .stale_if_error_s = 600};
  EXPECT_EQ(age_after(stored(), 60'000, longer), CacheAge::stale);
  EXPECT_EQ(age_after(stored(), 90'000, longer), CacheAge::gone);
  EXPECT_EQ(age_after(stored(longer), 60'000), CacheAge::stale);
  EXPECT_EQ(age_after(stored(longer), 90'000), CacheAge::gone);
}

TEST(CacheAge, IsGoneForAFieldWithoutCacheAndFromTheFuture) {
  EXPECT_EQ(age_after(stored(), 0, {}), CacheAge::gone);
  EXPECT_EQ(age_after(stored(), -1), CacheAge::gone);
}

TEST(CacheAge, LastsThirtyDaysAndAsLongPast) {
  constexpr std::int64_t longest_s = 2'592'000;
  const CacheRules longest{.duration_s = longest_s, .stale_if_error_s = longest_s};
  const CacheEntry entry = stored(longest);
  EXPECT_EQ(age_after(entry, longest_s * 1000 - 1, longest), CacheAge::fresh);
  EXPECT_EQ(age_after(entry, longest_s * 2000 - 1, longest), CacheAge::stale);
  EXPECT_EQ(age_after(entry, longest_s * 2000, longest), CacheAge::gone);
}

}  // namespace
}  // namespace fieldcall::policy
