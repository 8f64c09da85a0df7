#include "simulation/host_store.hpp"

#include <iterator>
#include <utility>

namespace fieldcall::simulation {

HostStore::Reply HostStore::look_up(const LookUpCache& action) {
  Reply reply;
  reply.after = Millis{static_cast<std::int64_t>(random_.up_to(goes_wrong() ? 1200 : 40))};
  reply.answer.call = action.call;
  const auto found = entries_.find(action.key);
  if (found != entries_.end()) reply.answer.entry = found->second.text;
  if (!goes_wrong()) return reply;
  switch (random_.up_to(4)) {
    case 0:
      reply.answer.has_failed = true;
      return reply;
    case 1:
      reply.answer.entry.reset();
      return reply;
    case 2:
      reply.answer.entry = "{\"fieldcall\": [[[";
      return reply;
    case 3:
      if (!entries_.empty()) {
        auto other = entries_.begin();
        std::advance(other, static_cast<std::int64_t>(random_.up_to(entries_.size() - 1)));
        reply.answer.entry = other->second.text;
      }
      return reply;
    default:
      if (reply.answer.entry) reply.answer.entry = spoilt(std::move(*reply.answer.entry));
      return reply;
  }
}

// One character, often a digit of a time or of a value.
std::string HostStore::spoilt(std::string text) {
  if (text.empty()) return text;
  const std::size_t at = random_.up_to(text.size() - 1);
  if (random_.up_to(3) == 0) return text.substr(0, at);
  text[at] = static_cast<char>(text[at] ^ (1 << random_.up_to(6)));
  return text;
}

void HostStore::store(const StoreInCache& action) {
  if (goes_wrong()) return;
  entries_.insert_or_assign(action.key, Entry{action.entry, action.tags});
}

void HostStore::invalidate(const InvalidateCache& action) {
  if (goes_wrong()) return;
  std::erase_if(entries_, [&action](const auto& entry) {
    const CacheTags& tags = entry.second.tags;
    return (action.tags.tenant.empty() || action.tags.tenant == tags.tenant) &&
           (action.tags.field.empty() || action.tags.field == tags.field);
  });
}

}  // namespace fieldcall::simulation
