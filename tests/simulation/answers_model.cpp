#include "simulation/answers_model.hpp"

#include <algorithm>

namespace fieldcall::simulation {

void AnswersModel::arrived(std::string_view body, Instant now) {
  if (const auto stamp = stamp_of_body(body)) arrivals_.emplace(stamp->serial, now);
}

void AnswersModel::invalidated(const CacheScope& scope, Instant now) {
  invalidations_.emplace_back(scope, now);
}

void AnswersModel::used(const Stamp& stamp, const Asker& asker, std::string_view source,
                        Instant now) {
  const auto expect = [this](bool holds, std::string_view what) {
    expectations_.expect(holds, what);
  };
  expect(stamp.tenant == asker.tenant, "no tenant sees another's answer");
  expect(stamp.group == asker.group && stamp.id == asker.id, "an answer is to this request");
  // One who shares may be answered with a credential that the other has read anew.
  expect(stamp.credential == asker.credential ||
             (source == "shared" && stamp.credential > asker.credential),
         "an answer is to this credential");
  const auto arrival = arrivals_.find(stamp.serial);
  expect(arrival != arrivals_.end(), "an answer in an outcome has arrived");
  if (arrival == arrivals_.end()) return;
  const Instant at = arrival->second;
  if (source == "network" || source == "shared") {
    expect(at == now, "an answer from the network is the latest");
    return;
  }
  const std::chrono::seconds fresh{asker.cache_s};
  const std::chrono::seconds kept{asker.cache_s + asker.stale_s};
  if (source == "cache") {
    expect(asker.cache_s > 0 && at + fresh > asker.started_at, "a kept answer is fresh");
  } else {
    expect(source == "stale" && asker.stale_s > 0, "only stale_if_error takes old answers");
    expect(at + kept > now, "a stale answer is not too old");
  }
  if (!is_store_trusted_) return;
  const bool is_forgotten =
      std::any_of(invalidations_.begin(), invalidations_.end(), [&](const auto& done) {
        const auto& [scope, when] = done;
        return at < when && when < asker.started_at &&
               (scope.tenant.empty() || scope.tenant == asker.tenant) &&
               (scope.field_key.empty() || scope.field_key == asker.field_key);
      });
  expect(!is_forgotten, "an invalidated answer is not used again");
}

}  // namespace fieldcall::simulation
