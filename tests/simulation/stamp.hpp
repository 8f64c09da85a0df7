// What the servers of the world write into every good answer, so that an answer can be recognised
// in an outcome: for whom it was, under which credential, and the how manieth it is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fieldcall::simulation {

struct Stamp {
  std::string tenant;
  std::string group;             // of equal requests: fields that send the same
  std::string id;                // of the case data
  std::int64_t credential = -1;  // the version of the tenant's secret; -1 = an access token
  std::uint64_t serial = 0;
};

std::string stamp_to_text(const Stamp& stamp);

std::optional<Stamp> stamp_from_text(std::string_view text);

// The stamp in the JSON text of an answer.
std::optional<Stamp> stamp_of_body(std::string_view body);

}  // namespace fieldcall::simulation
