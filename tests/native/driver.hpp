// Drives a CurlTransport by itself, without an engine.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "support/epoll_server/server.hpp"
#include "transport/curl_transport.hpp"

namespace fieldcall::native::test {

// Loopback and plain http are allowed.
EgressPolicy local_policy();

// Every name resolves to these addresses.
ResolverOptions resolves_to(std::vector<std::string> addresses);

class Driver {
 public:
  explicit Driver(CurlSettings settings = {}, EgressPolicy policy = local_policy());

  // A GET with generous ceilings.
  SendRequest request(const std::string& url);
  AttemptId start(SendRequest send);

  // Polls until the attempt's last event. Fails the test after half a minute.
  TransportEvent finish(const AttemptId& attempt);
  TransportEvent fetch(SendRequest send) { return finish(start(std::move(send))); }
  TransportEvent fetch(const std::string& url) { return fetch(request(url)); }

  // Polls for so long and returns what came.
  std::vector<TransportEvent> poll_for(Millis duration);

  CurlTransport transport;
  std::shared_ptr<const EgressPolicy> egress;
  std::uint32_t progress_events = 0;

 private:
  std::uint64_t last_call_ = 0;
  std::vector<TransportEvent> finished_;
};

// "200 {...}", or "fault egress_denied, not sent: the destination is not allowed".
std::string text_of(const TransportEvent& event);

// The answer; fails the test and returns an empty one if there is none.
HttpResponse response_of(const TransportEvent& event);

// The fault; fails the test if there was none.
RequestFailed failure_of(const TransportEvent& event);

// A folder that is removed again.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  [[nodiscard]] const std::string& path() const { return path_; }
  // Returns the file's path.
  std::string write(const std::string& name, const std::string& content) const;

 private:
  std::string path_;
};

// Sets an environment variable and puts it back.
class Environment {
 public:
  Environment(const char* name, const std::string& value);
  ~Environment();
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

 private:
  std::string name_;
  std::optional<std::string> before_;
};

}  // namespace fieldcall::native::test
