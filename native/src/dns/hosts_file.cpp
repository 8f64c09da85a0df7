#include "dns/hosts_file.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "dns/address.hpp"

namespace fieldcall::native {
namespace {

constexpr std::string_view kWhiteSpace = " \t\r\v\f";

// Cuts the next word off the front of `line`; empty = no more.
std::string_view next_word(std::string_view& line) {
  line.remove_prefix(std::min(line.find_first_not_of(kWhiteSpace), line.size()));
  const std::string_view word = line.substr(0, line.find_first_of(kWhiteSpace));
  line.remove_prefix(word.size());
  return word;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

std::vector<IpAddress> addresses_in_hosts(std::string_view hosts_text, std::string_view name) {
  std::vector<IpAddress> found;
  while (!hosts_text.empty()) {
    std::string_view line = hosts_text.substr(0, hosts_text.find('\n'));
    hosts_text.remove_prefix(std::min(line.size() + 1, hosts_text.size()));
    line = line.substr(0, line.find('#'));
    const auto address = address_from_text(next_word(line));
    if (!address) continue;
    for (auto word = next_word(line); !word.empty(); word = next_word(line)) {
      if (!equal_ignoring_case(word, name)) continue;
      if (std::find(found.begin(), found.end(), *address) == found.end()) {
        found.push_back(*address);
      }
    }
  }
  return found;
}

std::string read_hosts_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return {};
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace fieldcall::native
