// fieldcall serve: the relay, its pages and, for demonstrations, the example API in one process.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "http_server.hpp"
#include "relay.hpp"
#include "service.hpp"

namespace fieldcall::server {

class DemoApi;

struct ServerOptions {
  HttpOptions http;
  // Address, port and demo_origin are filled in by the server; an empty token is replaced by a
  // random one, on loopback only.
  ServiceOptions service;
  native::ClientOptions client;
  SecretsReader secrets;  // empty = none
  std::string pages;      // folder; empty = none
  bool demo = false;
};

class Server {
 public:
  // Listens and answers. Error code "usage": what is wrong with the options or the machine.
  static Result<std::unique_ptr<Server>> start(ServerOptions options);
  // As stop(0).
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const { return http_->port(); }
  // "http://127.0.0.1:8700"
  [[nodiscard]] const std::string& origin() const { return origin_; }
  [[nodiscard]] const std::string& token() const { return token_; }
  // Of the example API; empty = there is none.
  [[nodiscard]] const std::string& demo_origin() const { return demo_origin_; }
  // Bodies taken and not answered.
  [[nodiscard]] std::uint32_t calls() const { return service_->calls(); }
  [[nodiscard]] const HttpServer& http() const { return *http_; }

  // Takes nothing more, gives calls `grace` to end, ends the rest with an outcome (`shut_down`),
  // sends what is to be sent and returns.
  void stop(Millis grace);

 private:
  Server();

  std::string origin_;
  std::string token_;
  std::string demo_origin_;
  std::unique_ptr<DemoApi> demo_;
  std::unique_ptr<Pages> pages_;
  std::unique_ptr<Relay> relay_;
  std::unique_ptr<Service> service_;
  std::unique_ptr<HttpServer> http_;
};

}  // namespace fieldcall::server
