// A request as previews show it: {"method", "url", "headers": [{"name", "value"}], "body"?}.
#pragma once

#include "fieldcall/http.hpp"
#include "json/writer.hpp"

namespace fieldcall::engine {

void write_request(const HttpRequest& request, json::Writer& writer);

}  // namespace fieldcall::engine
