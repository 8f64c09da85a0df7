#include "http_server.hpp"

#include <pthread.h>
#include <signal.h>

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <exception>
#include <future>
#include <thread>
#include <utility>
#include <vector>

#include "connection.hpp"

namespace fieldcall::server {
namespace {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
using BoostError = boost::system::error_code;

// Beyond connections_max so many are told why; more are cut.
constexpr std::size_t turned_away_max = 64;
// When no descriptor is left, accepting waits for one.
constexpr std::chrono::milliseconds accept_pause{100};

}  // namespace

class HttpServer::Implementation {
 public:
  explicit Implementation(HttpOptions options)
      : acceptor_(io_), pause_(io_), end_(io_), shared_(std::make_shared<Shared>()) {
    shared_->options = std::move(options);
    shared_->on_closed = [this] { on_closed(); };
  }

  ~Implementation() {
    stop(Millis{0});
    shared_->on_closed = nullptr;
  }

  Result<Done> listen() {
    BoostError error;
    const auto address = asio::ip::make_address(shared_->options.address, error);
    const Tcp::endpoint endpoint(address, shared_->options.port);
    if (!error) acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(Tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (!error) {
      port_ = acceptor_.local_endpoint(error).port();
      return Done{};
    }
    return Error{"usage",
                 "cannot listen on " + shared_->options.address + " port " +
                     std::to_string(shared_->options.port) + ": " + error.message(),
                 "choose another with --port, 0 takes any", 0};
  }

  void run(Service& service) {
    shared_->service = &service;
    accept();
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    thread_ = std::thread([this] { work(); });
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
  }

  void drain() {
    if (!thread_.joinable()) return;
    std::promise<void> done;
    asio::post(io_, [&] {
      BoostError ignored;
      acceptor_.close(ignored);
      pause_.cancel();
      shared_->draining = true;
      shared_->service->drain();
      for_each([](Connection& connection) { connection.finish(); });
      done.set_value();
    });
    done.get_future().wait();
  }

  void stop(Millis grace) {
    if (!thread_.joinable()) return;
    drain();
    asio::post(io_, [this, grace] {
      stopping_ = true;
      if (shared_->connections.empty()) return work_.reset();
      end_.expires_after(std::chrono::milliseconds(grace.count()));
      end_.async_wait([this](BoostError error) {
        if (error) return;
        for_each([](Connection& connection) { connection.close(); });
        work_.reset();
      });
    });
    thread_.join();
  }

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::uint64_t accepted() const { return accepted_; }
  [[nodiscard]] std::uint64_t open() const { return open_; }

 private:
  // What memory runs out for ends with its connection, which nobody holds any more.
  void work() {
    while (true) {
      try {
        io_.run();
        return;
      } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch)
      }
    }
  }

  void accept() {
    acceptor_.async_accept([this](BoostError error, Tcp::socket socket) {
      if (!acceptor_.is_open()) return;
      if (error) {
        pause_.expires_after(accept_pause);
        pause_.async_wait([this](BoostError cancelled) {
          if (!cancelled) accept();
        });
        return;
      }
      take(std::move(socket));
      accept();
    });
  }

  void take(Tcp::socket socket) {
    const std::size_t open = shared_->connections.size();
    const std::size_t max = shared_->options.connections_max;
    if (open >= max + turned_away_max) return;
    ++accepted_;
    const auto connection = std::make_shared<Connection>(std::move(socket), shared_);
    open_ = shared_->connections.size();
    if (open < max || make_room()) {
      connection->start();
    } else {
      connection->turn_away();
    }
  }

  // Closes who has waited longest for a request to come. False = all are busy with one.
  bool make_room() {
    if (shared_->waiting.empty()) return false;
    shared_->waiting.begin()->second->close();
    return true;
  }

  void on_closed() {
    open_ = shared_->connections.size();
    if (!stopping_ || !shared_->connections.empty()) return;
    end_.cancel();
    work_.reset();
  }

  template <class Function>
  void for_each(Function function) {
    // They leave the set while they are asked, and end when nothing of theirs is under way.
    std::vector<std::shared_ptr<Connection>> all;
    for (Connection* const connection : shared_->connections) {
      all.push_back(connection->shared_from_this());
    }
    for (const auto& connection : all) function(*connection);
  }

  std::uint16_t port_ = 0;
  std::atomic<std::uint64_t> accepted_ = 0;
  std::atomic<std::uint64_t> open_ = 0;
  bool stopping_ = false;
  asio::io_context io_{1};
  asio::executor_work_guard<asio::io_context::executor_type> work_{io_.get_executor()};
  Tcp::acceptor acceptor_;
  asio::steady_timer pause_;
  asio::steady_timer end_;
  std::shared_ptr<Shared> shared_;
  std::thread thread_;
};

HttpServer::HttpServer(std::unique_ptr<Implementation> implementation)
    : implementation_(std::move(implementation)) {}

HttpServer::~HttpServer() = default;

Result<std::unique_ptr<HttpServer>> HttpServer::listen(HttpOptions options) {
  auto implementation = std::make_unique<Implementation>(std::move(options));
  if (const Result<Done> listening = implementation->listen(); !listening) {
    return listening.error();
  }
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(implementation)));
}

std::uint16_t HttpServer::port() const {
  return implementation_->port();
}

void HttpServer::run(Service& service) {
  implementation_->run(service);
}

void HttpServer::drain() {
  implementation_->drain();
}

void HttpServer::stop(Millis grace) {
  implementation_->stop(grace);
}

std::uint64_t HttpServer::accepted() const {
  return implementation_->accepted();
}

std::uint64_t HttpServer::open() const {
  return implementation_->open();
}

}  // namespace fieldcall::server
