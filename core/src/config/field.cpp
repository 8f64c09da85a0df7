#include "fieldcall/field.hpp"

#include <utility>

#include "config/field_config.hpp"
#include "fieldcall/check.hpp"

namespace fieldcall {

Field::Field(std::shared_ptr<const config::FieldConfig> config) : config_(std::move(config)) {
  FIELDCALL_CHECK(config_ != nullptr);
}

const std::string& Field::key() const {
  return config_->key;
}

const std::string& Field::name() const {
  return config_->name;
}

std::string_view trigger_name(Trigger trigger) {
  switch (trigger) {
    case Trigger::on_create:
      return "on_create";
    case Trigger::on_update:
      return "on_update";
    case Trigger::manual:
      return "manual";
    case Trigger::scheduled:
      return "scheduled";
  }
  return "manual";
}

}  // namespace fieldcall
