#include "endpoints.hpp"

#include <algorithm>
#include <array>

namespace fieldcall::server {
namespace {

constexpr std::string_view json = "application/json";

constexpr std::array table{
    Route{Endpoint::run, "POST", "/v1/run", true, "Make the call",
          "The outcome, whatever its status", json},
    Route{Endpoint::render, "POST", "/v1/render", true,
          "Show the request as it would be sent, secrets masked; send nothing", "The preview",
          json},
    Route{Endpoint::validate, "POST", "/v1/validate", true,
          "Report every problem of a configuration", "Whether it is valid, and the diagnostics",
          json},
    Route{Endpoint::map, "POST", "/v1/map", true,
          "Put a recorded answer through the mapping; send nothing",
          "What each target got and what nothing maps", json},
    Route{Endpoint::simulate, "POST", "/v1/simulate", true,
          "Run a call against a scripted API on a virtual clock; send nothing",
          "The outcome and the timeline", json},
    Route{Endpoint::demo, "GET", "/v1/demo", true,
          "Where the example API is; only there with --demo", "Its address", json},
    Route{Endpoint::healthz, "GET", "/healthz", false, "Whether the server runs", "It does", json},
    Route{Endpoint::metrics, "GET", "/metrics", true, "Metrics of the calls, for Prometheus",
          "Text exposition format 0.0.4", "text/plain"},
    Route{Endpoint::openapi, "GET", "/openapi.json", false, "This description",
          "An OpenAPI 3.1 document", json},
};

}  // namespace

std::span<const Route> routes() {
  return table;
}

const Route* find_route(std::string_view path) {
  const auto* const found = std::find_if(table.begin(), table.end(),
                                         [&](const Route& route) { return route.path == path; });
  return found == table.end() ? nullptr : found;
}

}  // namespace fieldcall::server
