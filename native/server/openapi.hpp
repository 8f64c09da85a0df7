// The description of the server's routes, OpenAPI 3.1, made from their table.
#pragma once

#include <string>

namespace fieldcall::server {

// JSON text.
std::string openapi_document();

}  // namespace fieldcall::server
