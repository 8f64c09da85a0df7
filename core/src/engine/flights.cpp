#include "engine/flights.hpp"

#include <utility>

namespace fieldcall::engine {

bool Flights::join(CallId call, const std::string& key) {
  // Whatever of it fails for want of memory leaves everything as it was: nobody may lead unknown.
  std::map<CallId, Place> own;
  own.emplace(call, flights_.end());
  const auto [place, is_new] = flights_.try_emplace(key, Flight{.leader = call, .followers = {}});
  own.begin()->second = place;
  if (!is_new) place->second.followers.insert(call);
  calls_.insert(own.extract(own.begin()));
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

std::vector<CallId> Flights::followers(CallId leader) const {
  if (!leads(leader)) return {};
  const std::set<CallId>& followers = calls_.find(leader)->second->second.followers;
  return {followers.begin(), followers.end()};
}

void Flights::end(CallId leader) {
  if (!leads(leader)) return;
  const Place place = calls_.find(leader)->second;
  for (const CallId follower : place->second.followers) calls_.erase(follower);
  calls_.erase(leader);
  flights_.erase(place);
}

}  // namespace fieldcall::engine
