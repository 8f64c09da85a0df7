#include "engine/call_queue.hpp"

#include "fieldcall/check.hpp"

namespace fieldcall::engine {

void TrafficCall::take_over(const TrafficCall& giver) {
  FIELDCALL_CHECK(giver.is_in_flight && !giver.is_queued);
  entry = giver.entry;
  priority = giver.priority;
  is_in_flight = true;
  is_finished = giver.is_finished;
  is_counted = giver.is_counted;
  is_retry_planned = giver.is_retry_planned;
  retry_cost = giver.retry_cost;
  pass = giver.pass;
  ticket = giver.ticket;
}

void CallQueue::push(TrafficCall& call, std::uint64_t sequence) {
  FIELDCALL_CHECK(!call.is_queued && call.priority < classes);
  List& list = list_of(call);
  call.is_queued = true;
  call.queued_at = sequence;
  call.before = list.last;
  call.after = nullptr;
  (list.last == nullptr ? list.first : list.last->after) = &call;
  list.last = &call;
  call.by_end.put(by_end_, {call.send_until, sequence});
  ++size_;
}

void CallQueue::remove(TrafficCall& call) {
  FIELDCALL_CHECK(call.is_queued);
  List& list = list_of(call);
  (call.before == nullptr ? list.first : call.before->after) = call.after;
  (call.after == nullptr ? list.last : call.after->before) = call.before;
  call.is_queued = false;
  call.before = call.after = nullptr;
  call.by_end.take_out();
  --size_;
}

TrafficCall* CallQueue::best() const {
  TrafficCall* best = nullptr;
  for (const List& list : lists_) {
    if (list.first == nullptr) continue;
    if (best != nullptr && best->priority != list.first->priority) break;
    if (best == nullptr || list.first->queued_at < best->queued_at) best = list.first;
  }
  return best;
}

TrafficCall* CallQueue::oldest() const {
  TrafficCall* oldest = nullptr;
  for (const List& list : lists_) {
    if (list.first == nullptr) continue;
    if (oldest == nullptr || list.first->queued_at < oldest->queued_at) oldest = list.first;
  }
  return oldest;
}

TrafficCall* CallQueue::next() const {
  return turns_ % turns_per_oldest == turns_per_oldest - 1 ? oldest() : best();
}

}  // namespace fieldcall::engine
