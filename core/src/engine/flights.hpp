// Equal requests that run at the same time: one call leads and sends, the others follow and wait
// for what it gets.
//
// Keys are call::flight_key's. When a leader leaves without an answer, the follower that has waited
// longest leads.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "fieldcall/engine.hpp"

namespace fieldcall::engine {

class Flights {
 public:
  // True: nobody leads under this key yet, now the call does. False: it follows.
  bool join(CallId call, const std::string& key);

  [[nodiscard]] bool leads(CallId call) const;
  [[nodiscard]] bool has_followers(CallId leader) const;

  // The call, leader or follower or neither, is out of it. Who leads now in its place.
  std::optional<CallId> leave(CallId call);

  // All who follow, oldest first.
  [[nodiscard]] std::vector<CallId> followers(CallId leader) const;

  // The flight is over for all of them.
  void end(CallId leader);

  [[nodiscard]] std::size_t size() const { return flights_.size(); }

 private:
  struct Flight {
    CallId leader{};
    std::set<CallId> followers;  // ids grow with the age of calls
  };
  using Place = std::map<std::string, Flight>::iterator;

  std::map<std::string, Flight> flights_;
  std::map<CallId, Place> calls_;
};

}  // namespace fieldcall::engine
