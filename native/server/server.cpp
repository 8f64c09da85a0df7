#include "server.hpp"

#include <string>
#include <utility>
#include <vector>

#include "demo_api.hpp"
#include "fieldcall/egress.hpp"

namespace fieldcall::server {
namespace {

// For answers that are written already or will be at once.
constexpr Millis farewell{5'000};

Result<Done> check_access(const HttpOptions& http, const std::string& token) {
  if (!parse_ip_address(http.address)) {
    return Error{"usage", "--listen wants an IP address, not \"" + http.address + "\"",
                 "0.0.0.0 listens on every address", 0};
  }
  if (token.empty() && !is_loopback(http.address)) {
    return Error{"usage", "listening on " + http.address + " wants a token of your own",
                 "put one into the environment: FIELDCALL_TOKEN=$(openssl rand -hex 32)", 0};
  }
  return token.empty() ? Done{} : check_token(token);
}

// As browsers send it. "*" is none: whoever asks would be let in.
Result<Done> check_origins(const std::vector<std::string>& origins) {
  for (const std::string& origin : origins) {
    const bool has_scheme = origin.starts_with("https://") || origin.starts_with("http://");
    const std::string host = has_scheme ? origin.substr(origin.find("://") + 3) : std::string();
    if (host.empty() || host.find_first_of("/*?# \t\r\n") != std::string::npos) {
      return Error{"usage", "--allow-origin wants an origin, not \"" + origin + "\"",
                   "such as https://forms.example.com", 0};
    }
  }
  return Done{};
}

std::string origin_of(const std::string& address, std::uint16_t port) {
  const bool is_v6 = address.find(':') != std::string::npos;
  return "http://" + (is_v6 ? '[' + address + ']' : address) + ':' + std::to_string(port);
}

// Of this server's own pages, by every name it goes by.
std::vector<std::string> page_origins(const AccessOptions& access) {
  // 80 is left out of origins.
  const std::string port = access.port == 80 ? "" : ':' + std::to_string(access.port);
  std::vector<std::string> origins{origin_of(access.address, access.port),
                                   "http://127.0.0.1" + port, "http://localhost" + port};
  for (const std::string& host : access.hosts) {
    origins.insert(origins.end(), {"http://" + host, "https://" + host, "http://" + host + port});
  }
  return origins;
}

// The host's secrets win over the example API's of the same name.
SecretsReader with_demo(SecretsReader reader, Secrets demo) {
  return [reader = std::move(reader), demo = std::move(demo)]() -> Result<Secrets> {
    if (!reader) return demo;
    Result<Secrets> secrets = reader();
    if (secrets) secrets->insert(demo.begin(), demo.end());
    return secrets;
  };
}

}  // namespace

Result<std::unique_ptr<Server>> Server::start(ServerOptions options) {
  std::unique_ptr<Server> server(new Server);
  AccessOptions& access = options.service.access;
  const Result<Done> checked = check_access(options.http, access.token);
  if (!checked) return checked.error();
  const Result<Done> origins = check_origins(access.allowed_origins);
  if (!origins) return origins.error();
  if (access.token.empty()) access.token = random_token();
  server->token_ = access.token;
  if (!options.pages.empty()) {
    Result<std::unique_ptr<Pages>> pages = Pages::open(options.pages);
    if (!pages) return pages.error();
    server->pages_ = *std::move(pages);
  }
  access.address = options.http.address;
  Result<std::unique_ptr<HttpServer>> http = HttpServer::listen(std::move(options.http));
  if (!http) return http.error();
  server->http_ = *std::move(http);
  access.port = server->http_->port();
  server->origin_ = origin_of(access.address, access.port);

  RelayOptions relay{.client = std::move(options.client), .secrets = std::move(options.secrets)};
  if (options.demo) {
    Result<std::unique_ptr<DemoApi>> demo = DemoApi::start(page_origins(access));
    if (!demo) return demo.error();
    server->demo_ = *std::move(demo);
    server->demo_origin_ = server->demo_->origin();
    relay.demo_port = server->demo_->port();
    relay.secrets = with_demo(std::move(relay.secrets), server->demo_->secrets());
    options.service.demo_origin = server->demo_origin_;
  }
  server->relay_ = std::make_unique<Relay>(std::move(relay));
  server->service_ =
      std::make_unique<Service>(std::move(options.service), *server->relay_, server->pages_.get());
  server->http_->run(*server->service_);
  return server;
}

Server::Server() = default;

Server::~Server() {
  if (relay_) stop(Millis{0});
}

void Server::stop(Millis grace) {
  http_->drain();
  relay_->shutdown(grace);
  http_->stop(farewell);
}

}  // namespace fieldcall::server
