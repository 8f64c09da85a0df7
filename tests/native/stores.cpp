#include "native/stores.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace fieldcall::native::test {

OutcomeCallback Outcomes::callback() {
  return [this](Outcome outcome) {
    const std::lock_guard lock(mutex_);
    all_.push_back(std::move(outcome));
    added_.notify_all();
  };
}

std::vector<Outcome> Outcomes::wait_for(std::size_t count) {
  std::unique_lock lock(mutex_);
  added_.wait(lock, [&] { return all_.size() >= count; });
  return all_;
}

std::size_t Outcomes::count() {
  const std::lock_guard lock(mutex_);
  return all_.size();
}

void RecordingObserver::observe(const Observation& observation) noexcept {
  const std::lock_guard lock(mutex_);
  all_.push_back(observation);
  threads_.insert(std::this_thread::get_id());
}

std::vector<Observation> RecordingObserver::all() const {
  const std::lock_guard lock(mutex_);
  return all_;
}

bool RecordingObserver::saw(ObservationKind kind) const {
  const std::lock_guard lock(mutex_);
  return std::any_of(all_.begin(), all_.end(),
                     [kind](const Observation& each) { return each.kind == kind; });
}

std::size_t RecordingObserver::threads() const {
  const std::lock_guard lock(mutex_);
  return threads_.size();
}

bool RecordingObserver::saw_thread(std::thread::id id) const {
  const std::lock_guard lock(mutex_);
  return threads_.contains(id);
}

MapStore::~MapStore() {
  for (auto& thread : threads_) thread.join();
}

void MapStore::look_up(const std::string& key, AnswerCallback answer) {
  threads_.emplace_back([this, key, answer = std::move(answer)] {
    Answer found;
    {
      const std::lock_guard lock(mutex_);
      const auto entry = entries_.find(key);
      if (entry != entries_.end()) found.entry = entry->second.entry;
    }
    answer(std::move(found));
  });
}

void MapStore::store(const StoreInCache& entry) {
  const std::lock_guard lock(mutex_);
  entries_[entry.key] = entry;
}

void MapStore::invalidate(const InvalidateCache& what) {
  const std::lock_guard lock(mutex_);
  std::erase_if(entries_, [&](const auto& entry) {
    const CacheTags& tags = entry.second.tags;
    return (what.tags.tenant.empty() || what.tags.tenant == tags.tenant) &&
           (what.tags.field.empty() || what.tags.field == tags.field);
  });
}

std::map<std::string, StoreInCache> MapStore::entries() const {
  const std::lock_guard lock(mutex_);
  return entries_;
}

void BadStore::look_up(const std::string&, AnswerCallback answer) {
  switch (manner_) {
    case Manner::throws:
      throw std::runtime_error("the store is down");
    case Manner::fails:
      answer({.entry = std::nullopt, .has_failed = true});
      break;
    case Manner::is_silent:
      waiting_.push_back(std::move(answer));
      break;
    case Manner::answers_twice:
      answer({});
      answer({});
      break;
    case Manner::gives_garbage:
      answer({.entry = "{\"no\": entry", .has_failed = false});
      break;
  }
}

void BadStore::store(const StoreInCache&) {
  throw std::runtime_error("the store is full");
}

void BadStore::invalidate(const InvalidateCache&) {
  throw std::runtime_error("the store is down");
}

void BadStore::answer_late() {
  for (const auto& answer : waiting_) answer({.entry = "{}", .has_failed = false});
}

OneSecretStore::~OneSecretStore() {
  for (auto& thread : threads_) thread.join();
}

void OneSecretStore::read(const Request& request, AnswerCallback answer) {
  if (throws_) throw std::runtime_error("the store is down");
  {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
  }
  threads_.emplace_back([this, answer = std::move(answer)] { answer(secrets_); });
}

std::vector<SecretStore::Request> OneSecretStore::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

}  // namespace fieldcall::native::test
