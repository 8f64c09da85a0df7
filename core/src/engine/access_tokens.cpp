#include "engine/access_tokens.hpp"

#include <cstdint>
#include <string_view>
#include <utility>

#include "base/secret.hpp"
#include "fieldcall/limits.hpp"

namespace fieldcall::engine {

std::optional<SecretText> AccessTokens::find(const std::string& key, Instant now) {
  const auto found = entries_.find(key);
  if (found == entries_.end() || !found->second.token) return std::nullopt;
  if (found->second.valid_until > now) return found->second.token;
  found->second.token.reset();
  return std::nullopt;
}

bool AccessTokens::is_fetched(const std::string& key) const {
  const auto found = entries_.find(key);
  return found != entries_.end() && found->second.is_fetching;
}

void AccessTokens::wait(const std::string& key, const std::string& tenant, CallId call) {
  if (!entries_.contains(key)) make_room(tenant);
  const auto place =
      entries_.try_emplace(key, Entry{.tenant = tenant, .token = {}, .waiting = {}}).first;
  place->second.waiting.insert(call);
  waiting_.insert_or_assign(call, place);
  place->second.is_fetching = true;
}

void AccessTokens::stop_waiting(CallId call) {
  const auto found = waiting_.find(call);
  if (found == waiting_.end()) return;
  found->second->second.waiting.erase(call);
  waiting_.erase(found);
}

void AccessTokens::fetching(const std::string& key, CallId fetch) {
  const auto place = entries_.try_emplace(key).first;
  place->second.is_fetching = true;
  fetches_.insert_or_assign(fetch, place);
}

std::vector<CallId> AccessTokens::waiting_for(CallId fetch) const {
  const auto found = fetches_.find(fetch);
  if (found == fetches_.end()) return {};
  const std::set<CallId>& waiting = found->second->second.waiting;
  return {waiting.begin(), waiting.end()};
}

void AccessTokens::fetched(CallId fetch, Fetched result) {
  const auto found = fetches_.find(fetch);
  if (found == fetches_.end()) return;
  const Place place = found->second;
  fetches_.erase(found);
  Entry& entry = place->second;
  for (const CallId call : entry.waiting) waiting_.erase(call);
  entry.waiting.clear();
  entry.is_fetching = false;
  entry.token = std::move(result.token);
  entry.valid_until = result.valid_until;
  if (!entry.token) entries_.erase(place);
}

void AccessTokens::drop(const std::string& key, const SecretText& token) {
  const auto found = entries_.find(key);
  if (found == entries_.end() || !found->second.token) return;
  if (base::SecretAccess::same(*found->second.token, token)) found->second.token.reset();
}

// Looks at all of them: a new token costs a request anyhow.
void AccessTokens::make_room(const std::string& tenant) {
  if (entries_.size() < limits::tokens_max) return;
  std::map<std::string_view, std::uint32_t> held;
  for (const auto& [key, entry] : entries_) {
    if (!entry.is_fetching) ++held[entry.tenant];
  }
  if (held.empty()) return;
  auto most = held.begin();
  for (auto place = held.begin(); place != held.end(); ++place) {
    if (place->second > most->second) most = place;
  }
  const auto own = held.find(tenant);
  if (own != held.end() && own->second + 1 >= most->second) most = own;
  auto first = entries_.end();
  for (auto place = entries_.begin(); place != entries_.end(); ++place) {
    if (place->second.is_fetching || place->second.tenant != most->first) continue;
    if (first == entries_.end() || place->second.valid_until < first->second.valid_until) {
      first = place;
    }
  }
  entries_.erase(first);
}

}  // namespace fieldcall::engine
