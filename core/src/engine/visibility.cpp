#include "fieldcall/visibility.hpp"

#include <algorithm>

#include "config/field_config.hpp"
#include "engine/case_text.hpp"
#include "mapping/case_patch.hpp"
#include "policy/visibility.hpp"

namespace fieldcall {
namespace {

bool shows_something(const json::Value& data, const mapping::TargetPath& path) {
  const mapping::Place place = mapping::find_place(data, path);
  return !place.is_blocked && place.current != nullptr && policy::has_content(*place.current);
}

}  // namespace

Result<bool> visible(const Field& field, const FieldState& state) {
  const config::FieldConfig& config = field.config();
  if (config.visibility != policy::Visibility::hide_when_empty) {
    return policy::is_shown(config.visibility, false);
  }
  const Result<json::Document> value = engine::read_value_text(state.value_json, "the value");
  if (!value) return value.error();
  const Result<json::Document> data = engine::read_case_text(state.data_json, "the case");
  if (!data) return data.error();
  const auto& rules = config.mapping.rules;
  const bool has_content =
      policy::has_content(value->root()) || shows_something(data->root(), {config.key}) ||
      std::any_of(rules.begin(), rules.end(), [&data](const mapping::Rule& rule) {
        return shows_something(data->root(), rule.path);
      });
  return policy::is_shown(config.visibility, has_content);
}

}  // namespace fieldcall
