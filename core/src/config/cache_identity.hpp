// What of a configuration decides whether a kept answer may stand in for a new one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "json/value.hpp"
#include "mapping/mapping.hpp"

namespace fieldcall::config {

// SHA-256 in hex of texts as they are written: configurations that differ in the order of members
// are different ones. Rules are reported in their order, so an answer is not the same to both.
struct CacheIdentity {
  // Of url, params, headers, body, auth and how they are written. Two requests with the same
  // stand-ins for secrets are the same request only if they place them in the same way.
  std::string request;
  // Of what makes an answer a success and turns it into values: response_mapping, success_when,
  // response_type, max_response_bytes and max_redirects.
  std::string mapping;
  // What `mapping` reads of case data ($data), as names behind `data`, each once, sorted. The empty
  // path is all of it.
  std::vector<std::vector<std::string>> mapping_inputs;
};

// The numbers an `api_config` has after defaults.
struct AnswerLimits {
  std::int64_t response_bytes_max = 0;
  std::int64_t redirects_max = 0;
};

CacheIdentity cache_identity(const json::Value& api_config, const mapping::Mapping& mapping,
                             const AnswerLimits& limits);

}  // namespace fieldcall::config
