// What must become of storms, chains and outdated runs: an account of its own.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "fieldcall/engine.hpp"
#include "simulation/expectations.hpp"

namespace fieldcall::simulation {

class RunsModel {
 public:
  explicit RunsModel(Expectations& expectations) : expectations_(expectations) {}

  // What the call must be refused with, if its inputs can be read at all.
  std::optional<ErrorCode> started(CallId call, const CallInputs& inputs, const std::string& field,
                                   Instant now);
  void ended(CallId call, OutcomeStatus status);
  // Between two events of the world no outdated call may be left.
  void at_rest();
  // All runs; no call is under way.
  void forget_all() { starts_.clear(); }

 private:
  using Name = std::vector<std::string>;  // tenant, case, field
  Expectations& expectations_;
  std::map<Name, std::vector<Instant>> starts_;
  std::map<Name, std::set<CallId>> active_;
  std::map<CallId, Name> names_;
  std::set<CallId> outdated_;
};

}  // namespace fieldcall::simulation
