// Exchange rates against a base currency. The digits are kept as written: 1.0870 is not 1.087.
#include <array>
#include <utility>

#include "routes.hpp"

namespace fieldcall::example_api {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> rates_per_euro{{
    {"USD", "1.0870"},
    {"GBP", "0.84325"},
    {"CHF", "0.9412"},
    {"JPY", "171.30"},
    {"EUR", "1"},
}};

void answer_latest(const httplib::Request& request, const std::vector<std::string>&,
                   httplib::Response& response) {
  const std::string base = request.has_param("base") ? request.get_param_value("base") : "EUR";
  if (base != "EUR") {
    send_problem(response, 400, "Bad request", "Only the base EUR is known here.");
    return;
  }
  const std::string symbols = request.get_param_value("symbols");
  std::string rates;
  for (const auto& [currency, rate] : rates_per_euro) {
    if (!symbols.empty() && symbols.find(currency) == std::string::npos) continue;
    rates += (rates.empty() ? "\"" : ",\"") + std::string(currency) + "\":" + std::string(rate);
  }
  response.set_header("Cache-Control", "max-age=3600");
  response.set_content(R"({"base":"EUR","date":"2026-01-15","rates":{)" + rates + "}}",
                       "application/json");
}

}  // namespace

void add_rates(Router& router) {
  router.get("/rates/v1/latest", answer_latest);
}

}  // namespace fieldcall::example_api
