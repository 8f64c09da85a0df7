// A server with an API to call: what most tests start from.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "server.hpp"
#include "server/client.hpp"
#include "support/epoll_server/server.hpp"

namespace fieldcall::server::test {

inline constexpr const char* planted_secret = "planted-secret-9f3c1d77a0";

// How a test's server differs from the usual one.
using Change = std::function<void(ServerOptions&)>;

// Calls may reach the API, which listens on loopback, and nothing else that is private. The secret
// `api_token` may be sent to it.
class RunningServer {
 public:
  explicit RunningServer(const Change& change = {});

  [[nodiscard]] std::uint16_t port() const { return server->port(); }
  // "127.0.0.1:PORT"
  [[nodiscard]] std::string host() const;
  // The lines "Host: ..." and "Authorization: Bearer ...".
  [[nodiscard]] std::string identity() const;
  // A request, complete.
  [[nodiscard]] std::string post(std::string_view path, std::string_view body,
                                 std::string_view extra_lines = {}) const;
  [[nodiscard]] std::string get(std::string_view path, std::string_view extra_lines = {}) const;
  // On a connection of its own.
  Reply ask(std::string_view bytes) const { return RawClient(port()).ask(bytes); }

  // A field that maps `ok` of what the API answers to `path` ("/ok") to `answer`.
  [[nodiscard]] std::string field(std::string_view path, std::string_view more_config = {}) const;
  // {"config": field(path), "inputs": {}}
  [[nodiscard]] std::string run_body(std::string_view path) const;

  // Waits until `condition` holds; fails the test if that takes half a minute.
  static void wait_until(const std::function<bool()>& condition);

  fieldcall::test::EpollServer api;
  std::unique_ptr<Server> server;
};

}  // namespace fieldcall::server::test
