#include "engine/request_json.hpp"

namespace fieldcall::engine {

void write_request(const HttpRequest& request, json::Writer& writer) {
  writer.begin_object();
  writer.key("method").string(request.method);
  writer.key("url").string(request.url);
  writer.key("headers").begin_array();
  for (const Header& header : request.headers) {
    writer.begin_object();
    writer.key("name").string(header.name);
    writer.key("value").string(header.value);
    writer.end_object();
  }
  writer.end_array();
  if (request.has_body) writer.key("body").string(request.body);
  writer.end_object();
}

}  // namespace fieldcall::engine
