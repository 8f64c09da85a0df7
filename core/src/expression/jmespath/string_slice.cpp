#include "expression/jmespath/string_slice.hpp"

#include <algorithm>
#include <cstring>

#include "expression/jmespath/characters.hpp"

namespace fieldcall::expression::jmespath {

SliceRange slice_range(const Slice& slice, std::uint32_t size) {
  const std::int64_t length = size;
  const bool is_forward = slice.step > 0;
  const std::int64_t lowest = is_forward ? 0 : -1;
  const std::int64_t highest = is_forward ? length : length - 1;
  const auto place = [&](std::int64_t index) {
    return std::clamp(index < 0 ? index + length : index, lowest, highest);
  };
  const std::int64_t start = slice.has_start ? place(slice.start) : is_forward ? 0 : length - 1;
  const std::int64_t stop = slice.has_stop ? place(slice.stop) : is_forward ? length : -1;
  const std::int64_t distance = is_forward ? stop - start : start - stop;
  SliceRange range{start, slice.step, 0};
  // The step may be any number of 64 bits: it is never added more often than it fits.
  if (distance > 0) {
    const std::int64_t jumps =
        is_forward ? (distance - 1) / slice.step : -((distance - 1) / slice.step);
    range.count = static_cast<std::uint32_t>(jumps + 1);
  }
  return range;
}

json::Value slice_string(const Slice& slice, std::string_view text, Workspace& work) {
  if (!work.spend_text(text.size())) return {};
  const SliceRange range = slice_range(slice, static_cast<std::uint32_t>(count_characters(text)));
  if (range.count == 0) return json::Value::string("");
  if (range.step == 1) {
    const std::size_t first = character_offset(text, static_cast<std::uint64_t>(range.start));
    const std::string_view rest = text.substr(first);
    return json::Value::string(rest.substr(0, character_offset(rest, range.count)));
  }
  char* const memory = work.make_text(text.size());
  if (memory == nullptr) return {};
  // From one chosen character to the next, forwards or backwards.
  std::size_t place = character_offset(text, static_cast<std::uint64_t>(range.start));
  std::size_t written = 0;
  for (std::uint32_t i = 0; i < range.count; ++i) {
    const std::size_t bytes = character_bytes(text[place]);
    std::memcpy(memory + written, text.data() + place, bytes);
    written += bytes;
    if (i + 1 < range.count) place = move_characters(text, place, range.step);
  }
  return json::Value::string({memory, written});
}

}  // namespace fieldcall::expression::jmespath
