#include "dns/resolver.hpp"

#include <exception>
#include <system_error>

namespace fieldcall::native {

Resolver::Resolver(ResolverOptions options, std::function<void()> notify)
    : options_(std::move(options)), notify_(std::move(notify)) {}

Resolver::~Resolver() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  work_available_.notify_all();
  for (auto& thread : threads_) thread.join();
}

const Resolution* Resolver::known(const std::string& name) {
  const auto entry = kept_.find(name);
  if (entry == kept_.end()) return nullptr;
  if (entry->second.until > std::chrono::steady_clock::now()) return &entry->second.resolution;
  kept_.erase(entry);
  return nullptr;
}

void Resolver::request(const std::string& name) {
  if (!under_way_.insert(name).second) return;
  {
    const std::lock_guard lock(mutex_);
    finished_.reserve(under_way_.size());  // a lookup thread must not run out of memory there
    queue_.push_back(name);
  }
  start_thread_if_needed();
  work_available_.notify_one();
}

std::vector<Resolver::Finished> Resolver::take_finished() {
  std::vector<Finished> finished;
  {
    const std::lock_guard lock(mutex_);
    finished.swap(finished_);
    finished_.reserve(under_way_.size());
  }
  const auto until = std::chrono::steady_clock::now() + options_.keep_for;
  for (const auto& [name, resolution] : finished) {
    under_way_.erase(name);
    if (resolution.addresses.empty()) continue;
    if (kept_.size() >= options_.kept_max) kept_.clear();
    kept_[name] = {resolution, until};
  }
  return finished;
}

void Resolver::start_thread_if_needed() {
  {
    const std::lock_guard lock(mutex_);
    if (queue_.size() <= idle_) return;
  }
  if (threads_.size() >= options_.threads_max) return;
  try {
    threads_.emplace_back([this] { work(); });
  } catch (const std::system_error& error) {
    if (!threads_.empty()) return;  // the others will come to it
    const std::lock_guard lock(mutex_);
    for (auto& name : queue_) {
      finished_.emplace_back(std::move(name), Resolution{{}, "no thread to look the name up"});
    }
    queue_.clear();
    notify_();
  }
}

void Resolver::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    ++idle_;
    work_available_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    --idle_;
    if (stopping_) return;
    std::string name = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    Resolution resolution;
    try {
      resolution = options_.lookup(name);
    } catch (const std::exception&) {
      resolution = {{}, "out of memory"};
    }
    lock.lock();
    finished_.emplace_back(std::move(name), std::move(resolution));
    lock.unlock();
    notify_();
    lock.lock();
  }
}

}  // namespace fieldcall::native
