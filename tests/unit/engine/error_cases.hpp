// For every error code the shortest scripted call that ends in it.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "engine/scripted_host.hpp"
#include "fieldcall/error.hpp"

namespace fieldcall::test {

struct ErrorCase {
  ErrorCode code{};
  std::string field;
  std::vector<std::string> roots;
  CallInputs inputs;
  std::deque<Step> script;
  EngineOptions options;
  std::vector<std::deque<Step>> before;  // scripts of equal calls that ran before, in one engine
};

// All codes a call can end in by itself.
std::vector<ErrorCase> error_cases();

// Codes that a host gives with failed_outcome(), and those that only a validation finds.
std::vector<ErrorCode> codes_of_hosts();

}  // namespace fieldcall::test
