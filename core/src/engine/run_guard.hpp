// Storms (SPEC 9): how often one field of one case may run, how long a chain of fields may get, and
// which runs are too old to count once a newer one has finished.
//
// Calls without a case id stand alone: only their chain and their failures are looked at. Bounded
// in memory whatever ids hosts use; what the ids are is not kept. Every operation takes logarithmic
// time, and what is forgotten is what was idle for longest. An operation that fails for want of
// memory may count a run that did not start, and does nothing else.
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "base/sha256.hpp"
#include "fieldcall/engine.hpp"
#include "fieldcall/error.hpp"
#include "fieldcall/inputs.hpp"
#include "fieldcall/limits.hpp"
#include "fieldcall/outcome.hpp"
#include "fieldcall/time.hpp"

namespace fieldcall::engine {

class RunGuard {
 public:
  // At most `remembered_max` fields of cases without a call under way, and as many fields of
  // tenants that fail.
  explicit RunGuard(std::uint32_t remembered_max = limits::remembered_runs_max)
      : remembered_max_(remembered_max) {}
  RunGuard(const RunGuard&) = delete;
  RunGuard& operator=(const RunGuard&) = delete;

  // Nothing: the call may run, and is known from here on until `finished` or `forget`. Else
  // chain_too_deep or too_many_runs. Ids grow with the age of calls; `now` never goes back. Every
  // run counts for a minute, whatever its trigger and its outcome.
  std::optional<ErrorCode> admit(CallId call, const CallInputs& inputs, std::string_view field_key,
                                 Instant now);

  // The call has ended. What comes back are the older calls of the same field and case that are
  // still under way, oldest first: they end as superseded, and are not known any more. Nothing
  // after cancelled and superseded, and for calls that are not known.
  std::vector<CallId> finished(CallId call, OutcomeStatus status);

  // The call is gone without an outcome.
  void forget(CallId call);

  // All runs. Precondition: no call is known.
  void forget_all();

  // Counts an outcome; how many calls of this field have failed in a row for this tenant, this one
  // included. Stale counts as failed; ok and empty end the row; waiting_input, cancelled and
  // superseded leave it and yield 0.
  std::uint32_t count_failures(std::string_view tenant, std::string_view field_key,
                               OutcomeStatus status);

  // Fields of cases in memory.
  [[nodiscard]] std::uint64_t remembered() const { return runs_.size(); }

 private:
  using Name = base::Digest;  // of ids, which may be of any length
  struct Runs {
    std::vector<Instant> starts;      // of the last minute, at most runs_per_minute_max
    std::vector<CallId> active;       // oldest first
    std::list<Name>::iterator place;  // in idle_, or in busy_ while there are active ones
  };
  using RunsPlace = std::map<Name, Runs>::iterator;
  struct Failures {
    std::uint32_t in_a_row = 0;
    std::list<Name>::iterator place;  // in failing_
  };

  RunsPlace open_runs(const Name& name);
  void end(std::map<CallId, RunsPlace>::iterator call);
  void forget_idle(Instant now);

  std::uint32_t remembered_max_;
  std::map<Name, Runs> runs_;
  std::map<CallId, RunsPlace> calls_;
  std::list<Name> idle_;  // names in runs_; the one idle for longest first
  std::list<Name> busy_;
  std::map<Name, Failures> failures_;
  std::list<Name> failing_;  // names in failures_; the one whose last failure is oldest first
};

}  // namespace fieldcall::engine
