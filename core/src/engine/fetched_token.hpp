// What the outcome of a token fetch means for the calls that wait for it.
//
// Source: RFC 6749, 5.1 and 5.2.
#pragma once

#include <optional>

#include "call/failure.hpp"
#include "fieldcall/outcome.hpp"
#include "fieldcall/secret.hpp"
#include "fieldcall/time.hpp"

namespace fieldcall::engine {

// A token or a failure.
struct FetchedToken {
  std::optional<SecretText> token;
  Instant valid_until{};  // with a margin before the API's own end
  std::optional<call::Failure> failure;
};

FetchedToken read_fetched_token(const Outcome& outcome, Instant now);

}  // namespace fieldcall::engine
