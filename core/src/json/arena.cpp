#include "json/arena.hpp"

#include <algorithm>
#include <limits>

#include "fieldcall/check.hpp"

namespace fieldcall::json {
namespace {

// The values of a 1 KB answer fit the first chunk; later ones double, so that a large document
// takes few of them.
constexpr std::size_t chunk_bytes_min = 4 * 1024;
constexpr std::size_t chunk_bytes_max = 256 * 1024;

}  // namespace

void* Arena::allocate(std::size_t bytes) {
  FIELDCALL_CHECK(bytes <= std::numeric_limits<std::size_t>::max() / 2);
  bytes = std::max(alignment, (bytes + alignment - 1) / alignment * alignment);
  // After clear() older chunks are used again; those too small for this piece are passed over.
  while (chunk_index_ < chunks_.size() && chunks_[chunk_index_].bytes - chunk_used_ < bytes) {
    ++chunk_index_;
    chunk_used_ = 0;
  }
  if (chunk_index_ >= chunks_.size()) {
    const std::size_t doubled = chunks_.empty() ? 0 : 2 * chunks_.back().bytes;
    const std::size_t chunk_bytes =
        std::max(bytes, std::clamp(doubled, chunk_bytes_min, chunk_bytes_max));
    // Not make_unique: it would fill the memory with zeros first.
    chunks_.push_back({std::unique_ptr<std::byte[]>(new std::byte[chunk_bytes]), chunk_bytes});
    chunk_index_ = chunks_.size() - 1;
    chunk_used_ = 0;
  }
  std::byte* const memory = chunks_[chunk_index_].memory.get() + chunk_used_;
  chunk_used_ += bytes;
  used_bytes_ += bytes;
  return memory;
}

std::string_view Arena::copy(std::string_view text) {
  return {copy(std::span<const char>(text)).data(), text.size()};
}

void Arena::clear() {
  chunk_index_ = 0;
  chunk_used_ = 0;
  used_bytes_ = 0;
}

}  // namespace fieldcall::json
