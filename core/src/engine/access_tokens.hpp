// Access tokens in hand, and who waits for one that is being fetched.
//
// Keys tell tokens apart by tenant, token endpoint, client and scope (call::token_key). Bounded by
// limits::tokens_max for all tenants together: of the tenant that has most what ends first is
// forgotten first, what is being fetched never.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "fieldcall/engine.hpp"
#include "fieldcall/secret.hpp"
#include "fieldcall/time.hpp"

namespace fieldcall::engine {

class AccessTokens {
 public:
  // Nothing if there is none or its time is over.
  std::optional<SecretText> find(const std::string& key, Instant now);

  // False: somebody has to fetch for the first that waits.
  [[nodiscard]] bool is_fetched(const std::string& key) const;
  void wait(const std::string& key, const std::string& tenant, CallId call);
  void stop_waiting(CallId call);

  // `fetch` is the call that fetches for `key`.
  void fetching(const std::string& key, CallId fetch);
  // Those who wait for this fetch, oldest first.
  [[nodiscard]] std::vector<CallId> waiting_for(CallId fetch) const;
  // They wait no longer; the token is kept until then, if there is one.
  struct Fetched {
    std::optional<SecretText> token;
    Instant valid_until{};
  };
  void fetched(CallId fetch, Fetched result);

  // It was refused: forgotten, unless there is a newer one already.
  void drop(const std::string& key, const SecretText& token);

  [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    std::string tenant;
    std::optional<SecretText> token;
    Instant valid_until{};
    bool is_fetching = false;
    std::set<CallId> waiting;
  };
  using Place = std::map<std::string, Entry>::iterator;

  // `tenant` wants one more.
  void make_room(const std::string& tenant);

  std::map<std::string, Entry> entries_;
  std::map<CallId, Place> waiting_;
  std::map<CallId, Place> fetches_;
};

}  // namespace fieldcall::engine
