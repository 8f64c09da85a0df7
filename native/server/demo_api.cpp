#include "demo_api.hpp"

#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <thread>
#include <utility>

#include "routes.hpp"

namespace fieldcall::server {

namespace {

// The process has other work; 2 MiB are more than a call takes.
constexpr std::size_t threads = 16;
constexpr std::size_t chaos_bytes_max = std::size_t{2} * 1024 * 1024;

using Routed = httplib::Server::HandlerResponse;

// Before anything is looked at; what is refused here is not carried out.
Routed admit(const std::string& own_host, const std::vector<std::string>& origins,
             const httplib::Request& request, httplib::Response& response) {
  if (request.get_header_value("Host") != own_host) {
    example_api::send_problem(response, 421, "Misdirected Request",
                              "The example API is known as " + own_host + " only.");
    return Routed::Handled;
  }
  // Images, forms and the like of other sites carry no Origin.
  const bool is_foreign = request.has_header("Origin")
                              ? std::find(origins.begin(), origins.end(),
                                          request.get_header_value("Origin")) == origins.end()
                              : request.get_header_value("Sec-Fetch-Site") == "cross-site";
  if (!is_foreign) return Routed::Unhandled;
  example_api::send_problem(response, 403, "Forbidden", "Pages of this origin may not ask.");
  return Routed::Handled;
}

}  // namespace

class DemoApi::Implementation {
 public:
  bool start(std::vector<std::string> origins) {
    example_api::configure(server_, {.origins = origins,
                                     .threads = threads,
                                     .chaos_bytes_max = chaos_bytes_max,
                                     .has_reset = false});
    // The body of a refused request is not read, and must not be taken for the next request.
    server_.set_keep_alive_max_count(1);
    port_ = server_.bind_to_any_port("127.0.0.1");
    if (port_ <= 0) return false;
    server_.set_pre_routing_handler(
        [host = "127.0.0.1:" + std::to_string(port_), origins = std::move(origins)](
            const httplib::Request& request, httplib::Response& response) {
          return admit(host, origins, request, response);
        });
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    // Stopping a server that does not run yet would do nothing.
    while (!server_.is_running()) std::this_thread::yield();
    return true;
  }

  ~Implementation() {
    server_.stop();
    if (thread_.joinable()) thread_.join();
  }

  [[nodiscard]] int port() const { return port_; }

 private:
  httplib::Server server_;
  std::thread thread_;
  int port_ = 0;
};

DemoApi::DemoApi(std::unique_ptr<Implementation> implementation)
    : implementation_(std::move(implementation)) {}

DemoApi::~DemoApi() = default;

Result<std::unique_ptr<DemoApi>> DemoApi::start(std::vector<std::string> origins) {
  auto implementation = std::make_unique<Implementation>();
  if (!implementation->start(std::move(origins))) {
    return Error{"usage", "the example API found no port on 127.0.0.1", "", 0};
  }
  return std::unique_ptr<DemoApi>(new DemoApi(std::move(implementation)));
}

std::uint16_t DemoApi::port() const {
  return static_cast<std::uint16_t>(implementation_->port());
}

std::string DemoApi::origin() const {
  return "http://127.0.0.1:" + std::to_string(port());
}

Secrets DemoApi::secrets() const {
  const auto secret = [this](std::string_view value) {
    return Secret{SecretText(value), {origin()}, {}};
  };
  return {{"credit_api_token", secret(example_api::credit_token)},
          {"company_api_key", secret(example_api::company_key)}};
}

}  // namespace fieldcall::server
