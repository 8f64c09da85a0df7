// How text crosses between JavaScript and the core: as UTF-8 bytes in this instance's memory.
//
// JavaScript writes what a function takes into numbered slots, calls the function, and reads the
// output, all without a pause in between. Views into memory are good until the next call.
#pragma once

#include <emscripten/val.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace fieldcall::wasm {

// The numbers are known to wasm/js/core.js.
enum class Slot : std::uint32_t { configuration, options, data, previous, body };
inline constexpr std::uint32_t slot_count = 5;

// A larger text is refused before it is copied: no input of the core may be longer.
inline constexpr std::uint32_t slot_bytes_max = 16 * 1024 * 1024;

class Port {
 public:
  // A view of `size` bytes to fill in, or null if that is too much.
  emscripten::val input(std::uint32_t slot, std::uint32_t size);
  [[nodiscard]] emscripten::val output() const;

  [[nodiscard]] std::string_view text(Slot slot) const;
  // The slot's text, which is empty afterwards.
  std::string take(Slot slot);

  // The answer of a function: true and its result, or false and why there is none, as
  // {"code", "message", "fix"?}.
  bool answer(std::string json);
  bool refuse(std::string_view code, std::string_view message, std::string_view fix = {});

 private:
  std::string inputs_[slot_count];
  std::string output_;
};

Port& port();

}  // namespace fieldcall::wasm
