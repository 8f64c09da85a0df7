// How letters change case, as tables say it.
#pragma once

#include <array>
#include <cstdint>

namespace fieldcall::expression::jmespath {

// Every `stride`-th code point from `first` to `last` changes by `change`.
struct CaseRange {
  std::uint32_t first;
  std::uint32_t last;
  std::uint32_t stride;
  std::int32_t change;
};

// One letter that becomes two or three; unused places are 0.
struct CaseExpansion {
  std::uint32_t letter;
  std::array<std::uint32_t, 3> letters;
};

}  // namespace fieldcall::expression::jmespath
