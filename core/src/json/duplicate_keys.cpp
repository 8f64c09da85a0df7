#include "json/duplicate_keys.hpp"

#include <algorithm>
#include <limits>
#include <string>

namespace fieldcall::json {
namespace {

// Wider objects are sorted: comparing every key with every other would be quadratic.
constexpr std::size_t compared_members_max = 32;
constexpr std::size_t duplicates_listed_max = 100;
constexpr std::uint32_t dropped = std::numeric_limits<std::uint32_t>::max();  // as key_bytes

void list_duplicate(const PendingValue& member, std::vector<DuplicateKey>* duplicates) {
  if (duplicates == nullptr || duplicates->size() >= duplicates_listed_max) return;
  duplicates->push_back({std::string(member.key_text()), member.key_offset});
}

// A bit that different keys seldom share: most keys need no comparison at all.
std::uint64_t key_bit(std::string_view key) {
  if (key.empty()) return 1;
  const auto byte = [key](std::size_t index) { return static_cast<std::uint8_t>(key[index]); };
  const std::size_t mixed =
      key.size() + 7U * byte(0) + 31U * byte(key.size() / 2) + 61U * byte(key.size() - 1);
  return std::uint64_t{1} << (mixed % 64);
}

std::size_t drop_by_comparing(std::span<PendingValue> members,
                              std::vector<DuplicateKey>* duplicates) {
  std::uint64_t seen_bits = 0;
  std::size_t kept = 0;
  for (PendingValue& member : members) {
    const std::uint64_t bit = key_bit(member.key_text());
    if ((seen_bits & bit) != 0) {
      const auto kept_end = members.begin() + static_cast<std::ptrdiff_t>(kept);
      const auto first = std::find_if(members.begin(), kept_end, [&](const PendingValue& other) {
        return other.key_text() == member.key_text();
      });
      if (first != kept_end) {
        first->value = member.value;
        list_duplicate(member, duplicates);
        continue;
      }
    }
    seen_bits |= bit;
    if (&members[kept] != &member) members[kept] = member;
    ++kept;
  }
  return kept;
}

struct HashedKey {
  std::uint64_t hash;  // never seen outside: only groups equal keys
  std::uint32_t index;
};

// FNV-1a.
std::uint64_t hash_key(std::string_view key) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : key) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001B3U;
  return hash;
}

std::size_t drop_by_sorting(std::span<PendingValue> members,
                            std::vector<DuplicateKey>* duplicates) {
  std::vector<HashedKey> order;
  order.reserve(members.size());
  for (std::uint32_t index = 0; index < members.size(); ++index) {
    order.push_back({hash_key(members[index].key_text()), index});
  }
  // Keys made to share a hash cost comparisons of keys, but no more of them.
  std::sort(order.begin(), order.end(), [members](const HashedKey& a, const HashedKey& b) {
    if (a.hash != b.hash) return a.hash < b.hash;
    const int difference = members[a.index].key_text().compare(members[b.index].key_text());
    return difference != 0 ? difference < 0 : a.index < b.index;
  });
  std::vector<std::uint32_t> repeated;
  std::size_t first = 0;
  for (std::size_t place = 1; place < order.size(); ++place) {
    PendingValue& original = members[order[first].index];
    const PendingValue& member = members[order[place].index];
    if (order[place].hash != order[first].hash || member.key_text() != original.key_text()) {
      first = place;
      continue;
    }
    original.value = member.value;
    repeated.push_back(order[place].index);
  }
  if (repeated.empty()) return members.size();
  std::sort(repeated.begin(), repeated.end());
  for (const std::uint32_t index : repeated) {
    list_duplicate(members[index], duplicates);
    members[index].key_bytes = dropped;
  }
  const auto end = std::remove_if(members.begin(), members.end(), [](const PendingValue& member) {
    return member.key_bytes == dropped;
  });
  return static_cast<std::size_t>(end - members.begin());
}

}  // namespace

std::size_t drop_duplicate_keys(std::span<PendingValue> members,
                                std::vector<DuplicateKey>* duplicates) {
  if (members.size() <= compared_members_max) return drop_by_comparing(members, duplicates);
  return drop_by_sorting(members, duplicates);
}

}  // namespace fieldcall::json
