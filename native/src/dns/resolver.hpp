// Host names to addresses, without blocking the loop and with few threads.
//
// Why not libcurl's own: it starts one thread per lookup, resolves relative names (LOCALDOMAIN and
// RES_OPTIONS reach it), and shows addresses one by one, so that an answer that mixes public and
// private ones cannot be refused as a whole.
//
// Equal names asked for at the same time share one lookup. Good answers are kept for `keep_for`,
// bad ones are not. `request`, `take_finished` and `known` belong to one thread; `notify` is called
// from the lookup threads. The destructor waits for lookups under way.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "dns/system_lookup.hpp"

namespace fieldcall::native {

struct ResolverOptions {
  std::function<Resolution(const std::string&)> lookup = system_lookup;
  std::uint32_t threads_max = 8;
  std::chrono::milliseconds keep_for{60'000};
  std::uint32_t kept_max = 4096;  // names; all are forgotten when there are more
};

class Resolver {
 public:
  using Finished = std::pair<std::string, Resolution>;

  // `notify` says that `take_finished` has something; it must not throw.
  Resolver(ResolverOptions options, std::function<void()> notify);
  ~Resolver();
  Resolver(const Resolver&) = delete;
  Resolver& operator=(const Resolver&) = delete;

  // A kept answer, or nullptr. Valid until the next call.
  const Resolution* known(const std::string& name);

  // Looks the name up; the answer comes through `take_finished`.
  void request(const std::string& name);

  std::vector<Finished> take_finished();

 private:
  struct Kept {
    Resolution resolution;
    std::chrono::steady_clock::time_point until;
  };

  void work();
  void start_thread_if_needed();

  ResolverOptions options_;
  std::function<void()> notify_;
  std::map<std::string, Kept, std::less<>> kept_;
  std::set<std::string, std::less<>> under_way_;
  std::vector<std::thread> threads_;

  std::mutex mutex_;  // guards all below
  std::condition_variable work_available_;
  std::deque<std::string> queue_;
  std::vector<Finished> finished_;
  std::size_t idle_ = 0;
  bool stopping_ = false;
};

}  // namespace fieldcall::native
