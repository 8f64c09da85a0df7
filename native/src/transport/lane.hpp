// One libcurl multi handle: transfers of one egress policy that may share connections.
//
// Connections are never shared between policies: one allowed under another's rules would be used
// without asking ours. (Several lanes of one policy would also be possible: a multi handle slows
// down with the connections it holds to one host.)
#pragma once

#include <curl/curl.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "fieldcall/egress.hpp"
#include "transport/poller.hpp"
#include "transport/transfer.hpp"

namespace fieldcall::native {

class Lane {
 public:
  using Clock = std::chrono::steady_clock;

  // Throws std::bad_alloc if libcurl has no memory for it.
  Lane(std::uint32_t id, std::shared_ptr<const EgressPolicy> egress, const CurlSettings& settings,
       Poller& poller);
  ~Lane();
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;

  [[nodiscard]] std::uint32_t id() const { return id_; }
  [[nodiscard]] bool serves(const std::shared_ptr<const EgressPolicy>& egress) const {
    return egress == egress_ || *egress == *egress_;
  }
  [[nodiscard]] std::uint32_t active() const { return active_; }
  [[nodiscard]] std::optional<Clock::time_point> deadline() const { return deadline_; }

  // False if libcurl refuses.
  bool add(const Transfer& transfer);
  void remove(const Transfer& transfer);

  void handle(const Poller::Ready& ready);
  void handle_time(Clock::time_point now);

  // The next transfer that ended. It stays added until `remove`.
  std::optional<std::pair<Transfer*, CURLcode>> next_done();

 private:
  struct MultiDeleter {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
  };

  static int on_socket(CURL* easy, curl_socket_t socket, int what, void* self, void* socket_data);
  static int on_timer(CURLM* multi, long timeout_ms, void* self);

  std::uint32_t id_;
  std::shared_ptr<const EgressPolicy> egress_;
  Poller& poller_;
  std::unique_ptr<CURLM, MultiDeleter> multi_;
  std::optional<Clock::time_point> deadline_;
  std::uint32_t active_ = 0;
};

}  // namespace fieldcall::native
