#include "fieldcall/field.hpp"

#include <gtest/gtest.h>

#include "config/field_config.hpp"

namespace fieldcall {
namespace {

TEST(Field, SharesItsConfig) {
  auto config = std::make_shared<config::FieldConfig>();
  config->key = "company";
  config->name = "Company";
  const Field field(config);
  const Field copy = field;
  EXPECT_EQ(copy.key(), "company");
  EXPECT_EQ(copy.name(), "Company");
  EXPECT_EQ(&copy.config(), config.get());
}

TEST(TriggerName, IsTheWordOfTheConfiguration) {
  EXPECT_EQ(trigger_name(Trigger::on_create), "on_create");
  EXPECT_EQ(trigger_name(Trigger::on_update), "on_update");
  EXPECT_EQ(trigger_name(Trigger::manual), "manual");
  EXPECT_EQ(trigger_name(Trigger::scheduled), "scheduled");
}

}  // namespace
}  // namespace fieldcall
