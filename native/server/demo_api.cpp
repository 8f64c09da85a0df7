#include "demo_api.hpp"

#include <pthread.h>
#include <signal.h>

#include <thread>
#include <utility>

#include "routes.hpp"

namespace fieldcall::server {

class DemoApi::Implementation {
 public:
  bool start() {
    example_api::configure(server_);
    port_ = server_.bind_to_any_port("127.0.0.1");
    if (port_ <= 0) return false;
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

Result<std::unique_ptr<DemoApi>> DemoApi::start() {
  auto implementation = std::make_unique<Implementation>();
  if (!implementation->start()) {
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
