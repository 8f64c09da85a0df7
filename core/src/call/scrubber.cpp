#include "call/scrubber.hpp"

#include <deque>

#include "base/secret.hpp"
#include "fieldcall/limits.hpp"
#include "text/utf8.hpp"

namespace fieldcall::call {
namespace {

// The text in ISO-8859-1, which headers and undeclared bodies may be in; empty if it is ASCII or
// has other characters.
std::string to_latin1(std::string_view text) {
  if (!text::is_utf8(text)) return {};
  std::string bytes;
  bool is_ascii = true;
  while (!text.empty()) {
    const text::Decoded decoded = text::decode_utf8(text);
    if (decoded.code_point > 0xff) return {};
    is_ascii = is_ascii && decoded.code_point < 0x80;
    bytes.push_back(static_cast<char>(static_cast<unsigned char>(decoded.code_point)));
    text.remove_prefix(decoded.bytes);
  }
  return is_ascii ? std::string{} : bytes;
}

}  // namespace

Scrubber::Scrubber(const Secrets& secrets, const std::vector<std::string>& used,
                   const std::vector<KnownSecret>& others) {
  std::vector<text::Redactor::Needle> needles;
  std::deque<std::string> transcoded;  // views into it stay valid while it grows
  const auto add = [&](const std::string& name, std::string_view value) {
    if (value.size() < limits::scrubbed_secret_bytes_min) return short_secrets_.push_back(name);
    needles.push_back({name, value});
    const std::string& latin1 = transcoded.emplace_back(to_latin1(value));
    if (latin1.size() >= limits::scrubbed_secret_bytes_min) needles.push_back({name, latin1});
  };
  for (const std::string& name : used) {
    const auto secret = secrets.find(name);
    if (secret != secrets.end()) add(name, base::SecretAccess::reveal(secret->second.value));
  }
  for (const KnownSecret& other : others) add(other.name, base::SecretAccess::reveal(other.value));
  if (!needles.empty()) redactor_ = text::Redactor(needles, limits::scrubbed_secret_bytes_min);
}

bool Scrubber::scrub(HttpResponse& response) const {
  if (redactor_.empty()) return false;
  bool found = scrub(response.body);
  for (Header& header : response.headers) {
    found = scrub(header.name) || found;
    found = scrub(header.value) || found;
  }
  return found;
}

std::string Scrubber::redact(std::string_view text) const {
  return redactor_.empty() ? std::string(text) : redactor_.redact(text);
}

bool Scrubber::scrub(std::string& text) const {
  // Almost no answer echoes anything: look first, copy only then.
  if (text.size() < limits::scrubbed_secret_bytes_min || !redactor_.contains(text)) return false;
  text = redactor_.redact(text);
  return true;
}

}  // namespace fieldcall::call
