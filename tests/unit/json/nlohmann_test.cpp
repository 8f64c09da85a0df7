#include "fieldcall/nlohmann.hpp"

#include <gtest/gtest.h>

namespace fieldcall {
namespace {

TEST(Nlohmann, BecomesInputs) {
  CallInputs inputs;
  set_data(inputs, nlohmann::ordered_json{{"vat", "BE0123"}, {"active", true}});
  EXPECT_EQ(inputs.data_json, R"({"vat":"BE0123","active":true})");
  set_root(inputs, "env", nlohmann::json{{"api_base", "https://api.example.com"}});
  set_root(inputs, "env", nlohmann::json{{"api_base", "https://api.example.org"}});
  EXPECT_EQ(inputs.roots.at("env"), R"({"api_base":"https://api.example.org"})");
}

TEST(Nlohmann, BrokenTextIsMendedInsteadOfThrown) {
  EXPECT_EQ(to_json_text(nlohmann::json("a\xFF")), "\"a\xEF\xBF\xBD\"");
}

TEST(Nlohmann, ReadsThePartsOfAnOutcome) {
  Outcome outcome;
  outcome.updates_json = R"({"b":1,"a":[2]})";
  outcome.value_json = "720";
  EXPECT_EQ(updates_of(outcome).dump(), outcome.updates_json);
  EXPECT_EQ(value_of(outcome), 720);
  EXPECT_EQ(report_of(outcome), nlohmann::ordered_json::array());
  EXPECT_EQ(metadata_of(outcome), nlohmann::ordered_json::object());
}

}  // namespace
}  // namespace fieldcall
