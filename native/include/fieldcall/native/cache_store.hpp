// Where a client keeps answers besides its own memory: a database that several processes share.
//
// A store sees keys and tags as hex of an HMAC under EngineOptions::cache.key, which the host has
// to set, and entries as JSON text with mapped values; never a secret, a request or a raw body.
// It must outlive nothing: the client holds it, and an answer that comes when the client is gone
// goes nowhere. A store that fails, or takes longer than limits::cache_lookup_max, is a miss.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "fieldcall/cache.hpp"

namespace fieldcall::native {

class CacheStore {
 public:
  struct Answer {
    std::optional<std::string> entry;  // nothing = it has none under this key
    bool has_failed = false;           // it could not be asked
  };
  // Once, from any thread, also before look_up returns. What comes later is ignored.
  using AnswerCallback = std::function<void(Answer)>;

  virtual ~CacheStore() = default;

  // All three are called on the client's own thread: hand the work over and return. What they throw
  // counts as a failure.
  virtual void look_up(const std::string& key, AnswerCallback answer) = 0;

  // Replaces what is under the key. May drop it at `drop_at`, and earlier.
  virtual void store(const StoreInCache& entry) = 0;

  virtual void invalidate(const InvalidateCache& what) = 0;
};

}  // namespace fieldcall::native
