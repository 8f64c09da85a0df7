// Slices [start:stop:step] of arrays and strings, as Python has them. Strings count code points.
#pragma once

#include <cstdint>
#include <string_view>

#include "expression/jmespath/node.hpp"
#include "expression/jmespath/workspace.hpp"

namespace fieldcall::expression::jmespath {

// Which of `size` elements a slice takes, in this order: index_of(0), index_of(1), ...
struct SliceRange {
  std::int64_t start = 0;
  std::int64_t step = 1;
  std::uint32_t count = 0;

  [[nodiscard]] std::int64_t index_of(std::uint32_t place) const { return start + step * place; }
};

SliceRange slice_range(const Slice& slice, std::uint32_t size);

json::Value slice_string(const Slice& slice, std::string_view text, Workspace& work);

}  // namespace fieldcall::expression::jmespath
