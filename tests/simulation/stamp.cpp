#include "simulation/stamp.hpp"

#include <cstdlib>
#include <vector>

namespace fieldcall::simulation {

std::string stamp_to_text(const Stamp& stamp) {
  return stamp.tenant + "|" + stamp.group + "|" + stamp.id + "|" +
         std::to_string(stamp.credential) + "|" + std::to_string(stamp.serial);
}

std::optional<Stamp> stamp_from_text(std::string_view text) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == '|') {
      parts.emplace_back();
    } else {
      parts.back().push_back(c);
    }
  }
  if (parts.size() != 5) return std::nullopt;
  return Stamp{.tenant = parts[0],
               .group = parts[1],
               .id = parts[2],
               .credential = std::strtoll(parts[3].c_str(), nullptr, 10),
               .serial = std::strtoull(parts[4].c_str(), nullptr, 10)};
}

std::optional<Stamp> stamp_of_body(std::string_view body) {
  constexpr std::string_view name = "\"stamp\": \"";
  const std::size_t at = body.find(name);
  if (at == std::string_view::npos) return std::nullopt;
  body.remove_prefix(at + name.size());
  return stamp_from_text(body.substr(0, body.find('"')));
}

}  // namespace fieldcall::simulation
