// The host's cache store, which is late, fails, forgets, and mixes things up.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "base/random.hpp"
#include "fieldcall/engine.hpp"

namespace fieldcall::simulation {

class HostStore {
 public:
  // `faults`: odds in percent that an operation goes wrong.
  HostStore(std::uint32_t faults, base::Random& random) : faults_(faults), random_(random) {}

  // What it answers, and when.
  struct Reply {
    Millis after{0};
    CacheAnswered answer;
  };
  Reply look_up(const LookUpCache& action);
  void store(const StoreInCache& action);
  void invalidate(const InvalidateCache& action);

 private:
  struct Entry {
    std::string text;
    CacheTags tags;
  };
  bool goes_wrong() { return random_.up_to(99) < faults_; }
  std::string spoilt(std::string text);

  std::uint32_t faults_;
  base::Random& random_;
  std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace fieldcall::simulation
