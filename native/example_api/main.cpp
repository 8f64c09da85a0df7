// fieldcall-example-api [PORT]: serves the example API on 127.0.0.1 until it is ended.
//
// Without a port the system chooses one. The first line of output is the address, ready to use.
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstring>

#include "routes.hpp"

namespace {

httplib::Server* running_server = nullptr;

void stop_server(int /*signal*/) {
  running_server->stop();
}

}  // namespace

int main(int argc, char** argv) {
  int port = 0;
  if (argc > 1) {
    const char* end = argv[1] + std::strlen(argv[1]);
    const auto [rest, error] = std::from_chars(argv[1], end, port);
    if (argc > 2 || error != std::errc{} || rest != end || port < 0 || port > 65535) {
      std::fprintf(stderr, "usage: fieldcall-example-api [PORT]   (0 or none: any free port)\n");
      return 2;
    }
  }
  httplib::Server server;
  fieldcall::example_api::configure(server);
  running_server = &server;
  std::signal(SIGTERM, stop_server);
  std::signal(SIGINT, stop_server);

  if (port == 0) {
    port = server.bind_to_any_port("127.0.0.1");
  } else if (!server.bind_to_port("127.0.0.1", port)) {
    port = -1;
  }
  if (port <= 0) {
    std::fprintf(stderr, "fieldcall-example-api: cannot listen on 127.0.0.1:%s\n",
                 argc > 1 ? argv[1] : "(any)");
    return 1;
  }
  std::printf("http://127.0.0.1:%d\n", port);
  std::fflush(stdout);
  return server.listen_after_bind() ? 0 : 1;
}
