#include "policy/rate_advice.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "http/date.hpp"
#include "http/headers.hpp"
#include "http/retry_after.hpp"
#include "http/structured_field.hpp"
#include "text/ascii.hpp"

namespace fieldcall::policy {
namespace {

using http::BareItem;
using http::StructuredMember;
using Window = RateAdvice::Window;

constexpr std::int32_t too_many_requests = 429;
// A reset of so much is a point in time: no limit lasts 30 years, and no clock shows 2001 any more.
constexpr std::int64_t epoch_seconds_min = 1'000'000'000;
constexpr std::int64_t epoch_milliseconds_min = 1'000'000'000'000;
constexpr std::string_view older_prefixes[] = {"RateLimit-", "X-RateLimit-", "X-Rate-Limit-"};

std::optional<Window> window_of(std::int64_t left, Millis span) {
  if (left < 0 || span <= Millis{0}) return std::nullopt;
  return Window{.left = static_cast<std::uint64_t>(left), .span = span};
}

// Nothing left is stricter than something; then the longer one, and of others the smaller one.
bool is_stricter(const Window& window, const Window& than) {
  if (window.left != than.left) return window.left < than.left;
  return window.span > than.span;
}

std::string joined(const HttpResponse& response, std::string_view name) {
  std::string all;
  for (const std::string_view line : http::header_values(response.headers, name)) {
    if (!all.empty()) all += ',';
    all += line;
  }
  return all;
}

bool is_name(const BareItem& item) {
  return item.kind == BareItem::Kind::string || item.kind == BareItem::Kind::token;
}

// What a service limit says under its policy, if that is told too.
std::optional<Window> read_service_limit(const StructuredMember& limit,
                                         const std::vector<StructuredMember>& policies) {
  const auto left = limit.integer_parameter("r");
  if (!is_name(limit.item) || !left) return std::nullopt;
  const auto policy =
      std::find_if(policies.begin(), policies.end(), [&](const StructuredMember& known) {
        return is_name(known.item) && known.item.text == limit.item.text;
      });
  auto seconds = limit.integer_parameter("t");
  if (policy != policies.end()) {
    const BareItem* unit = policy->parameter("qu");
    if (unit != nullptr && unit->text != "requests" &&
        (*left != 0 || unit->text == "concurrent-requests")) {
      return std::nullopt;
    }
    if (!seconds && *left == 0) seconds = policy->integer_parameter("w");
  }
  if (!seconds) return std::nullopt;
  return window_of(*left, std::chrono::seconds{*seconds});
}

std::optional<Window> read_limit_list(const HttpResponse& response, const std::string& field) {
  const auto limits = http::parse_structured_list(field);
  if (!limits) return std::nullopt;
  const auto policies = http::parse_structured_list(joined(response, "RateLimit-Policy"));
  std::optional<Window> strictest;
  for (const StructuredMember& limit : *limits) {
    const auto window =
        read_service_limit(limit, policies ? *policies : std::vector<StructuredMember>{});
    if (window && (!strictest || is_stricter(*window, *strictest))) strictest = window;
  }
  return strictest;
}

// limit=100, remaining=50, reset=5
std::optional<Window> read_limit_dictionary(const std::string& field) {
  const auto members = http::parse_structured_dictionary(field);
  if (!members) return std::nullopt;
  std::optional<std::int64_t> left;
  std::optional<std::int64_t> seconds;
  for (const StructuredMember& member : *members) {
    if (member.item.kind != BareItem::Kind::integer) continue;
    if (member.key == "remaining") left = member.item.integer;
    if (member.key == "reset") seconds = member.item.integer;
  }
  if (!left || !seconds) return std::nullopt;
  return window_of(*left, std::chrono::seconds{*seconds});
}

// Digits, and with `may_have_fraction` a fraction that rounds up.
std::optional<std::int64_t> read_number(std::string_view value, bool may_have_fraction) {
  value = text::trim_ows(value);
  const std::string_view whole = value.substr(0, value.find('.'));
  const std::string_view fraction = value.substr(std::min(whole.size() + 1, value.size()));
  const auto are_digits = [](std::string_view digits) {
    return !digits.empty() && std::all_of(digits.begin(), digits.end(), text::is_digit);
  };
  if (!are_digits(whole) || whole.size() > 15) return std::nullopt;
  std::int64_t number = 0;
  for (const char c : whole) number = number * 10 + (c - '0');
  if (whole.size() == value.size()) return number;
  if (!may_have_fraction || !are_digits(fraction)) return std::nullopt;
  return number + (fraction.find_first_not_of('0') == std::string_view::npos ? 0 : 1);
}

std::optional<Millis> read_reset(std::string_view value, const HttpResponse& response,
                                 Instant now) {
  const std::string* date = http::find_header(response.headers, "Date");
  const Instant server_now =
      date == nullptr ? now : http::parse_http_date(text::trim_ows(*date), now).value_or(now);
  const auto number = read_number(value, true);
  if (!number) {
    const auto at = http::parse_http_date(text::trim_ows(value), now);
    if (!at) return std::nullopt;
    return *at - server_now;
  }
  if (*number >= epoch_milliseconds_min) return Instant{Millis{*number}} - server_now;
  if (*number >= epoch_seconds_min) {
    return Instant{std::chrono::seconds{*number}} - server_now;
  }
  return std::chrono::seconds{*number};
}

std::optional<Window> read_older(std::string_view prefix, const HttpResponse& response,
                                 Instant now) {
  const auto header = [&](std::string_view name) {
    return http::find_header(response.headers, std::string(prefix).append(name));
  };
  const std::string* reset = header("Reset-After");
  if (reset == nullptr) reset = header("Reset");
  if (reset == nullptr) return std::nullopt;
  const auto span = read_reset(*reset, response, now);
  if (!span) return std::nullopt;
  const std::string* remaining = header("Remaining");
  if (remaining == nullptr) {
    return response.status == too_many_requests ? window_of(0, *span) : std::nullopt;
  }
  const auto left = read_number(*remaining, false);
  return left ? window_of(*left, *span) : std::nullopt;
}

std::optional<Window> read_window(const HttpResponse& response, Instant now) {
  if (const std::string field = joined(response, "RateLimit"); !field.empty()) {
    if (const auto window = read_limit_list(response, field)) return window;
    if (const auto window = read_limit_dictionary(field)) return window;
  }
  for (const std::string_view prefix : older_prefixes) {
    if (const auto window = read_older(prefix, response, now)) return window;
  }
  return std::nullopt;
}

}  // namespace

RateAdvice read_rate_advice(const HttpResponse& response, Instant now) {
  RateAdvice advice;
  advice.is_refusal = response.status == too_many_requests;
  if (const std::string* value = http::find_header(response.headers, "Retry-After");
      value != nullptr && advice.is_refusal) {
    advice.pause = http::parse_retry_after(*value, now);
  }
  if (!advice.pause) advice.window = read_window(response, now);
  return advice;
}

}  // namespace fieldcall::policy
