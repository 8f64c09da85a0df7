#include "engine/flights.hpp"

#include <utility>

namespace fieldcall::engine {

bool Flights::join(CallId call, const std::string& key) {
  const auto [place, is_new] = flights_.try_emplace(key, Flight{.leader = call, .followers = {}});
  calls_.insert_or_assign(call, place);
  if (!is_new) place->second.followers.insert(call);
  return is_new;
}

bool Flights::leads(CallId call) const {
  const auto found = calls_.find(call);
  return found != calls_.end() && found->second->second.leader == call;
}

bool Flights::has_followers(CallId leader) const {
  return leads(leader) && !calls_.find(leader)->second->second.followers.empty();
}

std::optional<CallId> Flights::leave(CallId call) {
  const auto found = calls_.find(call);
  if (found == calls_.end()) return std::nullopt;
  const Place place = found->second;
  calls_.erase(found);
  Flight& flight = place->second;
  if (flight.leader != call) {
    flight.followers.erase(call);
    return std::nullopt;
  }
  if (flight.followers.empty()) {
    flights_.erase(place);
    return std::nullopt;
  }
  flight.leader = *flight.followers.begin();
  flight.followers.erase(flight.followers.begin());
  return flight.leader;
}

std::vector<CallId> Flights::end(CallId leader) {
  if (!leads(leader)) return {};
  const Place place = calls_.find(leader)->second;
  std::vector<CallId> followers(place->second.followers.begin(), place->second.followers.end());
  for (const CallId follower : followers) calls_.erase(follower);
  calls_.erase(leader);
  flights_.erase(place);
  return followers;
}

}  // namespace fieldcall::engine
