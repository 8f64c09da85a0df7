// VAT numbers in the shapes of the VIES REST service, with its official test numbers: 100 is valid,
// 200 is not, 201 and 300 to 302 are errors inside an HTTP 200.
#include <array>
#include <optional>
#include <utility>

#include "routes.hpp"

namespace fieldcall::example_api {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view request_date = "2026-01-15T12:00:00.000Z";

std::string user_error(const std::string& number) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> test_numbers{{
      {"100", "VALID"},
      {"200", "INVALID"},
      {"201", "INVALID_INPUT"},
      {"300", "SERVICE_UNAVAILABLE"},
      {"301", "MS_UNAVAILABLE"},
      {"302", "TIMEOUT"},
  }};
  for (const auto& [test_number, error] : test_numbers) {
    if (number == test_number) return std::string(error);
  }
  const bool plausible = number.size() >= 8 && number.size() <= 12;
  return plausible && stable_number(number) % 4 != 0 ? "VALID" : "INVALID";
}

void answer_get(const httplib::Request&, const std::vector<std::string>& segments,
                httplib::Response& response) {
  const std::string error = user_error(segments[1]);
  const bool valid = error == "VALID";
  send_json(response, 200,
            {{"isValid", valid},
             {"requestDate", request_date},
             {"userError", error},
             {"name", valid ? "Example Trading NV" : "---"},
             {"address", valid ? "Wetstraat 16\n1000 Brussel" : "---"},
             {"requestIdentifier", ""},
             {"originalVatNumber", segments[1]},
             {"vatNumber", segments[1]},
             {"viesApproximate",
              {{"name", "---"},
               {"street", "---"},
               {"postalCode", "---"},
               {"city", "---"},
               {"companyType", "---"},
               {"matchName", 3},
               {"matchStreet", 3},
               {"matchPostalCode", 3},
               {"matchCity", 3},
               {"matchCompanyType", 3}}}});
}

void answer_post(const httplib::Request& request, const std::vector<std::string>&,
                 httplib::Response& response) {
  const auto body = nlohmann::json::parse(request.body, nullptr, false);
  if (!body.is_object() || !body.contains("countryCode") || !body.contains("vatNumber") ||
      !body["countryCode"].is_string() || !body["vatNumber"].is_string()) {
    send_json(response, 400,
              {{"actionSucceed", false}, {"errorWrappers", {{{"error", "VOW-ERR-1"}}}}});
    return;
  }
  const std::string number = body["vatNumber"];
  const std::string error = user_error(number);
  if (error != "VALID" && error != "INVALID") {
    send_json(response, 200, {{"actionSucceed", false}, {"errorWrappers", {{{"error", error}}}}});
    return;
  }
  const bool valid = error == "VALID";
  send_json(response, 200,
            {{"countryCode", body["countryCode"]},
             {"vatNumber", number},
             {"requestDate", request_date},
             {"valid", valid},
             {"requestIdentifier", ""},
             {"name", valid ? "Example Trading NV" : "---"},
             {"address", valid ? "Wetstraat 16\n1000 Brussel" : "---"}});
}

}  // namespace

void add_vat(Router& router) {
  router.get(R"(/vies/rest-api/ms/([A-Za-z]{2})/vat/([A-Za-z0-9+*.]{2,15}))", answer_get);
  router.post("/vies/rest-api/check-vat-number", answer_post);
  router.post("/vies/rest-api/check-vat-test-service", answer_post);
}

}  // namespace fieldcall::example_api
