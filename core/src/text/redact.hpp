// Finding and removing secrets in text, in every encoding they may come back in.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace fieldcall::text {

// Looks for many secrets in a text, in time linear in its length. Immutable after construction,
// cheap to copy.
//
// Each secret is looked for as it is (ASCII also in UTF-16) and percent-encoded (any choice of
// escaped characters and either hex case), form-encoded, as a JSON string (any choice of escapes),
// base64 and base64url (all three alignments, so also inside "user:password", and with line breaks)
// and hex (either case, also "73:6b" and "73 6b"), and each of these under one more layer of
// percent, JSON or HTML escapes. Under 3 bytes only the first two are looked for: base64 and hex of
// a byte or two stand everywhere.
class Redactor {
 public:
  struct Needle {
    std::string name;         // shown in the mask
    std::string_view secret;  // copied
  };

  Redactor() = default;  // finds nothing
  // Values shorter than `bytes_min` are left out (see limits::scrubbed_secret_bytes_min).
  Redactor(const std::vector<Needle>& needles, std::uint32_t bytes_min);

  // The text with every occurrence replaced by the mask of its secret; `found` (may be nullptr) is
  // set to true if there was one.
  [[nodiscard]] std::string redact(std::string_view text, bool* found = nullptr) const;
  [[nodiscard]] bool contains(std::string_view text) const;
  [[nodiscard]] bool empty() const;

 private:
  struct State;
  std::shared_ptr<const State> state_;  // nullptr: nothing to look for
};

// "<secret:NAME>" with single angle quotation marks (U+2039, U+203A).
std::string secret_mask(std::string_view name);

}  // namespace fieldcall::text
