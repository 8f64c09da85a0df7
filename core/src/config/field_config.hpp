// One field, checked and compiled: it cannot hold an invalid value.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/cache_identity.hpp"
#include "config/example.hpp"
#include "fieldcall/inputs.hpp"
#include "fieldcall/schedule.hpp"
#include "fieldcall/time.hpp"
#include "mapping/apply.hpp"
#include "mapping/mapping.hpp"
#include "policy/cache_entry.hpp"
#include "policy/retry.hpp"
#include "policy/visibility.hpp"
#include "templating/request_template.hpp"

namespace fieldcall::config {

using policy::Visibility;

// Member names behind `data`.
using DataPath = std::vector<std::string>;

struct FieldConfig {
  std::string key;
  std::string name;
  std::string description;
  std::string section;
  std::vector<Trigger> triggers = {Trigger::on_create};
  // The data paths whose change fires on_update, as names behind `data`: {"address", "city"}. From
  // `watch`, else `inputs`. Array steps are left out: the whole array is watched.
  std::vector<DataPath> watch;
  std::vector<DataPath> inputs;  // the data paths the request reads, each once, sorted
  std::optional<Schedule> schedule;  // one that fires
  Visibility visibility = Visibility::always_visible;

  templating::RequestTemplate request;
  mapping::Mapping mapping;
  mapping::OnError on_error;
  mapping::Overwrite overwrite = mapping::Overwrite::if_unchanged;

  policy::RetryRules retry;
  Millis timeout{30'000};  // one attempt, from connect to last byte
  Millis deadline{0};      // start to outcome; the default is already computed
  std::int32_t redirects_max = 0;
  bool sends_idempotency_key = true;  // with methods that may change something
  std::uint32_t response_bytes_max = 1'048'576;
  policy::CacheRules cache;
  CacheIdentity cache_identity;

  // For oauth2: how its access token is fetched. Else nullptr.
  std::shared_ptr<const FieldConfig> token_fetch;

  std::vector<Example> examples;
  std::string hash;                     // 16 hex digits of the configuration's canonical text
  std::vector<Diagnostic> diagnostics;  // warnings and hints of this field, for previews
};

}  // namespace fieldcall::config
