// The core's access to secret bytes. Include it only where a request is rendered, an answer is
// scrubbed or a fingerprint is made.
#pragma once

#include <string_view>

#include "fieldcall/secret.hpp"

namespace fieldcall::base {

class SecretAccess {
 public:
  // Valid as long as a copy of `text` lives.
  static std::string_view reveal(const SecretText& text);
  // Not in constant time: both are ours.
  static bool same(const SecretText& left, const SecretText& right) {
    return reveal(left) == reveal(right);
  }
};

}  // namespace fieldcall::base
