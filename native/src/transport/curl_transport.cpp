#include "transport/curl_transport.hpp"

#include <algorithm>
#include <new>
#include <tuple>
#include <utility>

#include "transport/curl_library.hpp"

namespace fieldcall::native {

bool CurlTransport::AttemptOrder::operator()(const AttemptId& a, const AttemptId& b) const {
  return std::tie(a.call, a.number, a.hop) < std::tie(b.call, b.number, b.hop);
}

CurlTransport::CurlTransport(CurlSettings settings)
    : settings_(std::move(settings)),
      problem_(curl_library_problem()),
      resolver_(settings_.resolver, [this] { poller_.wake(); }) {
  if (problem_.empty() && !poller_.ok()) problem_ = "the system has no descriptors left";
}

CurlTransport::~CurlTransport() {
  while (!transfers_.empty()) abort(transfers_.begin()->second->attempt());
}

void CurlTransport::start(SendRequest send) {
  FIELDCALL_CHECK(send.egress != nullptr);
  const AttemptId attempt = send.attempt;
  FIELDCALL_CHECK(!transfers_.contains(attempt));
  if (!problem_.empty()) {
    fail(attempt, TransportFault::network, problem_);
    return;
  }
  try {
    auto transfer = std::make_unique<Transfer>(std::move(send), settings_, progress_list_);
    Transfer& reference = *transfer;
    transfers_.emplace(attempt, std::move(transfer));
    resolve_and_send(reference);
  } catch (const std::bad_alloc&) {
    abort(attempt);
    events_.emplace_back(AttemptOutOfMemory{attempt});
  }
}

void CurlTransport::resolve_and_send(Transfer& transfer) {
  const EgressPolicy& egress = *transfer.send().egress;
  const auto endpoint =
      endpoint_of(transfer.uses_proxy() ? egress.proxy : transfer.send().request.url);
  if (!endpoint) {
    fail(transfer.attempt(), TransportFault::egress_denied, "the url cannot be read");
    return;
  }
  // A host without a name goes to no network: libcurl refuses its scheme (file:).
  if (endpoint->is_address || endpoint->host.empty()) {
    send(transfer, *endpoint, {});
    return;
  }
  if (const Resolution* resolution = resolver_.known(endpoint->host)) {
    send(transfer, *endpoint, *resolution);
    return;
  }
  waiting_.emplace(endpoint->host, transfer.attempt());
  resolver_.request(endpoint->host);
}

void CurlTransport::send(Transfer& transfer, const Endpoint& endpoint,
                         const Resolution& resolution) {
  if (settings_.check_resolved_addresses && !transfer.uses_proxy() &&
      !std::all_of(resolution.addresses.begin(), resolution.addresses.end(),
                   [&](const IpAddress& address) { return transfer.address_allowed(address); })) {
    fail(transfer.attempt(), TransportFault::egress_denied, "the destination is not allowed");
    return;
  }
  Easy easy = take_handle();
  std::string problem =
      set_options(easy.get(), transfer, settings_, endpoint, resolution.addresses);
  if (!problem.empty()) {
    fail(transfer.attempt(), TransportFault::network, std::move(problem));
    return;
  }
  Lane& lane = lane_for(transfer.send().egress);
  transfer.easy = easy.get();
  if (!lane.add(transfer)) {
    transfer.easy = nullptr;
    fail(transfer.attempt(), TransportFault::network, "libcurl refused the transfer");
    return;
  }
  transfer.lane_id = lane.id();
  static_cast<void>(easy.release());
}

void CurlTransport::fail(AttemptId attempt, TransportFault fault, std::string detail) {
  events_.emplace_back(RequestFailed{.attempt = attempt,
                                     .fault = fault,
                                     .may_have_been_sent = false,
                                     .detail = clean_detail(detail)});
  transfers_.erase(attempt);
}

void CurlTransport::abort(const AttemptId& attempt) {
  std::erase_if(waiting_, [&](const auto& entry) { return entry.second == attempt; });
  std::erase_if(events_, [&](const TransportEvent& event) {
    return std::visit([&](const auto& value) { return value.attempt == attempt; }, event);
  });
  const auto entry = transfers_.find(attempt);
  if (entry == transfers_.end()) return;
  give_back(*entry->second);
  std::erase(progress_list_, entry->second.get());
  transfers_.erase(entry);
}

std::vector<TransportEvent> CurlTransport::poll(std::optional<Millis> wait) {
  if (poller_.ok()) {
    for (const auto& ready : poller_.wait(shortened(wait))) {
      if (Lane* lane = lane_by_id(ready.owner)) lane->handle(ready);
    }
    const auto now = Clock::now();
    for (const auto& lane : lanes_) lane->handle_time(now);
    handle_resolutions();
    std::vector<std::pair<Transfer*, CURLcode>> done;
    collect_done(done);
    report_progress();
    for (const auto& [transfer, code] : done) {
      events_.push_back(transfer->finish(code));
      give_back(*transfer);
      transfers_.erase(AttemptId(transfer->attempt()));
    }
    close_idle_lanes();
  }
  return std::exchange(events_, {});
}

std::optional<Millis> CurlTransport::shortened(std::optional<Millis> wait) const {
  if (!events_.empty()) return Millis{0};
  const auto now = Clock::now();
  for (const auto& lane : lanes_) {
    if (!lane->deadline()) continue;
    const Millis left = std::max(Millis{0}, std::chrono::ceil<Millis>(*lane->deadline() - now));
    if (!wait || left < *wait) wait = left;
  }
  return wait;
}

void CurlTransport::handle_resolutions() {
  for (auto& [name, resolution] : resolver_.take_finished()) {
    const auto [first, last] = waiting_.equal_range(name);
    std::vector<AttemptId> attempts;
    for (auto entry = first; entry != last; ++entry) attempts.push_back(entry->second);
    waiting_.erase(first, last);
    for (const AttemptId& attempt : attempts) {
      if (resolution.addresses.empty()) {
        fail(attempt, TransportFault::dns, "cannot resolve " + name + ": " + resolution.error);
        continue;
      }
      Transfer& transfer = *transfers_.find(attempt)->second;
      const auto endpoint = endpoint_of(transfer.uses_proxy() ? transfer.send().egress->proxy
                                                              : transfer.send().request.url);
      send(transfer, *endpoint, resolution);
    }
  }
}

void CurlTransport::collect_done(std::vector<std::pair<Transfer*, CURLcode>>& done) {
  for (const auto& lane : lanes_) {
    while (const auto next = lane->next_done()) {
      next->first->done = true;
      done.push_back(*next);
    }
  }
}

void CurlTransport::report_progress() {
  const auto now = Clock::now();
  for (Transfer* transfer : progress_list_) {
    transfer->progressed = false;
    if (transfer->done || now < transfer->next_progress) continue;
    transfer->next_progress = now + settings_.progress_interval;
    events_.emplace_back(ResponseProgress{transfer->attempt()});
  }
  progress_list_.clear();
}

Lane& CurlTransport::lane_for(const std::shared_ptr<const EgressPolicy>& egress) {
  for (const auto& lane : lanes_) {
    if (lane->serves(egress)) return *lane;
  }
  lanes_.push_back(std::make_unique<Lane>(next_lane_id_, egress, settings_, poller_));
  ++next_lane_id_;
  return *lanes_.back();
}

Lane* CurlTransport::lane_by_id(std::uint32_t id) {
  for (const auto& lane : lanes_) {
    if (lane->id() == id) return lane.get();
  }
  return nullptr;
}

void CurlTransport::close_idle_lanes() {
  for (auto lane = lanes_.begin(); lanes_.size() > settings_.lanes_max && lane != lanes_.end();) {
    lane = (*lane)->active() == 0 ? lanes_.erase(lane) : lane + 1;
  }
}

CurlTransport::Easy CurlTransport::take_handle() {
  if (pool_.empty()) {
    Easy easy(curl_easy_init());
    if (easy == nullptr) throw std::bad_alloc();
    return easy;
  }
  Easy easy = std::move(pool_.back());
  pool_.pop_back();
  return easy;
}

void CurlTransport::give_back(Transfer& transfer) {
  if (transfer.easy == nullptr) return;
  if (Lane* lane = lane_by_id(transfer.lane_id)) lane->remove(transfer);
  Easy easy(std::exchange(transfer.easy, nullptr));
  if (pool_.size() >= settings_.pooled_handles_max) return;
  curl_easy_reset(easy.get());
  pool_.push_back(std::move(easy));
}

}  // namespace fieldcall::native
