#include "engine/memory_cache.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "base/random.hpp"

namespace fieldcall::engine {
namespace {

Instant at(std::int64_t seconds) {
  return Instant{Millis{seconds * 1000}};
}

StoreInCache entry(std::string key, std::string text = "text", CacheTags tags = {"t", "f"},
                   std::int64_t drop_at_s = 1000) {
  return {.key = std::move(key),
          .entry = std::move(text),
          .tags = std::move(tags),
          .drop_at = at(drop_at_s)};
}

std::string found(MemoryCache& cache, std::string_view key, std::int64_t now_s = 0) {
  const std::string* text = cache.find(key, at(now_s));
  return text == nullptr ? "(none)" : *text;
}

// Room for so many entries of this key and text length.
std::uint64_t room_for(std::uint64_t count) {
  return count * MemoryCache::bytes_of(entry("a"));
}

TEST(MemoryCache, FindsWhatWasStored) {
  MemoryCache cache(room_for(3));
  EXPECT_EQ(found(cache, "a"), "(none)");
  EXPECT_TRUE(cache.store(entry("a", "one "), at(0)));
  EXPECT_TRUE(cache.store(entry("b", "two "), at(0)));
  EXPECT_EQ(found(cache, "a"), "one ");
  EXPECT_EQ(found(cache, "b"), "two ");
  EXPECT_EQ(cache.entries(), 2U);
  EXPECT_EQ(cache.bytes(), room_for(2));
}

TEST(MemoryCache, ReplacesWhatIsUnderTheKey) {
  MemoryCache cache(10'000);
  cache.store(entry("a", "one"), at(0));
  cache.store(entry("a", "another", {"t2", "f2"}, 2000), at(0));
  EXPECT_EQ(found(cache, "a", 1500), "another");
  EXPECT_EQ(cache.entries(), 1U);
  EXPECT_EQ(cache.bytes(), MemoryCache::bytes_of(entry("a", "another", {"t2", "f2"})));
  EXPECT_EQ(cache.invalidate({"t", "f"}), 0U);
  EXPECT_EQ(cache.evictions(), 0U);
}

TEST(MemoryCache, DropsWhatWasNotUsedForLongest) {
  MemoryCache cache(room_for(3));
  for (const char* key : {"a", "b", "c"}) cache.store(entry(key), at(0));
  EXPECT_EQ(found(cache, "a"), "text");
  cache.store(entry("d"), at(0));
  EXPECT_EQ(found(cache, "b"), "(none)");
  EXPECT_EQ(found(cache, "a"), "text");
  EXPECT_EQ(cache.evictions(), 1U);
  EXPECT_EQ(cache.bytes(), room_for(3));
}

TEST(MemoryCache, ATenantThatStoresMuchPushesOutNobodyElse) {
  MemoryCache cache(room_for(10));
  for (const char* key : {"a", "b", "c"}) cache.store(entry(key), at(0));
  for (int i = 0; i < 1000; ++i) {
    cache.store(entry(std::string(1, static_cast<char>('0' + i % 50)), "text", {"u", "f"}), at(0));
  }
  for (const char* key : {"a", "b", "c"}) EXPECT_EQ(found(cache, key), "text");
  EXPECT_EQ(cache.entries(), 10U);
  // Whoever wants as much as the largest has gets it from them, and no more.
  for (const char* key : {"d", "e", "f", "g", "h"}) cache.store(entry(key), at(0));
  EXPECT_EQ(cache.invalidate({"t", ""}), 5U);
  EXPECT_EQ(cache.invalidate({"u", ""}), 5U);
}

TEST(MemoryCache, ForgetsWhatIsOverItsTime) {
  MemoryCache cache(room_for(3));
  cache.store(entry("a", "text", {"t", "f"}, 10), at(0));
  EXPECT_EQ(found(cache, "a", 9), "text");
  EXPECT_EQ(found(cache, "a", 10), "(none)");
  EXPECT_EQ(cache.entries(), 0U);
  EXPECT_EQ(cache.bytes(), 0U);
  EXPECT_FALSE(cache.store(entry("a", "text", {"t", "f"}, 10), at(10)));
}

TEST(MemoryCache, MakesRoomFromWhatIsOverFirst) {
  MemoryCache cache(room_for(3));
  cache.store(entry("a"), at(0));
  cache.store(entry("b", "text", {"t", "f"}, 10), at(0));
  cache.store(entry("c", "text", {"t", "f"}, 20), at(0));
  cache.store(entry("d"), at(15));  // b is over; a was not used for longest
  EXPECT_EQ(found(cache, "a", 15), "text");
  EXPECT_EQ(found(cache, "c", 15), "text");
  EXPECT_EQ(cache.evictions(), 0U);
}

TEST(MemoryCache, KeepsNothingThatIsTooLargeByItself) {
  MemoryCache cache(room_for(2));
  cache.store(entry("a"), at(0));
  cache.store(entry("b"), at(0));
  EXPECT_FALSE(cache.store(entry("c", std::string(room_for(2), 'x')), at(0)));
  EXPECT_EQ(cache.entries(), 2U);
  // A newer answer that does not fit is no reason to give the older one.
  EXPECT_FALSE(cache.store(entry("a", std::string(room_for(2), 'x')), at(0)));
  EXPECT_EQ(found(cache, "a"), "(none)");
  MemoryCache off(0);
  EXPECT_FALSE(off.store(entry("a"), at(0)));
}

TEST(MemoryCache, TakesAnEntryThatFillsIt) {
  const StoreInCache large = entry("a", std::string(5000, 'x'));
  MemoryCache cache(MemoryCache::bytes_of(large));
  EXPECT_TRUE(cache.store(large, at(0)));
  EXPECT_TRUE(cache.store(entry("b"), at(0)));
  EXPECT_EQ(cache.entries(), 1U);
  MemoryCache smaller(MemoryCache::bytes_of(large) - 1);
  EXPECT_FALSE(smaller.store(large, at(0)));
}

class Invalidate : public testing::Test {
 protected:
  void SetUp() override {
    cache_.store(entry("a", "text", {"t1", "f1"}), at(0));
    cache_.store(entry("b", "text", {"t1", "f1"}), at(0));
    cache_.store(entry("c", "text", {"t1", "f2"}), at(0));
    cache_.store(entry("d", "text", {"t2", "f1"}), at(0));
    cache_.store(entry("e", "text", {"t2", "f3"}), at(0));
  }
  std::string left() {
    std::string keys;
    for (const char* key : {"a", "b", "c", "d", "e"}) {
      if (cache_.find(key, at(0)) != nullptr) keys += key;
    }
    return keys;
  }
  MemoryCache cache_{1'000'000};
};

TEST_F(Invalidate, ByFieldOfATenant) {
  EXPECT_EQ(cache_.invalidate({"t1", "f1"}), 2U);
  EXPECT_EQ(left(), "cde");
  EXPECT_EQ(cache_.invalidate({"t1", "f1"}), 0U);
  EXPECT_EQ(cache_.invalidate({"t1", "f3"}), 0U);
}

TEST_F(Invalidate, ByTenant) {
  EXPECT_EQ(cache_.invalidate({"t1", ""}), 3U);
  EXPECT_EQ(left(), "de");
  EXPECT_EQ(cache_.invalidate({"t", ""}), 0U);
}

TEST_F(Invalidate, ByField) {
  EXPECT_EQ(cache_.invalidate({"", "f1"}), 3U);
  EXPECT_EQ(left(), "ce");
  EXPECT_EQ(cache_.invalidate({"", "f"}), 0U);
}

TEST_F(Invalidate, Everything) {
  EXPECT_EQ(cache_.invalidate({}), 5U);
  EXPECT_EQ(left(), "");
  EXPECT_EQ(cache_.bytes(), 0U);
  cache_.store(entry("a"), at(0));
  EXPECT_EQ(left(), "a");
}

// ---- against a list that is searched from end to end ----

class Model {
 public:
  explicit Model(std::uint64_t bytes_max) : bytes_max_(bytes_max) {}

  std::optional<std::string> find(const std::string& key, Instant now) {
    const auto place = place_of(key);
    if (place == entries_.end()) return std::nullopt;
    const StoreInCache entry = *place;
    entries_.erase(place);
    if (entry.drop_at <= now) return std::nullopt;
    entries_.insert(entries_.begin(), entry);
    return entry.entry;
  }

  bool store(const StoreInCache& entry, Instant now) {
    if (const auto place = place_of(entry.key); place != entries_.end()) entries_.erase(place);
    if (MemoryCache::bytes_of(entry) > bytes_max_ || entry.drop_at <= now) return false;
    while (bytes() + MemoryCache::bytes_of(entry) > bytes_max_) {
      const auto first_over =
          std::min_element(entries_.begin(), entries_.end(), [](const auto& a, const auto& b) {
            return std::pair(a.drop_at, a.key) < std::pair(b.drop_at, b.key);
          });
      if (first_over->drop_at <= now) {
        entries_.erase(first_over);
      } else {
        erase_fairly(entry);
        ++evictions_;
      }
    }
    entries_.insert(entries_.begin(), entry);
    return true;
  }

  std::uint64_t invalidate(const CacheTags& tags) {
    return std::erase_if(entries_, [&tags](const StoreInCache& entry) {
      return (tags.tenant.empty() || tags.tenant == entry.tags.tenant) &&
             (tags.field.empty() || tags.field == entry.tags.field);
    });
  }

  [[nodiscard]] std::uint64_t bytes() const {
    std::uint64_t bytes = 0;
    for (const StoreInCache& entry : entries_) bytes += MemoryCache::bytes_of(entry);
    return bytes;
  }
  [[nodiscard]] std::uint64_t entries() const { return entries_.size(); }
  [[nodiscard]] std::uint64_t evictions() const { return evictions_; }

 private:
  // The oldest of whoever holds most; of whoever wants more, if that is as much then.
  void erase_fairly(const StoreInCache& more) {
    std::map<std::string, std::uint64_t> held;
    for (const StoreInCache& entry : entries_) {
      held[entry.tags.tenant] += MemoryCache::bytes_of(entry);
    }
    std::string tenant;
    std::uint64_t most = 0;
    for (const auto& [name, bytes] : held) {
      if (bytes >= most) tenant = name;
      most = std::max(most, bytes);
    }
    const auto own = held.find(more.tags.tenant);
    if (own != held.end() && own->second + MemoryCache::bytes_of(more) >= most) tenant = own->first;
    const auto oldest =
        std::find_if(entries_.rbegin(), entries_.rend(),
                     [&](const StoreInCache& entry) { return entry.tags.tenant == tenant; });
    entries_.erase(std::next(oldest).base());
  }

  std::vector<StoreInCache>::iterator place_of(const std::string& key) {
    return std::find_if(entries_.begin(), entries_.end(),
                        [&key](const StoreInCache& entry) { return entry.key == key; });
  }

  std::uint64_t bytes_max_;
  std::uint64_t evictions_ = 0;
  std::vector<StoreInCache> entries_;  // the most recently used first
};

void run_against_model(std::uint64_t seed, std::uint64_t& checks) {
  base::Random random(seed);
  const std::uint64_t bytes_max = room_for(random.up_to(12)) + random.up_to(3000);
  MemoryCache cache(bytes_max);
  Model model(bytes_max);
  std::int64_t now_s = 0;
  const auto tag = [&random](const char* name) { return name + std::to_string(random.up_to(2)); };
  for (int step = 0; step < 400; ++step) {
    now_s += static_cast<std::int64_t>(random.up_to(2));
    const std::string key = "k" + std::to_string(random.up_to(15));
    const std::uint64_t choice = random.up_to(99);
    if (choice < 45) {
      const std::string* text = cache.find(key, at(now_s));
      const auto expected = model.find(key, at(now_s));
      ASSERT_EQ(text == nullptr ? std::nullopt : std::optional(*text), expected);
    } else if (choice < 94) {
      const StoreInCache next =
          entry(key, std::string(random.up_to(1500), 'x'), {tag("t"), tag("f")},
                now_s + static_cast<std::int64_t>(random.up_to(40)));
      ASSERT_EQ(cache.store(next, at(now_s)), model.store(next, at(now_s)));
    } else {
      const CacheTags tags{random.up_to(1) == 0 ? "" : tag("t"),
                           random.up_to(2) == 0 ? "" : tag("f")};
      ASSERT_EQ(cache.invalidate(tags), model.invalidate(tags));
    }
    ASSERT_EQ(cache.bytes(), model.bytes());
    ASSERT_EQ(cache.entries(), model.entries());
    ASSERT_EQ(cache.evictions(), model.evictions());
    ASSERT_LE(cache.bytes(), bytes_max);
    checks += 5;
  }
}

TEST(MemoryCache, DoesWhatASearchedListDoes) {
  std::uint64_t checks = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    run_against_model(seed, checks);
    ASSERT_FALSE(testing::Test::HasFatalFailure()) << "seed " << seed;
  }
  RecordProperty("checks", std::to_string(checks));
  EXPECT_EQ(checks, 600'000U);
}

}  // namespace
}  // namespace fieldcall::engine
