#include "simulation/numbers.hpp"

#include <cstdio>
#include <string>

#include "fieldcall/check.hpp"

namespace fieldcall::simulation {

const std::vector<Number>& numbers() {
  static const std::vector<Number> all{
      {"independent_faults", measure_independent_faults},
      {"protected_faults", measure_protected_faults},
      {"outage", measure_outage},
      {"flood", measure_flood},
      {"starvation", measure_starvation},
      {"memory", measure_memory},
  };
  return all;
}

Field number_field(int retries) {
  const std::string text = R"({"key": "score", "name": "Score", "retry": )" +
                           std::to_string(retries) + R"(, "api_config": {
      "url": "https://api.example.com/{data.id}", "method": "GET",
      "response_mapping": {"score": "score"}}})";
  Configuration parsed = parse_configuration(text);
  FIELDCALL_CHECK(parsed.fields.size() == 1);
  return std::move(parsed.fields.front());
}

CallInputs number_inputs(std::uint64_t number, std::string_view tenant) {
  CallInputs inputs;
  inputs.data_json = R"({"id": "n)" + std::to_string(number) + "\"}";
  inputs.tenant = tenant;
  inputs.trigger = Trigger::on_create;
  inputs.seed = number * 0x9e3779b97f4a7c15U + 1;
  return inputs;
}

bool report(std::string_view what, double value, double low, double high) {
  const bool is_good = value >= low && value <= high;
  std::printf("%s %.*s: %.4f (%.4f to %.4f)\n", is_good ? "ok  " : "BAD ",
              static_cast<int>(what.size()), what.data(), value, low, high);
  return is_good;
}

}  // namespace fieldcall::simulation
