// Stores and observers as a host might write them, good ones and bad ones, and a collector of
// outcomes.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "fieldcall/native/cache_store.hpp"
#include "fieldcall/native/client.hpp"
#include "fieldcall/native/observer.hpp"
#include "fieldcall/native/secret_store.hpp"

namespace fieldcall::native::test {

// Collects outcomes from callbacks and waits for a number of them.
class Outcomes {
 public:
  OutcomeCallback callback();
  std::vector<Outcome> wait_for(std::size_t count);
  std::size_t count();

 private:
  std::mutex mutex_;
  std::condition_variable added_;
  std::vector<Outcome> all_;
};

class RecordingObserver : public Observer {
 public:
  void observe(const Observation& observation) noexcept override;

  [[nodiscard]] std::vector<Observation> all() const;
  [[nodiscard]] bool saw(ObservationKind kind) const;
  [[nodiscard]] std::size_t threads() const;
  [[nodiscard]] bool saw_thread(std::thread::id id) const;

 private:
  mutable std::mutex mutex_;
  std::vector<Observation> all_;
  std::set<std::thread::id> threads_;
};

// Answers from threads of its own.
class MapStore : public CacheStore {
 public:
  ~MapStore() override;
  void look_up(const std::string& key, AnswerCallback answer) override;
  void store(const StoreInCache& entry) override;
  void invalidate(const InvalidateCache& what) override;

  [[nodiscard]] std::map<std::string, StoreInCache> entries() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, StoreInCache> entries_;
  std::vector<std::thread> threads_;
};

class BadStore : public CacheStore {
 public:
  enum class Manner : std::uint8_t { throws, fails, is_silent, answers_twice, gives_garbage };

  explicit BadStore(Manner manner) : manner_(manner) {}
  void look_up(const std::string& key, AnswerCallback answer) override;
  void store(const StoreInCache& entry) override;
  void invalidate(const InvalidateCache& what) override;

  void answer_late();

 private:
  Manner manner_;
  std::vector<AnswerCallback> waiting_;
};

// Gives what it has from a thread of its own; nothing = it cannot.
class OneSecretStore : public SecretStore {
 public:
  explicit OneSecretStore(std::optional<Secrets> secrets, bool throws = false)
      : secrets_(std::move(secrets)), throws_(throws) {}
  ~OneSecretStore() override;
  void read(const Request& request, AnswerCallback answer) override;

  [[nodiscard]] std::vector<Request> requests() const;

 private:
  std::optional<Secrets> secrets_;
  bool throws_;
  mutable std::mutex mutex_;
  std::vector<Request> requests_;
  std::vector<std::thread> threads_;
};

}  // namespace fieldcall::native::test
