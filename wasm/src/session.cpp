#include "session.hpp"

#include <algorithm>
#include <utility>

#include "fieldcall/diagnostic.hpp"

namespace fieldcall::wasm {

const Configuration& Session::configuration(std::string_view text, std::vector<std::string> roots) {
  std::sort(roots.begin(), roots.end());
  if (!configuration_ || text_ != text || roots_ != roots) {
    text_ = text;
    roots_ = std::move(roots);
    configuration_ = parse_configuration(text_, {roots_, &zones_});
  }
  return *configuration_;
}

Result<std::vector<Field>> Session::fields(std::string_view text, const CallOptions& options) {
  const Configuration& read = configuration(text, options.roots);
  if (!has_errors(read.diagnostics)) return read.fields;
  return Error{"invalid_configuration", "the configuration has errors",
               diagnostics_to_json(read.diagnostics), 0};
}

Result<Field> Session::field(std::string_view text, const CallOptions& options) {
  const Result<std::vector<Field>> fields = this->fields(text, options);
  if (!fields) return fields.error();
  std::string keys;
  for (const Field& field : *fields) {
    if (field.key() == options.field_key) return field;
    keys += (keys.empty() ? "" : ", ") + field.key();
  }
  if (keys.empty()) return Error{"no_field", "the configuration holds no field", "", 0};
  if (options.field_key.empty()) {
    if (fields->size() == 1) return fields->front();
    return Error{"no_field", "the configuration holds several fields",
                 "name one with the option field: " + keys, 0};
  }
  return Error{"unknown_field", "no field \"" + options.field_key + "\" in the configuration",
               "it has " + keys, 0};
}

Engine& Session::engine() {
  if (!engine_) restart_engine(read_engine_options("{}"));
  return *engine_;
}

Session& session() {
  static Session instance;
  return instance;
}

}  // namespace fieldcall::wasm
