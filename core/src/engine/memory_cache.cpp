#include "engine/memory_cache.hpp"

#include <iterator>

namespace fieldcall::engine {
namespace {

// Nodes of the list and of three trees, and a group and a holder as if the entry were alone in
// them. Measured with libstdc++ and rounded up: a test counts again.
constexpr std::uint64_t entry_overhead_bytes = 896;

}  // namespace

std::uint64_t MemoryCache::bytes_of(const StoreInCache& entry) {
  return entry_overhead_bytes + entry.key.size() + entry.entry.size() +
         2 * entry.tags.tenant.size() + entry.tags.field.size();
}

const std::string* MemoryCache::find(std::string_view key, Instant now) {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  const Entries::iterator entry = found->second;
  if (entry->drop_at <= now) {
    drop(entry);
    return nullptr;
  }
  Entries& by_use = entry->holder->by_use;
  by_use.splice(by_use.begin(), by_use, entry);
  return &entry->text;
}

// An entry on its way into the indexes: taken out again unless all of them have it.
class MemoryCache::Newcomer {
 public:
  // Copies: a text that grew while it was written holds more memory than it has bytes.
  Newcomer(MemoryCache& cache, const StoreInCache& entry) : cache_(cache) {
    Entries own;
    own.push_front({.key = entry.key,
                    .text = entry.entry,
                    .drop_at = entry.drop_at,
                    .bytes = 0,
                    .group = cache_.groups_.end(),
                    .holder = nullptr});
    place_ = own.begin();
    Holder& holder = cache_.holder_of(entry.tags.tenant);
    place_->holder = &holder;
    holder.by_use.splice(holder.by_use.begin(), own);
  }
  Newcomer(const Newcomer&) = delete;
  Newcomer& operator=(const Newcomer&) = delete;
  ~Newcomer() {
    if (place_->bytes == 0) cache_.drop(place_);
  }

  void enter(const StoreInCache& entry) {
    const Key key = place_->key;
    place_->group = cache_.groups_.try_emplace(entry.tags).first;
    const CacheTags& tags = place_->group->first;
    cache_.by_field_.emplace(tags.field, tags.tenant);
    place_->group->second.insert(key);
    cache_.by_time_.emplace(entry.drop_at, key);
    cache_.by_key_.emplace(key, place_);
    place_->bytes = bytes_of(entry);
    place_->holder->set_bytes(cache_, place_->holder->bytes + place_->bytes);
    cache_.bytes_ += place_->bytes;
  }

 private:
  MemoryCache& cache_;
  Entries::iterator place_;
};

bool MemoryCache::store(const StoreInCache& entry, Instant now) {
  const auto found = by_key_.find(entry.key);
  if (found != by_key_.end()) drop(found->second);
  const std::uint64_t bytes = bytes_of(entry);
  if (bytes > bytes_max_ || entry.drop_at <= now) return false;
  make_room(bytes, entry.tags.tenant, now);
  Newcomer(*this, entry).enter(entry);
  return true;
}

std::uint64_t MemoryCache::invalidate(const CacheTags& tags) {
  const std::uint64_t before = entries();
  if (tags.tenant.empty() && tags.field.empty()) {
    clear();
  } else if (tags.tenant.empty()) {
    drop_field(tags.field);
  } else if (tags.field.empty()) {
    auto group = groups_.lower_bound(tags);
    while (group != groups_.end() && group->first.tenant == tags.tenant) group = drop_group(group);
  } else if (const auto group = groups_.find(tags); group != groups_.end()) {
    drop_group(group);
  }
  return before - entries();
}

void MemoryCache::clear() {
  by_key_.clear();
  by_time_.clear();
  by_field_.clear();
  groups_.clear();
  holders_.clear();
  bytes_ = 0;
}

void MemoryCache::drop(Entries::iterator entry) {
  const Key key = entry->key;
  by_key_.erase(key);
  by_time_.erase({entry->drop_at, key});
  const Groups::iterator group = entry->group;
  if (group != groups_.end()) {
    group->second.erase(key);
    if (group->second.empty()) {
      by_field_.erase({group->first.field, group->first.tenant});
      groups_.erase(group);
    }
  }
  bytes_ -= entry->bytes;
  Holder& holder = *entry->holder;
  holder.set_bytes(*this, holder.bytes - entry->bytes);
  holder.by_use.erase(entry);
  if (holder.by_use.empty()) holders_.erase(holders_.find(holder.tenant));
}

void MemoryCache::Holder::set_bytes(MemoryCache& cache, std::uint64_t now) {
  bytes = now;
  rank.put(cache.by_holding_, {.bytes = bytes, .tenant = tenant});
}

MemoryCache::Holder& MemoryCache::holder_of(const std::string& tenant) {
  const auto [place, is_new] = holders_.try_emplace(tenant);
  if (is_new) {
    place->second.tenant = place->first;
    place->second.set_bytes(*this, 0);
  }
  return place->second;
}

MemoryCache::Holder& MemoryCache::largest_holder(std::uint64_t bytes, std::string_view tenant) {
  Holder& largest = *by_holding_.rbegin()->second;
  const auto own = holders_.find(tenant);
  const bool is_own = own != holders_.end() && own->second.bytes + bytes >= largest.bytes;
  return is_own ? own->second : largest;
}

MemoryCache::Groups::iterator MemoryCache::drop_group(Groups::iterator group) {
  const Groups::iterator next = std::next(group);
  for (std::size_t left = group->second.size(); left > 0; --left) {
    drop(by_key_.find(*group->second.begin())->second);  // the last one takes the group along
  }
  return next;
}

void MemoryCache::drop_field(const std::string& field) {
  auto place = by_field_.lower_bound({field, {}});
  while (place != by_field_.end() && place->first == field) {
    const CacheTags tags{std::string(place->second), field};
    ++place;
    drop_group(groups_.find(tags));
  }
}

void MemoryCache::make_room(std::uint64_t bytes, std::string_view tenant, Instant now) {
  while (bytes_ + bytes > bytes_max_) {
    const auto oldest = by_time_.begin();
    if (oldest->first <= now) {
      drop(by_key_.find(oldest->second)->second);
    } else {
      ++evictions_;
      drop(std::prev(largest_holder(bytes, tenant).by_use.end()));
    }
  }
}

}  // namespace fieldcall::engine
