// Where a mapping writes: "company.city", member names joined by dots.
//
// "data." in front is allowed and means the same. Names hold any characters but . [ ] { } " \ and
// control characters, have no white space around them and are not __proto__, constructor or
// prototype, which would change a JavaScript host's objects.
#pragma once

#include <string>
#include <string_view>

#include "fieldcall/result.hpp"
#include "mapping/mapping.hpp"

namespace fieldcall::mapping {

struct Target {
  std::string text;  // without "data."
  TargetPath path;
};

// Codes: "invalid_target", "reserved_name". Error::offset is in `text`.
Result<Target> parse_target(std::string_view text);

// One of them is the other or lies inside it: both cannot be written.
bool paths_overlap(const TargetPath& left, const TargetPath& right);

}  // namespace fieldcall::mapping
