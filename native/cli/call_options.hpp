// The arguments `render` and `run` share: which field, which case, which secrets, where it may
// call.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "egress_options.hpp"
#include "fieldcall/egress.hpp"
#include "fieldcall/field.hpp"
#include "fieldcall/inputs.hpp"
#include "fieldcall/result.hpp"
#include "secret_options.hpp"

namespace fieldcall::cli {

struct CallOptions {
  std::string field_file;
  std::string field_key;  // which one of a form
  std::string data_file;
  SecretOptions secret_options;
  std::string previous_file;
  std::vector<std::string> inputs;  // root.name=value
  std::string call_id;
  std::string tenant;
  std::string case_id;
  std::string trigger = "manual";
  std::uint64_t seed = 0;
  EgressOptions egress_options;
  bool as_json = false;

  void add_to(CLI::App& command);
};

// Everything read and checked: what is wrong is on stderr already when there is none.
struct PreparedCall {
  Field field;
  CallInputs inputs;
  EgressPolicy egress;
};
std::optional<PreparedCall> prepare_call(const CallOptions& options);

}  // namespace fieldcall::cli
