// Runs calls: the whole library behind three functions. Any number of calls share one thread.
//
//   Client client(options);
//   Outcome outcome = client.run(field, inputs);             // blocks
//   client.submit(field, inputs, [](Outcome outcome) {...}); // returns at once
//
// Thread-safe. Nothing is thrown. Every accepted call ends in exactly one outcome, also when the
// client is shut down (`shut_down`) or memory runs out (`out_of_memory`).
//
// Linux only; needs libcurl 7.85 or newer with OpenSSL.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "fieldcall/engine.hpp"
#include "fieldcall/field.hpp"
#include "fieldcall/inputs.hpp"
#include "fieldcall/limits.hpp"
#include "fieldcall/native/cache_store.hpp"
#include "fieldcall/native/observer.hpp"
#include "fieldcall/native/secret_store.hpp"
#include "fieldcall/outcome.hpp"
#include "fieldcall/result.hpp"
#include "fieldcall/time.hpp"

namespace fieldcall::native {

struct ClientOptions {
  // The egress policy and what may go out at the same time among them. What depends on the ports
  // below (observe, can_read_secrets, cache.has_store) is set by the client, and without a
  // cache_store so is cache.key.
  EngineOptions engine;
  // PEM file of the certificate authorities to trust; empty = the one libcurl was built with.
  // Environment variables (SSL_CERT_FILE, SSL_CERT_DIR) never change it.
  std::string ca_file;
  Millis connect_timeout{30'000};  // connecting and the TLS handshake; 1 ms or more
  // Calls accepted and not ended; `submit` refuses more. How many of them are on the wire and which
  // go first is up to engine.traffic, which is fair between tenants and has its own limits on how
  // many may wait.
  std::uint32_t calls_max = limits::process_queue_default;
  // Ports of the host, each may be missing.
  std::shared_ptr<Observer> observer{};
  std::shared_ptr<CacheStore> cache_store{};
  std::shared_ptr<SecretStore> secret_store{};
};

// Names a submitted call; never used twice by one client.
enum class CallHandle : std::uint64_t {};

// Called once, on the client's own thread: hand long work over to another. It may use the client
// (`submit`, `cancel`) except for `run` and its destructor. What it throws is swallowed.
using OutcomeCallback = std::function<void(Outcome)>;

class Client {
 public:
  explicit Client(ClientOptions options = {});
  // As shutdown().
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // Blocks until the call has ended. While there are `calls_max` it waits for room. A seed of 0 is
  // replaced by a random one, here and in `submit`.
  Outcome run(const Field& field, CallInputs inputs);

  // Returns at once. An error means that the call was not accepted and that nothing will be called:
  // `queue_full`, `shut_down`, or `unavailable` when the system gave no thread or descriptors.
  Result<CallHandle> submit(const Field& field, CallInputs inputs, OutcomeCallback callback);

  // The call ends as `cancelled`, unless it has ended already. Returns at once.
  void cancel(CallHandle handle);

  // Forgets cached answers, in memory and in the store. Calls under way go on. Returns at once.
  void invalidate(CacheScope scope);

  // Accepts no more calls, gives those accepted `grace` to finish, ends the rest as `shut_down`,
  // and returns when all callbacks have returned (from within a callback: at once). Name lookups
  // under way are waited for; the system's resolver bounds them.
  void shutdown(Millis grace = Millis{0});

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace fieldcall::native
