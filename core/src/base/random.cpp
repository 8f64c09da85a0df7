#include "base/random.hpp"

namespace fieldcall::base {

std::uint64_t Random::next() {
  state_ += 0x9e3779b97f4a7c15U;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31U);
}

std::uint64_t Random::up_to(std::uint64_t bound) {
  if (bound == UINT64_MAX) return next();
  const std::uint64_t range = bound + 1;
  // Values below 2^64 mod range would make small results likelier: draw again.
  const std::uint64_t reject_below = (0 - range) % range;
  std::uint64_t value = next();
  while (value < reject_below) value = next();
  return value % range;
}

}  // namespace fieldcall::base
