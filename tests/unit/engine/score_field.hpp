// The field that most engine tests run.
#pragma once

#include <string>
#include <string_view>

#include "engine/scripted_host.hpp"

namespace fieldcall::test {

inline constexpr std::string_view get_field = R"({
  "key": "credit_score", "name": "Credit score",
  "api_config": {
    "url": "https://api.example.com/v1/scores/{data.company_id}", "method": "GET",
    "headers": {"Authorization": "Bearer {secret.api_token}"},
    "response_mapping": {"credit_score": "result.score", "risk.level": "result.risk"}}})";

inline CallInputs inputs() {
  CallInputs call;
  call.data_json = R"({"company_id": "c/1"})";
  call.secrets = {
      {"api_token", Secret{SecretText("tok-0123456789"), {"https://api.example.com"}, {}}}};
  call.seed = 42;
  return call;
}

inline std::string answer_body() {
  return R"({"result": {"score": 720, "risk": "low"}})";
}

// The field with `change` merged into it (RFC 7396).
inline Field changed_field(std::string_view change) {
  nlohmann::json field = nlohmann::json::parse(get_field);
  field.merge_patch(nlohmann::json::parse(change));
  return parse_field(field.dump());
}

inline std::string error_name(const Outcome& outcome) {
  return outcome.error ? std::string(error_info(outcome.error->code).name) : "none";
}

inline nlohmann::json attempts_of(const Outcome& outcome) {
  return nlohmann::json::parse(outcome.metadata_json).at("attempts");
}

}  // namespace fieldcall::test
