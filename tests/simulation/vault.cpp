#include "simulation/vault.hpp"

#include <algorithm>
#include <cstring>

#include "simulation/spelling.hpp"

namespace fieldcall::simulation {

Vault::Start Vault::start_of(std::string_view text) {
  Start start = 0;
  std::memcpy(&start, text.data(), start_bytes);
  return start;
}

void Vault::plant(std::string_view secret) {
  for (std::string& spelling : forbidden_texts(secret)) {
    const Start start = start_of(spelling);
    slots_.set(slot_of(start));
    spellings_[start].push_back(std::move(spelling));
  }
}

bool Vault::finds_any_in(std::string_view text) const {
  for (; text.size() >= start_bytes; text.remove_prefix(1)) {
    const Start start = start_of(text);
    if (!slots_.test(slot_of(start))) continue;
    const auto found = spellings_.find(start);
    if (found == spellings_.end()) continue;
    const auto is_here = [text](const std::string& spelling) {
      return text.substr(0, spelling.size()) == spelling;
    };
    if (std::any_of(found->second.begin(), found->second.end(), is_here)) return true;
  }
  return false;
}

}  // namespace fieldcall::simulation
