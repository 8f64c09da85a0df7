// The engine's own store of cache entries: bounded in bytes for all tenants together. Where there
// is no room, the tenant that holds most gives up what it has not used for longest: a tenant that
// stores much pushes out nobody who holds less than it does.
//
// Every operation takes logarithmic time, invalidation logarithmic time for each entry dropped.
// What goes and what stays depends on nothing but the calls made: not on addresses or capacities.
// An operation that fails for want of memory leaves the cache as if the entry were not there.
#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "engine/index_slot.hpp"
#include "fieldcall/cache.hpp"
#include "fieldcall/time.hpp"

namespace fieldcall::engine {

class MemoryCache {
 public:
  // 0 = nothing is kept.
  explicit MemoryCache(std::uint64_t bytes_max) : bytes_max_(bytes_max) {}
  MemoryCache(const MemoryCache&) = delete;
  MemoryCache& operator=(const MemoryCache&) = delete;

  // The entry's text, valid until the next change; nullptr if there is none. It is the most
  // recently used one then.
  const std::string* find(std::string_view key, Instant now);

  // Takes the place of what is there under the key. Makes room: what is past its drop_at goes
  // first, then of the tenant that would hold most what was not used for longest. False: it is too
  // large by itself or its time is over; then nothing is there under the key any more.
  bool store(const StoreInCache& entry, Instant now);

  // Drops every entry whose tags are equal to those given; an empty tag is equal to any. How many.
  std::uint64_t invalidate(const CacheTags& tags);
  void clear();

  // Keys and bookkeeping included, as 64-bit platforms need them; at most bytes_max.
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
  [[nodiscard]] std::uint64_t entries() const { return by_key_.size(); }
  // Entries dropped before their time to make room for others, since construction.
  [[nodiscard]] std::uint64_t evictions() const { return evictions_; }

  // What an entry counts.
  static std::uint64_t bytes_of(const StoreInCache& entry);

 private:
  struct Entry;
  struct Holder;
  using Entries = std::list<Entry>;                            // the most recently used first
  using Holders = std::map<std::string, Holder, std::less<>>;  // by tenant
  struct HoldingRank {
    std::uint64_t bytes = 0;
    std::string_view tenant;
    // Not <=>: texts have none in libc++ 13, which em++ 3.1.6 brings.
    bool operator<(const HoldingRank& other) const {
      return std::tie(bytes, tenant) < std::tie(other.bytes, other.tenant);
    }
    bool operator==(const HoldingRank&) const = default;
  };
  using Key = std::string_view;  // an entry's own
  struct TagsOrder {
    bool operator()(const CacheTags& left, const CacheTags& right) const {
      return std::tie(left.tenant, left.field) < std::tie(right.tenant, right.field);
    }
  };
  // Keys by tags, those of one tenant behind each other.
  using Groups = std::map<CacheTags, std::set<Key>, TagsOrder>;

  struct Entry {
    std::string key;
    std::string text;
    Instant drop_at{};
    std::uint64_t bytes = 0;  // 0 until it is in every index
    Groups::iterator group;
    Holder* holder = nullptr;
  };
  // What one tenant has; there is none that has nothing.
  struct Holder {
    void set_bytes(MemoryCache& cache, std::uint64_t now);

    std::string_view tenant;  // its key
    std::uint64_t bytes = 0;
    Entries by_use;
    IndexSlot<HoldingRank, Holder> rank{*this};
  };
  class Newcomer;

  Holder& holder_of(const std::string& tenant);
  void drop(Entries::iterator entry);
  // Drops a group whole; the one behind it.
  Groups::iterator drop_group(Groups::iterator group);
  void drop_field(const std::string& field);
  void make_room(std::uint64_t bytes, std::string_view tenant, Instant now);
  // Of whom an entry goes when `tenant` stores so much more.
  Holder& largest_holder(std::uint64_t bytes, std::string_view tenant);

  std::uint64_t bytes_max_;
  std::uint64_t bytes_ = 0;
  std::uint64_t evictions_ = 0;
  IndexSlot<HoldingRank, Holder>::Index by_holding_;
  Holders holders_;  // after the index they stand in
  std::map<Key, Entries::iterator> by_key_;
  std::set<std::pair<Instant, Key>> by_time_;
  Groups groups_;
  std::set<std::pair<std::string_view, std::string_view>> by_field_;  // field, tenant: groups_' own
};

}  // namespace fieldcall::engine
