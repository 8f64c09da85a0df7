// Memory for JSON values: handed out one after the other, given back all at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace fieldcall::json {

class Arena {
 public:
  Arena() = default;
  Arena(Arena&&) noexcept = default;
  Arena& operator=(Arena&&) noexcept = default;

  static constexpr std::size_t alignment = 8;

  // Uninitialised memory with `alignment`, valid until clear() or destruction.
  void* allocate(std::size_t bytes);

  // Copies of what is given; T must be trivially copyable.
  template <class T>
  std::span<const T> copy(std::span<const T> items);
  std::string_view copy(std::string_view text);

  // Forgets everything and keeps the memory for the next document.
  void clear();

  // Handed out since clear().
  [[nodiscard]] std::size_t used_bytes() const { return used_bytes_; }

 private:
  struct Chunk {
    std::unique_ptr<std::byte[]> memory;
    std::size_t bytes = 0;
  };
  std::vector<Chunk> chunks_;
  std::size_t chunk_index_ = 0;  // of the chunk in use
  std::size_t chunk_used_ = 0;   // bytes of it
  std::size_t used_bytes_ = 0;
};

template <class T>
std::span<const T> Arena::copy(std::span<const T> items) {
  static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= alignment);
  if (items.empty()) return {};
  T* memory = static_cast<T*>(allocate(items.size_bytes()));
  std::uninitialized_copy(items.begin(), items.end(), memory);
  return {memory, items.size()};
}

}  // namespace fieldcall::json
