// A credit score: POST with a bearer token. The score depends on the applicant only.
#include "routes.hpp"

namespace fieldcall::example_api {
namespace {

void answer_score(const httplib::Request& request, const std::vector<std::string>&,
                  httplib::Response& response) {
  if (request.get_header_value("Authorization") != std::string("Bearer ") + credit_token) {
    response.set_header("WWW-Authenticate", "Bearer");
    send_problem(response, 401, "Unauthorized", "The bearer token is missing or wrong.");
    return;
  }
  const auto body = nlohmann::json::parse(request.body, nullptr, false);
  if (!body.is_object() || !body.contains("applicant") || !body["applicant"].is_object() ||
      !body["applicant"].contains("national_id") || !body["applicant"]["national_id"].is_string()) {
    send_problem(response, 422, "Unprocessable", "applicant.national_id is required.");
    return;
  }
  const std::string id = body["applicant"]["national_id"];
  const std::uint32_t number = stable_number(id);
  const std::uint32_t score = 300 + number % 551;
  send_json(response, 200,
            {{"reference", "CR-" + std::to_string(number % 1'000'000)},
             {"result",
              {{"score", score},
               {"band", score >= 720   ? "A"
                        : score >= 600 ? "B"
                                       : "C"},
               {"probability_of_default", 0.0125},
               {"as_of", "2026-01-15"},
               {"factors",
                {{{"code", "UTILISATION"}, {"weight", 0.35}},
                 {{"code", "HISTORY_LENGTH"}, {"weight", 0.2}}}}}}});
}

}  // namespace

void add_credit(Router& router) {
  router.post("/credit/v1/score", answer_score);
}

}  // namespace fieldcall::example_api
