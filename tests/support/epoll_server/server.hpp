// An HTTP/1.1 server in one thread, for tests: holds thousands of connections, and misbehaves as
// its scripts say. Listens on a loopback address and a port the system chooses.
#pragma once

#include <openssl/ssl.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "support/epoll_server/certificates.hpp"
#include "support/epoll_server/connection.hpp"
#include "support/epoll_server/script.hpp"

namespace fieldcall::test {

struct TlsOptions {
  Identity identity = {};
  int version_min = TLS1_2_VERSION;
  int version_max = 0;      // 0 = the newest
  int security_level = -1;  // 0 is needed for TLS 1.0 and 1.1; -1 = the system's
};

struct ServerOptions {
  Handler handler = scripted_answer;
  std::optional<TlsOptions> tls = std::nullopt;
  std::string address = "127.0.0.1";
  bool record_requests = true;
};

class EpollServer {
 public:
  explicit EpollServer(ServerOptions options = {});
  ~EpollServer();
  EpollServer(const EpollServer&) = delete;
  EpollServer& operator=(const EpollServer&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  // "http://127.0.0.1:PORT", with https if it speaks TLS.
  [[nodiscard]] std::string origin() const;

  // Since the start.
  [[nodiscard]] std::uint64_t accepted() const { return accepted_; }
  [[nodiscard]] std::uint64_t open() const { return open_; }
  [[nodiscard]] std::uint64_t open_max() const { return open_max_; }
  [[nodiscard]] std::uint64_t request_count() const { return request_count_; }
  [[nodiscard]] std::vector<Request> requests() const;

 private:
  struct Entry {
    std::unique_ptr<Connection> connection;
    std::optional<Connection::Clock::time_point> wakes_at;
  };

  void listen_on_loopback();
  void set_up_tls(const TlsOptions& options);
  void loop();
  void accept_all();
  void run(std::int32_t socket);
  void run_due();
  [[nodiscard]] int wait_ms() const;
  Script answer(const Request& request);

  ServerOptions options_;
  SSL_CTX* tls_ = nullptr;
  std::int32_t listener_ = -1;
  std::int32_t epoll_ = -1;
  std::int32_t stop_event_ = -1;
  std::uint16_t port_ = 0;
  std::map<std::int32_t, Entry> connections_;
  std::set<std::pair<Connection::Clock::time_point, std::int32_t>> timers_;
  std::atomic<std::uint64_t> accepted_ = 0;
  std::atomic<std::uint64_t> open_ = 0;
  std::atomic<std::uint64_t> open_max_ = 0;
  std::atomic<std::uint64_t> request_count_ = 0;
  mutable std::mutex mutex_;
  std::vector<Request> requests_;
  std::thread thread_;
};

}  // namespace fieldcall::test
