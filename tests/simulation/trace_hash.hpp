// FNV-1a, 64 bits, over what an engine did: only to compare runs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace fieldcall::simulation {

class TraceHash {
 public:
  void add(std::string_view text) {
    for (const char c : text) {
      hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    }
    hash_ = (hash_ ^ 0xffU) * 0x100000001b3U;
  }
  void add(std::uint64_t number) { add(std::to_string(number)); }
  [[nodiscard]] std::uint64_t value() const { return hash_; }

 private:
  std::uint64_t hash_ = 0xcbf29ce484222325U;
};

}  // namespace fieldcall::simulation
