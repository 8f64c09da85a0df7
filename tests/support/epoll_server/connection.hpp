// One connection of the test server: reads requests, carries out their scripts. Plain or TLS.
#pragma once

#include <openssl/ssl.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "support/epoll_server/script.hpp"

namespace fieldcall::test {

class Connection {
 public:
  using Clock = std::chrono::steady_clock;
  using OnRequest = std::function<Script(const Request&)>;

  // Owns the socket (non-blocking). `tls` may be nullptr.
  Connection(std::int32_t socket, SSL_CTX* tls, OnRequest on_request);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Goes on as far as it can. False = it is over.
  bool run();

  // What to wait for before the next `run`. Reading is always of interest: the end shows there.
  [[nodiscard]] bool wants_write() const { return wants_write_; }
  [[nodiscard]] std::optional<Clock::time_point> wakes_at() const { return wakes_at_; }

 private:
  struct SslDeleter {
    void operator()(SSL* ssl) const { SSL_free(ssl); }
  };
  enum class Progress : std::uint8_t { advanced, blocked, over };

  Progress run_step();
  Progress run_send(const Send& send);
  Progress run_drip(const Drip& drip);
  Progress run_wait(std::chrono::milliseconds duration);
  Progress run_end(End end);
  Progress next_request();
  bool read_available();
  bool shake_hands();
  // Bytes written; 0 = blocked; below 0 = the connection broke.
  std::int64_t write_some(std::string_view bytes);

  std::int32_t socket_;
  std::unique_ptr<SSL, SslDeleter> ssl_;
  OnRequest on_request_;
  std::string input_;
  Script script_;
  std::size_t step_ = 0;
  std::uint64_t sent_ = 0;  // bytes of the current step
  std::uint32_t requests_ = 0;
  bool handshake_done_ = false;
  bool finished_writing_ = false;
  bool wants_write_ = false;
  std::optional<Clock::time_point> wakes_at_;
};

}  // namespace fieldcall::test
