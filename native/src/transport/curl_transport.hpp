// HTTP requests over libcurl: the engine's actions in, its events out.
//
// All but `wake` belong to one thread. Each started attempt ends in exactly one event
// (ResponseReceived, RequestFailed or AttemptOutOfMemory) unless it is aborted; ResponseProgress
// comes in between. Errors of the world are events; nothing is thrown but std::bad_alloc.
#pragma once

#include <curl/curl.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dns/resolver.hpp"
#include "fieldcall/engine.hpp"
#include "transport/curl_options.hpp"
#include "transport/curl_settings.hpp"
#include "transport/lane.hpp"
#include "transport/poller.hpp"
#include "transport/transfer.hpp"

namespace fieldcall::native {

class CurlTransport {
 public:
  explicit CurlTransport(CurlSettings settings = {});
  ~CurlTransport();
  CurlTransport(const CurlTransport&) = delete;
  CurlTransport& operator=(const CurlTransport&) = delete;

  // Empty if it can work, else why not; then every request fails.
  [[nodiscard]] const std::string& problem() const { return problem_; }

  void start(SendRequest send);

  // No event of this attempt comes any more. Unknown attempts are ignored.
  void abort(const AttemptId& attempt);

  // Waits until something happened, `wake` was called or `wait` is over (nothing = no limit), and
  // returns what happened; may be nothing.
  std::vector<TransportEvent> poll(std::optional<Millis> wait);

  void wake() noexcept { poller_.wake(); }

  // Attempts started and neither ended nor aborted.
  [[nodiscard]] std::size_t active() const { return transfers_.size(); }

 private:
  using Clock = std::chrono::steady_clock;
  struct EasyDeleter {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
  };
  using Easy = std::unique_ptr<CURL, EasyDeleter>;
  struct AttemptOrder {
    bool operator()(const AttemptId& a, const AttemptId& b) const;
  };

  void resolve_and_send(Transfer& transfer);
  void send(Transfer& transfer, const Endpoint& endpoint, const Resolution& resolution);
  void fail(AttemptId attempt, TransportFault fault, std::string detail);
  void handle_resolutions();
  void collect_done(std::vector<std::pair<Transfer*, CURLcode>>& done);
  void report_progress();
  std::optional<Millis> shortened(std::optional<Millis> wait) const;
  Lane& lane_for(const std::shared_ptr<const EgressPolicy>& egress);
  Lane* lane_by_id(std::uint32_t id);
  void close_idle_lanes();
  Easy take_handle();
  void give_back(Transfer& transfer);

  CurlSettings settings_;
  std::string problem_;
  Poller poller_;
  Transfer::ProgressList progress_list_;
  std::vector<std::unique_ptr<Lane>> lanes_;  // oldest first
  std::uint32_t next_lane_id_ = 0;
  std::map<AttemptId, std::unique_ptr<Transfer>, AttemptOrder> transfers_;
  std::vector<Easy> pool_;
  // Attempts that wait for an address, by host name.
  std::multimap<std::string, AttemptId> waiting_;
  std::vector<TransportEvent> events_;
  Resolver resolver_;  // last: its threads use the poller
};

}  // namespace fieldcall::native
