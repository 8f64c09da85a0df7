// Redaction: whatever the answer holds, no spelling of the secret is left in it.
#include <cstdint>
#include <string>
#include <string_view>

#include "fieldcall/check.hpp"
#include "text/base64.hpp"
#include "text/percent.hpp"
#include "text/redact.hpp"

using fieldcall::text::Redactor;

// The first byte says how long the secret is; the rest is the answer around it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::size_t secret_bytes = data[0] % 64;
  const std::string_view secret = input.substr(0, secret_bytes);
  const std::string_view answer = input.substr(secret.size());
  const Redactor redactor({{"key", secret}}, 1);
  bool found = false;
  const std::string clean = redactor.redact(answer, &found);
  FIELDCALL_CHECK(found == redactor.contains(answer));
  if (!found) FIELDCALL_CHECK(clean == answer);
  if (secret.size() < 3) return 0;
  const std::string before(answer.substr(0, answer.size() / 2));
  for (const std::string& spelling : {std::string(secret), fieldcall::text::percent_encode(secret),
                                      fieldcall::text::base64(before + std::string(secret))}) {
    FIELDCALL_CHECK(redactor.contains(spelling));
    FIELDCALL_CHECK(redactor.contains(std::string(answer) + " " + spelling));
  }
  return 0;
}
