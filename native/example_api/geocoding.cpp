// Geocoding: an address in the query, a list of results; "nowhere" finds nothing with HTTP 200.
#include "routes.hpp"

namespace fieldcall::example_api {
namespace {

void answer_search(const httplib::Request& request, const std::vector<std::string>&,
                   httplib::Response& response) {
  const std::string query = request.get_param_value("q");
  if (query.empty()) {
    send_json(response, 200,
              {{"status", "INVALID_REQUEST"},
               {"error_message", "The parameter q is required."},
               {"results", nlohmann::ordered_json::array()}});
    return;
  }
  if (query.find("nowhere") != std::string::npos) {
    send_json(response, 200,
              {{"status", "ZERO_RESULTS"}, {"results", nlohmann::ordered_json::array()}});
    return;
  }
  // Few digits, so that the answer reads like a service's: 50.8412.
  const double latitude = static_cast<double>(508'000 + stable_number(query) % 1000) / 10'000;
  send_json(response, 200,
            {{"status", "OK"},
             {"results",
              {{{"formatted_address", query},
                {"geometry", {{"location", {{"lat", latitude}, {"lng", 4.35}}}}},
                {"confidence", 0.9},
                {"components", {{"city", "Brussel"}, {"country_code", "be"}}}}}}});
}

}  // namespace

void add_geocoding(Router& router) {
  router.get("/geocode/v1/search", answer_search);
}

}  // namespace fieldcall::example_api
