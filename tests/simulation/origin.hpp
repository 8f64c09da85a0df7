// A faulty server: what happens to one request on the wire.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.hpp"
#include "fieldcall/engine.hpp"

namespace fieldcall::simulation {

// Odds in percent.
struct OriginOdds {
  std::uint32_t good = 35;
  std::uint32_t fault = 20;
  std::uint32_t echo = 25;    // of answers: a secret is in it
  std::uint32_t silence = 8;  // nothing ever comes
  std::uint32_t stall = 8;    // some bytes, then nothing
  std::uint32_t drip = 10;    // of the others: bytes come one by one
  std::uint32_t slow = 10;    // of the others: longer than most timeouts
};

// What arrives for one request, in this order, at these times after it.
struct Arrival {
  struct Item {
    Millis after{0};
    Event event;
  };
  std::vector<Item> items;
};

Arrival arrive(const AttemptId& attempt, std::string_view secret, Instant now,
               const OriginOdds& odds, base::Random& random);

}  // namespace fieldcall::simulation
