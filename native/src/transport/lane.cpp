#include "transport/lane.hpp"

#include <new>

namespace fieldcall::native {

Lane::Lane(std::uint32_t id, std::shared_ptr<const EgressPolicy> egress,
           const CurlSettings& settings, Poller& poller)
    : id_(id), egress_(std::move(egress)), poller_(poller), multi_(curl_multi_init()) {
  if (multi_ == nullptr) throw std::bad_alloc();
  CURLM* multi = multi_.get();
  curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, on_socket);
  curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, on_timer);
  curl_multi_setopt(multi, CURLMOPT_TIMERDATA, this);
  curl_multi_setopt(multi, CURLMOPT_PIPELINING, static_cast<long>(CURLPIPE_NOTHING));
  // Kept, not active ones; libcurl's default grows with the number of transfers ever added.
  curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, static_cast<long>(settings.idle_connections_max));
}

Lane::~Lane() = default;

bool Lane::add(const Transfer& transfer) {
  if (curl_multi_add_handle(multi_.get(), transfer.easy) != CURLM_OK) return false;
  ++active_;
  return true;
}

void Lane::remove(const Transfer& transfer) {
  curl_multi_remove_handle(multi_.get(), transfer.easy);
  --active_;
}

void Lane::handle(const Poller::Ready& ready) {
  const int mask = (ready.readable ? CURL_CSELECT_IN : 0) |
                   (ready.writable ? CURL_CSELECT_OUT : 0) | (ready.failed ? CURL_CSELECT_ERR : 0);
  int running = 0;
  curl_multi_socket_action(multi_.get(), ready.socket, mask, &running);
}

void Lane::handle_time(Clock::time_point now) {
  if (!deadline_ || *deadline_ > now) return;
  deadline_.reset();
  int running = 0;
  curl_multi_socket_action(multi_.get(), CURL_SOCKET_TIMEOUT, 0, &running);
}

std::optional<std::pair<Transfer*, CURLcode>> Lane::next_done() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    const CURLcode code = message->data.result;
    Transfer* transfer = nullptr;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
    return std::pair{transfer, code};
  }
  return std::nullopt;
}

int Lane::on_socket(CURL*, curl_socket_t socket, int what, void* self, void*) {
  auto& lane = *static_cast<Lane*>(self);
  if (what == CURL_POLL_REMOVE) {
    lane.poller_.forget(socket);
  } else {
    // If the system refuses, the transfer runs into its timeout; an error here would end all.
    lane.poller_.watch(lane.id_, socket, what != CURL_POLL_OUT, what != CURL_POLL_IN);
  }
  return 0;
}

int Lane::on_timer(CURLM*, long timeout_ms, void* self) {
  auto& lane = *static_cast<Lane*>(self);
  if (timeout_ms < 0) {
    lane.deadline_.reset();
  } else {
    lane.deadline_ = Clock::now() + std::chrono::milliseconds(timeout_ms);
  }
  return 0;
}

}  // namespace fieldcall::native
