// Writes a JSON object member by member.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "fieldcall/json_text.hpp"

namespace fieldcall::wasm {

class JsonObject {
 public:
  JsonObject& json(std::string_view name, std::string_view value) {
    text_ += text_.size() > 1 ? ",\"" : "\"";
    text_.append(name).append("\":").append(value);
    return *this;
  }
  JsonObject& text(std::string_view name, std::string_view value) {
    return json(name, json_quote(value));
  }
  JsonObject& number(std::string_view name, std::uint64_t value) {
    return json(name, std::to_string(value));
  }
  std::string take() && {
    text_ += '}';
    return std::move(text_);
  }

 private:
  std::string text_ = "{";
};

}  // namespace fieldcall::wasm
