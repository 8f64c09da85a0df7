// What one instance of the module holds: an engine, and the configuration it read last.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fieldcall/engine.hpp"
#include "fieldcall/field.hpp"
#include "fieldcall/result.hpp"
#include "options.hpp"
#include "zones.hpp"

namespace fieldcall::wasm {

class Session {
 public:
  // The configuration of `text`, checked against the page's time zones; read again only when it is
  // another than the last: a builder asks about the same one several times a keystroke.
  const Configuration& configuration(std::string_view text, std::vector<std::string> roots);

  // All fields of a configuration without errors. Error "invalid_configuration", with what
  // validation says as `fix` (JSON).
  Result<std::vector<Field>> fields(std::string_view text, const CallOptions& options);

  // The field `options` means. Errors: those of fields(), "unknown_field", "no_field".
  Result<Field> field(std::string_view text, const CallOptions& options);

  void restart_engine(EngineOptions options) { engine_.emplace(std::move(options)); }
  Engine& engine();
  [[nodiscard]] const TimeZones& zones() const { return zones_; }

 private:
  std::string text_;
  std::vector<std::string> roots_;
  std::optional<Configuration> configuration_;
  std::optional<Engine> engine_;
  PageZones zones_;
};

Session& session();

}  // namespace fieldcall::wasm
