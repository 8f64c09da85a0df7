// Removes the secrets of a request from what came back.
//
// An answer is scrubbed before anything else but its transcoding: mappings, samples and messages
// are made from what is left. Secrets under limits::scrubbed_secret_bytes_min are not looked for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fieldcall/http.hpp"
#include "fieldcall/secret.hpp"
#include "text/redact.hpp"

namespace fieldcall::call {

struct KnownSecret {
  std::string name;
  SecretText value;
};

class Scrubber {
 public:
  Scrubber() = default;  // finds nothing
  // `used` are the names of the secrets that the API was given; `others` is what it was given
  // besides.
  Scrubber(const Secrets& secrets, const std::vector<std::string>& used,
           const std::vector<KnownSecret>& others = {});

  // Body, header names and values. True if there was something to remove.
  [[nodiscard]] bool scrub(HttpResponse& response) const;

  [[nodiscard]] std::string redact(std::string_view text) const;

  // Names of those that are too short to be looked for.
  [[nodiscard]] const std::vector<std::string>& short_secrets() const { return short_secrets_; }

 private:
  bool scrub(std::string& text) const;

  text::Redactor redactor_;
  std::vector<std::string> short_secrets_;
};

}  // namespace fieldcall::call
