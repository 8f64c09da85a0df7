#include "engine/waiting_room.hpp"

namespace fieldcall::engine {

void WaitingRoom::enter(CallId call, std::string_view tenant) {
  std::map<CallId, Tenants::iterator> own;
  own.emplace(call, tenants_.end());
  const auto place = tenants_.try_emplace(std::string(tenant), 0).first;
  own.begin()->second = place;
  if (calls_.insert(own.extract(own.begin())).inserted) ++place->second;
}

void WaitingRoom::leave(CallId call) {
  const auto found = calls_.find(call);
  if (found == calls_.end()) return;
  const Tenants::iterator tenant = found->second;
  calls_.erase(found);
  if (--tenant->second == 0) tenants_.erase(tenant);
}

std::uint64_t WaitingRoom::size_of(std::string_view tenant) const {
  const auto found = tenants_.find(tenant);
  return found == tenants_.end() ? 0 : found->second;
}

}  // namespace fieldcall::engine
