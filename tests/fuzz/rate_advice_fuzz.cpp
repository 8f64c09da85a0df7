// What answers say about rates: the first line is the RateLimit field, the second its policy, the
// third an older reset. Whatever they say, a limit that learns from it only ever gets slower.
#include <cstdint>
#include <string>
#include <string_view>

#include "fieldcall/check.hpp"
#include "fieldcall/limits.hpp"
#include "policy/rate_advice.hpp"
#include "policy/rate_limit.hpp"

namespace {

std::string next_line(std::string_view& text) {
  const auto end = text.find('\n');
  std::string line(text.substr(0, end));
  text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  return line;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fieldcall;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  HttpResponse response{.status = 200, .headers = {}, .body = {}};
  response.headers.push_back({"RateLimit", next_line(text)});
  response.headers.push_back({"RateLimit-Policy", next_line(text)});
  response.headers.push_back({"X-RateLimit-Reset", next_line(text)});
  response.headers.push_back({"X-RateLimit-Remaining", next_line(text)});
  response.headers.push_back({"Date", next_line(text)});
  const Instant now{Millis{1'768'478'400'000}};
  const policy::RateAdvice advice = policy::read_rate_advice(response, now);
  FIELDCALL_CHECK(!advice.pause && !advice.is_refusal);
  if (advice.window) FIELDCALL_CHECK(advice.window->span > Millis{0});
  policy::RateLimit limit({.requests = 3, .period = Millis{1000}, .burst = 2});
  const auto ticket = limit.take(now);
  const Instant before = limit.not_before(now);
  limit.learn(advice, ticket, now);
  FIELDCALL_CHECK(limit.not_before(now) >= before);
  FIELDCALL_CHECK(limit.not_before(now) <= now + limits::learned_pause_max);
  FIELDCALL_CHECK(limit.remembers_until() <= now + limits::learned_window_max);
  return 0;
}
