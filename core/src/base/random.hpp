// The engine's own random numbers: the same sequence from the same seed on every platform.
//
// Source: SplitMix64 (Steele, Lea, Flood 2014). Not for keys or tokens.
#pragma once

#include <cstdint>

namespace fieldcall::base {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  // Uniform over all 64 bits.
  std::uint64_t next();

  // Uniform in [0, bound]; unbiased.
  std::uint64_t up_to(std::uint64_t bound);

 private:
  std::uint64_t state_;
};

}  // namespace fieldcall::base
