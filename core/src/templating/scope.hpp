// What placeholders of one call may refer to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fieldcall/result.hpp"
#include "fieldcall/secret.hpp"
#include "json/value.hpp"

namespace fieldcall::templating {

// Previews show the name of a secret where the real request carries its value. Everything else is
// the same code, so the two cannot differ.
enum class SecretMode : std::uint8_t { reveal, mask };

// Views only: the values, the secrets and the arena behind `roots` must outlive the scope.
struct Scope {
  // {"data": {...}, "call": {"id", "now", "field_key"}, "env": {...}, "token": "..."}: every root
  // but `secret`, and bare inputs as scalar members.
  json::Value roots;
  const Secrets* secrets = nullptr;
  SecretMode secret_mode = SecretMode::reveal;
};

}  // namespace fieldcall::templating
