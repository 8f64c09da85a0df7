// Carries out what is asked under /v1: with the server's secrets, under the server's egress policy.
//
// Secrets may be placed only into requests to origins they list, whatever the host's policy says:
// the configuration comes from whoever asks, and would name its own address. `map` and `simulate`
// get no secrets: the first would tell whether a guess is one.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "endpoints.hpp"
#include "fieldcall/egress.hpp"
#include "fieldcall/native/client.hpp"
#include "fieldcall/native/clock.hpp"
#include "fieldcall/native/metrics_observer.hpp"
#include "fieldcall/native/time_zones.hpp"
#include "fieldcall/secret.hpp"
#include "http_message.hpp"
#include "workers.hpp"

namespace fieldcall::server {

// Asked for each call, from any thread.
using SecretsReader = std::function<Result<Secrets>()>;

struct RelayOptions {
  native::ClientOptions client;  // its observer is the relay's own
  SecretsReader secrets;         // empty = there are none
  std::uint16_t demo_port = 0;   // of the example API on 127.0.0.1; 0 = there is none
};

class Relay {
 public:
  explicit Relay(RelayOptions options);
  ~Relay();
  Relay(const Relay&) = delete;
  Relay& operator=(const Relay&) = delete;

  using Done = std::function<void(Answer)>;
  // Ends the call early if it has not ended. Not to be called after the relay is gone.
  using Cancel = std::function<void()>;

  // Returns at once. `done` is called once, from another thread; after `shutdown` from this one,
  // with a refusal.
  Cancel start(Endpoint endpoint, std::string body, Done done);

  // As Prometheus text.
  [[nodiscard]] std::string metrics() const;

  // Calls get `grace` to end, then end as `shut_down`. Returns when every `done` has returned.
  void shutdown(Millis grace);

 private:
  struct Task;
  // A client and what its calls may reach.
  struct Lane {
    explicit Lane(native::ClientOptions options);
    EgressPolicy egress;
    std::shared_ptr<native::MetricsObserver> observer;
    std::unique_ptr<native::Client> client;
  };

  void carry_out(const std::shared_ptr<Task>& task, const std::string& body);
  Answer preview(Endpoint endpoint, const struct CallRequest& request, const Field& field,
                 const Lane& lane);
  void submit(const std::shared_ptr<Task>& task, const Field& field, CallInputs inputs, Lane& lane);
  Lane& lane_for(const Field& field, const CallInputs& inputs);

  SecretsReader secrets_;
  native::AnchoredClock clock_;
  native::SystemTimeZones zones_;
  Lane world_;
  std::optional<Lane> demo_;  // reaches the example API and nothing else
  Workers workers_;
};

}  // namespace fieldcall::server
