// A company register: an API key in a header; nested objects and arrays in the answer.
#include "routes.hpp"

namespace fieldcall::example_api {
namespace {

void answer_company(const httplib::Request& request, const std::vector<std::string>& segments,
                    httplib::Response& response) {
  if (request.get_header_value("X-Api-Key") != company_key) {
    send_problem(response, 401, "Unauthorized", "The header X-Api-Key is missing or wrong.");
    return;
  }
  const std::string& country = segments[0];
  const std::string& number = segments[1];
  if (number == "0000000000") {
    send_json(
        response, 404,
        {{"error", {{"code", "company_not_found"}, {"message", "No company has this number."}}}});
    return;
  }
  send_json(response, 200,
            {{"company",
              {{"name", "Example Trading NV"},
               {"number", number},
               {"country", country},
               {"status", "active"},
               {"incorporated_on", "2004-05-01"},
               {"employees", 42},
               {"addresses",
                {{{"type", "registered"},
                  {"street", "Wetstraat 16"},
                  {"postal_code", "1000"},
                  {"city", "Brussel"}},
                 {{"type", "trading"},
                  {"street", "Meir 1"},
                  {"postal_code", "2000"},
                  {"city", "Antwerpen"}}}},
               {"directors", {{{"name", "A. Peeters"}}, {{"name", "B. Janssens"}}}},
               {"activity-codes", {"6201", "6202"}}}}});
}

}  // namespace

void add_company(Router& router) {
  router.get(R"(/company/v1/([A-Za-z]{2})/([\w.-]{1,20}))", answer_company);
}

}  // namespace fieldcall::example_api
