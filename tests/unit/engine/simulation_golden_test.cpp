// Whole simulations, tests/fixtures/simulation/NAME.json: {"script", "result"}. After a wanted
// change run this test once with FIELDCALL_WRITE_FIXTURES=<folder> and look at the difference.
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <string>

#include "engine/score_field.hpp"
#include "fieldcall/preview.hpp"
#include "fieldcall/version.hpp"
#include "support/shared_data.hpp"

namespace fieldcall::test {
namespace {

using nlohmann::ordered_json;

struct Scenario {
  std::string_view name;
  std::string_view script;
};

constexpr std::array scenarios{
    Scenario{"busy_twice", R"([{"status": 503, "headers": {"Retry-After": "2"}, "times": 2},
      {"status": 200, "body": {"result": {"score": 720, "risk": "low"}}}])"},
    Scenario{"timeout", R"([{"timeout": true},
      {"status": 200, "body": {"result": {"score": 720, "risk": "low"}}}])"},
    Scenario{"html_error_page", R"([{"status": 200, "headers": {"Content-Type": "text/html"},
      "text": "<html><body>Maintenance: tok-0123456789</body></html>"}])"},
    Scenario{"wrong_shape", R"([{"status": 200, "body": {"result": {"score": "high"}}}])"},
    Scenario{"offline", R"([{"fault": "dns", "times": 4}])"},
    Scenario{"rate_limited", R"([{"status": 429, "headers": {"Retry-After": "3600"}}])"},
    Scenario{"stall", R"([{"fault": "stall"},
      {"status": 200, "drip": {"pieces": 3, "every_ms": 9000},
       "body": {"result": {"score": 720, "risk": "low"}}}])"},
    Scenario{"cached", R"({"answers": [{"status": 200, "body": {"result": {"score": 720}}}],
      "repeat": 2, "pause_ms": 1000})"},
    Scenario{"breaker", R"({"answers": [{"status": 500, "times": 40}], "repeat": 11})"},
};

TEST(SimulationGoldens, ReadAsWritten) {
  const Field field = changed_field(R"({"cache_duration": 60, "api_config": {"response_mapping":
    {"credit_score": {"path": "result.score", "type": "integer"}}}})");
  for (const Scenario& scenario : scenarios) {
    SCOPED_TRACE(scenario.name);
    CallInputs call = inputs();
    call.trigger = Trigger::on_create;
    const std::string text =
        simulate(field, call, scenario.script, {.user_agent = "golden", .now = script_start});
    EXPECT_EQ(text.find("tok-0123456789"), std::string::npos);
    ordered_json golden{{"script", ordered_json::parse(scenario.script)},
                        {"result", ordered_json::parse(text)}};
    ordered_json& outcome = golden["result"]["outcome"];
    EXPECT_EQ(outcome["metadata"]["engine_version"], version());
    outcome["metadata"]["engine_version"] = "VERSION";
    const std::string path = std::string(scenario.name) + ".json";
    if (const char* folder = std::getenv("FIELDCALL_WRITE_FIXTURES")) {
      std::ofstream(std::string(folder) + "/" + path, std::ios::binary) << golden.dump(2) << "\n";
    }
    EXPECT_EQ(golden.dump(2) + "\n", read_project_file("tests/fixtures/simulation/" + path));
  }
}

}  // namespace
}  // namespace fieldcall::test
