// What the checker knows of one call the host started, and of requests on the wire.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "fieldcall/engine.hpp"
#include "fieldcall/field.hpp"

namespace fieldcall::simulation {

// How a call was started, for what must come of it.
struct Started {
  CallId call{};
  Field field;
  std::string tenant;
  std::string id;             // data.id
  std::string flag;           // data.flag, which a mapping reads
  std::int64_t credential{};  // the version of {secret.token} or {secret.client}
  Trigger trigger{};
  bool is_spoiled = false;  // something is wrong with its inputs
  bool may_connect = true;  // its destination is allowed
  bool can_read_secrets = false;
};

struct Account {
  Started start;
  Instant started_at{};
  Instant deadline_at{};
  std::string flight;
  std::optional<ErrorCode> refusal;  // by the number of runs
  std::optional<AttemptId> on_wire;
  std::uint32_t attempts = 0;  // the highest number of its own requests
  std::uint32_t renewals = 0;
  bool is_cancelled = false;
  bool shares = false;     // waits for the answer to another call's request
  bool took_over = false;  // the first attempt was another call's
  std::optional<std::string> idempotency_key;
  // How the request before ended: whether another attempt is allowed.
  bool may_go_on = true;
  bool was_unauthorized = false;
  bool may_be_redirected = false;
  // Until when the host's answer is awaited.
  std::optional<Instant> lookup_until;
  std::optional<Instant> secrets_until;
};

// Of a call that fetches an access token; the host never started it.
struct TokenFetch {
  std::string request;
  std::uint32_t attempts = 0;
};

}  // namespace fieldcall::simulation
