// A faulty server: what happens to one request on the wire.
#pragma once

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
  std::uint32_t limit = 0;    // of answers that are not good: 429
  std::uint32_t down = 0;     // of answers that are not good: 503
  std::uint32_t latency_ms = 400;
};

// What arrives for one request, in this order, at these times after it.
struct Arrival {
  struct Item {
    Millis after{0};
    Event event;
  };
  std::vector<Item> items;
};

// The credential of the request, for servers that echo it, and the stamp of a good answer.
struct Asked {
  AttemptId attempt;
  std::string secret;
  std::string stamp;
};

Arrival arrive(const Asked& asked, Instant now, const OriginOdds& odds, base::Random& random);

}  // namespace fieldcall::simulation
