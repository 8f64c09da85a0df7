// Answers that are kept: mapped values only, never a raw body, a secret or a request.
//
// The engine has a store in memory. A host may add one of its own (a database, IndexedDB): the
// engine asks it with LookUpCache, StoreInCache and InvalidateCache (engine.hpp). Such a store sees
// keys and tags as HMAC-SHA-256 in hex and entries as JSON text. One that fails is a miss.
#pragma once

#include <cstdint>
#include <string>

#include "fieldcall/limits.hpp"
#include "fieldcall/secret.hpp"
#include "fieldcall/time.hpp"

namespace fieldcall {

struct CacheOptions {
  // Of the store in memory, keys and bookkeeping included; 0 = no store in memory.
  std::uint64_t memory_bytes_max = limits::cache_memory_bytes_default;
  // The key of all HMACs, 32 random bytes or more, the same for all who share a store. Needed for
  // the host's own store: without it that is not asked. Also what secrets without a fingerprint of
  // their own are told apart by.
  SecretText key;
  bool has_store = false;  // the host carries out the three actions
};

// What Engine::invalidate drops. Both empty: everything.
struct CacheScope {
  std::string tenant;     // empty = every tenant
  std::string field_key;  // empty = every field
};

// How the entries of a store are found again for invalidation. A store keeps them beside an entry.
struct CacheTags {
  std::string tenant;  // HMAC of the tenant
  std::string field;   // HMAC of the field's key
  bool operator==(const CacheTags&) const = default;
};

// "Look this key up": answered by CacheAnswered. Belongs to a call. (See engine.hpp.)
struct StoreInCache {
  std::string key;    // 64 hex digits
  std::string entry;  // JSON text, at most limits::cache_entry_bytes_max
  CacheTags tags;
  Instant drop_at{};  // nobody will ask for it after this
};

// Every entry whose tags are equal to those given; an empty tag is equal to any.
struct InvalidateCache {
  CacheTags tags;
};

}  // namespace fieldcall
