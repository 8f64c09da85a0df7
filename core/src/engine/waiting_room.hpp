// Calls that wait for another call's answer or for an access token: they hold their memory as those
// that wait for a turn do, and count like them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "fieldcall/engine.hpp"

namespace fieldcall::engine {

class WaitingRoom {
 public:
  // An operation that fails for want of memory leaves everything as it was.
  void enter(CallId call, std::string_view tenant);
  // Whether it was there or not.
  void leave(CallId call);

  [[nodiscard]] std::uint64_t size() const { return calls_.size(); }
  [[nodiscard]] std::uint64_t size_of(std::string_view tenant) const;

 private:
  using Tenants = std::map<std::string, std::uint64_t, std::less<>>;

  Tenants tenants_;  // with the number of their calls, which is never 0
  std::map<CallId, Tenants::iterator> calls_;
};

}  // namespace fieldcall::engine
