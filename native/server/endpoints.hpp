// What can be asked: one table that the server, its OpenAPI description and the tests read.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace fieldcall::server {

enum class Endpoint : std::uint8_t {
  run,
  render,
  validate,
  map,
  simulate,
  demo,
  healthz,
  metrics,
  openapi,
};

struct Route {
  Endpoint endpoint;
  std::string_view method;  // GET (HEAD too) or POST with JSON
  std::string_view path;
  bool needs_token;
  std::string_view summary;
  std::string_view answer;      // of the OpenAPI description: what status 200 brings
  std::string_view media_type;  // of that
};

std::span<const Route> routes();

// nullptr = none has this path.
const Route* find_route(std::string_view path);

}  // namespace fieldcall::server
