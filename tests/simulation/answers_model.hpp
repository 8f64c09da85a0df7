// Which answer may be in which outcome: an account of every stamped answer that arrived.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fieldcall/cache.hpp"
#include "fieldcall/time.hpp"
#include "simulation/expectations.hpp"
#include "simulation/stamp.hpp"

namespace fieldcall::simulation {

// Of the call whose outcome it is.
struct Asker {
  std::string tenant;
  std::string field_key;
  std::string group;
  std::string id;
  std::int64_t credential = -1;
  Instant started_at{};
  std::int64_t cache_s = 0;
  std::int64_t stale_s = 0;
};

class AnswersModel {
 public:
  explicit AnswersModel(Expectations& expectations) : expectations_(expectations) {}

  void arrived(std::string_view body, Instant now);
  void invalidated(const CacheScope& scope, Instant now);
  // Times before a correction of the clock and after it cannot be compared.
  void forget_invalidations() { invalidations_.clear(); }
  // What invalidation promises is only checked where no faulty store may bring entries back.
  void trust_no_store() { is_store_trusted_ = false; }
  // `source` as in metadata.
  void used(const Stamp& stamp, const Asker& asker, std::string_view source, Instant now);

 private:
  Expectations& expectations_;
  bool is_store_trusted_ = true;
  std::map<std::uint64_t, Instant> arrivals_;  // by serial
  std::vector<std::pair<CacheScope, Instant>> invalidations_;
};

}  // namespace fieldcall::simulation
