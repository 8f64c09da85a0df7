// A kept answer: its mapped values with the times between which it may be used, as sealed JSON text
//
//   {"fieldcall":1,"mac":"<64 hex digits>","entry":{"stored_at","expires_at","stale_until",
//    "status","targets":[...]}}
//
// with times in milliseconds since 1970 and targets as mapping::write_mapped_answer has them. The
// mac is over the key and the bytes of "entry": a store must give text back byte for byte, and text
// that is damaged, foreign or stored under another key is no entry.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "fieldcall/secret.hpp"
#include "fieldcall/time.hpp"
#include "json/arena.hpp"
#include "mapping/mapped_answer.hpp"
#include "mapping/mapping.hpp"

namespace fieldcall::policy {

// What a field wants of its cache.
struct CacheRules {
  std::int64_t duration_s = 0;        // cache_duration; 0 = no cache
  std::int64_t stale_if_error_s = 0;  // past that
};

struct CacheEntry {
  Instant stored_at{};
  Instant expires_at{};   // fresh before
  Instant stale_until{};  // may stand in for a failed call before; nobody asks for it after
  std::int32_t status = 0;
  mapping::MappedAnswer answer;  // without failure
};

// What a cache knows an entry by: `key` is CacheKey::key, `host_key` is CacheOptions::key.
struct CacheSeal {
  std::string_view key;
  const SecretText& host_key;
};

// An entry for an answer that came now.
CacheEntry make_cache_entry(mapping::MappedAnswer answer, std::int32_t status,
                            const CacheRules& rules, Instant now);

// Nothing if the text would be over limits::cache_entry_bytes_max.
std::optional<std::string> write_cache_entry(const CacheEntry& entry, const CacheSeal& seal);

// Nothing, whatever is wrong: a miss. Values point into `text`, the arena and the mapping.
std::optional<CacheEntry> read_cache_entry(std::string_view text, const CacheSeal& seal,
                                           const mapping::Mapping& mapping, json::Arena& arena);

enum class CacheAge : std::uint8_t {
  fresh,  // ends the call
  stale,  // only if the call fails
  gone,   // never
};

// As old as both the field that stored it and the field that asks allow. An entry from the future
// (of a host whose clock is ahead) is gone: nobody could tell how old it is.
CacheAge cache_age(const CacheEntry& entry, const CacheRules& rules, Instant now);

}  // namespace fieldcall::policy
