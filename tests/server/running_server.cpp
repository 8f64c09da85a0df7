#include "server/running_server.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>
#include <utility>

namespace fieldcall::server::test {

RunningServer::RunningServer(const Change& change) {
  ServerOptions options;
  EgressPolicy& egress = options.client.engine.egress;
  egress.allow_http = true;
  egress.allow_private_networks = true;
  egress.ports = {api.port()};
  egress.allowed_hosts = {"127.0.0.1"};
  options.secrets = [origin = api.origin()]() -> Result<Secrets> {
    return Secrets{{"api_token", {SecretText(planted_secret), {origin}, {}}},
                   {"homeless", {SecretText(planted_secret), {}, {}}}};
  };
  if (change) change(options);
  auto started = Server::start(std::move(options));
  if (!started) ADD_FAILURE() << started.error().message;
  server = *std::move(started);
}

std::string RunningServer::host() const {
  return "127.0.0.1:" + std::to_string(port());
}

std::string RunningServer::identity() const {
  return "Host: " + host() + "\r\nAuthorization: Bearer " + server->token() + "\r\n";
}

std::string RunningServer::post(std::string_view path, std::string_view body,
                                std::string_view extra_lines) const {
  return "POST " + std::string(path) + " HTTP/1.1\r\n" + identity() +
         "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n" + std::string(extra_lines) + "\r\n" + std::string(body);
}

std::string RunningServer::get(std::string_view path, std::string_view extra_lines) const {
  return "GET " + std::string(path) + " HTTP/1.1\r\n" + identity() + std::string(extra_lines) +
         "\r\n";
}

std::string RunningServer::field(std::string_view path, std::string_view more_config) const {
  return R"({"key": "lookup", "name": "Lookup", "retry": 0, "api_config": {"url": ")" +
         api.origin() + std::string(path) + R"(", "method": "GET", )" + std::string(more_config) +
         R"("response_mapping": {"answer": "ok"}}})";
}

std::string RunningServer::run_body(std::string_view path) const {
  return R"({"config": )" + field(path) + R"(, "inputs": {}})";
}

void RunningServer::wait_until(const std::function<bool()>& condition) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > until) {
      ADD_FAILURE() << "it does not come about";
      return;
    }
    std::this_thread::yield();
  }
}

}  // namespace fieldcall::server::test
