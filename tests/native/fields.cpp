#include "native/fields.hpp"

#include <cstdio>
#include <cstdlib>

namespace fieldcall::native::test {

ClientOptions local_options(const fieldcall::test::EpollServer& server) {
  ClientOptions options;
  options.engine.egress.allow_http = true;
  options.engine.egress.allow_private_networks = true;
  options.engine.egress.ports = {server.port()};
  options.engine.stall_timeout = Millis{200};
  return options;
}

Field local_field(const fieldcall::test::EpollServer& server, const std::string& path,
                  std::uint32_t retry, const std::string& method) {
  return field_at(server.origin() + path, retry, method);
}

Field field_at(const std::string& url, std::uint32_t retry, const std::string& method) {
  return field_from(R"({"key": "lookup", "name": "Lookup", "retry": )" + std::to_string(retry) +
                    R"(, "api_config": {"url": ")" + url + R"(", "method": ")" + method +
                    R"(", "response_mapping": {"answer": "ok"}}})");
}

Field field_from(const std::string& json) {
  Configuration configuration = parse_configuration(json);
  if (configuration.fields.size() == 1) return configuration.fields[0];
  for (const auto& diagnostic : configuration.diagnostics) {
    std::fprintf(stderr, "%s: %s\n", diagnostic.pointer.c_str(), diagnostic.message.c_str());
  }
  std::abort();
}

}  // namespace fieldcall::native::test
