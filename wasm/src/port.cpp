#include "port.hpp"

#include <utility>

#include "json_object.hpp"

namespace fieldcall::wasm {

emscripten::val Port::input(std::uint32_t slot, std::uint32_t size) {
  if (slot >= slot_count || size > slot_bytes_max) return emscripten::val::null();
  std::string& text = inputs_[slot];
  text.resize(size);
  return emscripten::val(
      emscripten::typed_memory_view(size, reinterpret_cast<unsigned char*>(text.data())));
}

emscripten::val Port::output() const {
  return emscripten::val(emscripten::typed_memory_view(
      output_.size(), reinterpret_cast<const unsigned char*>(output_.data())));
}

std::string_view Port::text(Slot slot) const {
  return inputs_[static_cast<std::uint32_t>(slot)];
}

std::string Port::take(Slot slot) {
  return std::exchange(inputs_[static_cast<std::uint32_t>(slot)], std::string{});
}

bool Port::answer(std::string json) {
  output_ = std::move(json);
  return true;
}

bool Port::refuse(std::string_view code, std::string_view message, std::string_view fix) {
  JsonObject object;
  object.text("code", code).text("message", message);
  if (!fix.empty()) object.text("fix", fix);
  output_ = std::move(object).take();
  return false;
}

Port& port() {
  static Port instance;
  return instance;
}

}  // namespace fieldcall::wasm
