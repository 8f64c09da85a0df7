#include "templating/secret_origins.hpp"

#include <algorithm>
#include <string>

#include "http/url.hpp"

namespace fieldcall::templating {

bool lists_origin(const Secret& secret, std::string_view origin) {
  return std::any_of(secret.origins.begin(), secret.origins.end(),
                     [origin](const std::string& listed) {
                       const auto parsed = http::parse_origin(listed);
                       return parsed.ok() && *parsed == origin;
                     });
}

}  // namespace fieldcall::templating
