// Every template of a request with the place it stands in: for what is told without rendering.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "json/value.hpp"
#include "templating/request_template.hpp"

namespace fieldcall::templating {

// Where a value of the request goes, as a designer names it.
enum class RequestPart : std::uint8_t { url, param, header, body, auth };

// "url", "param", "header", "body", "auth".
std::string_view request_part_name(RequestPart part);

struct PlacedTemplate {
  RequestPart part = RequestPart::url;
  const Template* text = nullptr;  // lives as long as the request
};

// In the order url, params, headers, body, auth.
std::vector<PlacedTemplate> templates_of(const RequestTemplate& request);

// The paths a placeholder or its expression reads, the root first: {"data", "address", "city"}.
// Array steps are left out; what reads all roots reads {"data"}.
std::vector<std::vector<std::string>> references(const Placeholder& placeholder);

// What a placeholder (no expression) names in `roots`, or nullptr if nothing is there.
const json::Value* find_value(const json::Value& roots, const Placeholder& placeholder);

}  // namespace fieldcall::templating
