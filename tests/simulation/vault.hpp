// Every secret of a world, and a search for any of them in what leaves the engine.
#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace fieldcall::simulation {

class Vault {
 public:
  // From now on the secret must not be found in any spelling.
  void plant(std::string_view secret);

  [[nodiscard]] bool finds_any_in(std::string_view text) const;

 private:
  using Start = std::uint32_t;  // the first bytes of a spelling
  static constexpr std::size_t start_bytes = 4;
  static Start start_of(std::string_view text);
  static std::size_t slot_of(Start start) { return (start * 0x9e3779b1U) >> 16U; }

  std::bitset<65'536> slots_;  // of starts: almost always enough to go on
  std::unordered_map<Start, std::vector<std::string>> spellings_;
};

}  // namespace fieldcall::simulation
