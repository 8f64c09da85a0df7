#include "simulation/origin.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <utility>

#include "simulation/spelling.hpp"

namespace fieldcall::simulation {
namespace {

bool happens(std::uint32_t percent, base::Random& random) {
  return random.up_to(99) < percent;
}

template <class Items>
const auto& pick(const Items& items, base::Random& random) {
  return items[random.up_to(items.size() - 1)];
}

struct DateParts {
  int year, month, day, weekday, hour, minute, second;
};

DateParts parts_of(Instant at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(at - day)};
  return {static_cast<int>(date.year()),
          static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day())),
          static_cast<int>(std::chrono::weekday{day}.c_encoding()),
          static_cast<int>(time.hours().count()),
          static_cast<int>(time.minutes().count()),
          static_cast<int>(time.seconds().count())};
}

// One of the three forms of RFC 9110, 5.6.7.
std::string http_date(Instant at, std::uint64_t form) {
  constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array long_days{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                 "Thursday", "Friday", "Saturday"};
  constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const DateParts p = parts_of(at);
  const auto weekday = static_cast<std::size_t>(p.weekday);
  const char* month = months[static_cast<std::size_t>(p.month - 1)];
  std::array<char, 80> text{};
  if (form == 0) {
    std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT", days[weekday],
                  p.day, month, p.year, p.hour, p.minute, p.second);
  } else if (form == 1) {
    std::snprintf(text.data(), text.size(), "%s, %02d-%s-%02d %02d:%02d:%02d GMT",
                  long_days[weekday], p.day, month, p.year % 100, p.hour, p.minute, p.second);
  } else {
    std::snprintf(text.data(), text.size(), "%s %s %2d %02d:%02d:%02d %04d", days[weekday], month,
                  p.day, p.hour, p.minute, p.second, p.year);
  }
  return text.data();
}

// One draw a statement: compilers differ in the order of arguments.
std::string any_date(Instant now, base::Random& random) {
  const Millis away{static_cast<std::int64_t>(random.up_to(60'000)) - 20'000};
  const std::uint64_t form = random.up_to(2);
  return http_date(now + away, form);
}

std::string retry_after(Instant now, base::Random& random) {
  constexpr std::array odd{"",
                           "soon",
                           "-1",
                           "1.5",
                           "1e3",
                           "0x10",
                           " 7 ",
                           "99999999999999999999",
                           "Thu, 99 Jan 2026 12:00:00 GMT"};
  switch (random.up_to(3)) {
    case 0:
      return std::to_string(random.up_to(40));
    case 1:
      return any_date(now, random);
    case 2:
      return pick(odd, random);
    default:
      return std::to_string(random.up_to(3));
  }
}

std::string good_body(const Asked& asked, base::Random& random) {
  const std::string stamp = asked.stamp.empty() ? "" : "\"stamp\": \"" + asked.stamp + "\", ";
  return "{" + stamp + R"("score": )" + std::to_string(random.up_to(1000)) +
         R"(, "name": "ACME", "valid": true, "big": 12345678901234567890.5})";
}

// Bombs are rare: they take longer than all else.
std::string odd_body(const Asked& asked, base::Random& random) {
  std::uint64_t kind = random.up_to(9);
  if ((kind == 4 || kind == 5) && !happens(15, random)) kind = 1;
  switch (kind) {
    case 0:
      return "";
    case 1:
      return "<html><body>502 Bad Gateway</body></html>";
    case 2:
      return R"({"score": 1)";  // cut off
    case 3:
      return std::string(100 + random.up_to(100'000), '[');
    case 4: {
      std::string wide = "[0";
      for (int i = 0; i < 101'000; ++i) wide += ",0";
      return wide + "]";
    }
    case 5:
      return std::string(static_cast<std::size_t>(2000 + random.up_to(2'000'000)), ' ') + "{}";
    case 6:
      return "\xef\xbb\xbf" + good_body(asked, random);
    case 7:
      return "{\"score\": \"\xff\xfe\"}";
    case 8:
      return R"({"score": "high", "valid": false, "message": "no such number"})";
    default:
      return R"({"score": )" + std::string(2000, '9') + "}";
  }
}

std::string location(base::Random& random) {
  constexpr std::array targets{"/next",
                               "next?a=1#x",
                               "https://api.example.com/other",
                               "https://api.example.com:8443/other",
                               "http://api.example.com/other",
                               "https://evil.example.net/",
                               "//evil.example.net/",
                               "",
                               "https://user@api.example.com/",
                               "/../../x",
                               "\\\\evil"};
  return pick(targets, random);
}

std::int32_t any_status(base::Random& random) {
  constexpr std::array<std::int32_t, 24> statuses{200, 201, 202, 204, 206, 301, 302, 303,
                                                  307, 308, 304, 400, 401, 403, 404, 408,
                                                  410, 422, 425, 429, 500, 502, 503, 599};
  constexpr std::array<std::int32_t, 6> nonsense{-1, 0, 100, 101, 600, 2'000'000'000};
  return happens(4, random) ? pick(nonsense, random) : pick(statuses, random);
}

// In the spellings of servers old and new.
void add_limit_fields(HttpResponse& response, base::Random& random) {
  const std::string left = std::to_string(random.up_to(3));
  const std::string reset = std::to_string(random.up_to(90));
  switch (random.up_to(5)) {
    case 0:
      response.headers.push_back({"RateLimit", "\"default\";r=" + left + ";t=" + reset});
      return;
    case 1:
      response.headers.push_back({"RateLimit", "limit=9, remaining=" + left + ", reset=" + reset});
      return;
    case 2:
      response.headers.push_back({"X-RateLimit-Remaining", left});
      response.headers.push_back({"X-RateLimit-Reset", reset});
      return;
    case 3:
      response.headers.push_back({"RateLimit-Remaining", left});
      response.headers.push_back({"RateLimit-Reset", "soon"});
      return;
    case 4:
      response.headers.push_back({"RateLimit", "\"a\";r=-1;t=, ;;"});
      return;
    default:
      return;
  }
}

std::int32_t status_of(const OriginOdds& odds, base::Random& random) {
  if (happens(odds.limit, random)) return 429;
  if (happens(odds.down, random)) return 503;
  return any_status(random);
}

HttpResponse any_response(const Asked& asked, Instant now, const OriginOdds& odds,
                          base::Random& random) {
  HttpResponse response;
  const bool is_good = happens(odds.good, random);
  response.status = is_good ? 200 : status_of(odds, random);
  response.body =
      is_good || happens(60, random) ? good_body(asked, random) : odd_body(asked, random);
  response.headers.push_back({"Content-Type", "application/json"});
  if (odds.limit > 0) add_limit_fields(response, random);
  if (happens(40, random)) response.headers.push_back({"Retry-After", retry_after(now, random)});
  if (response.status >= 300 && response.status < 400) {
    response.headers.push_back({"Location", location(random)});
  }
  if (happens(2, random)) response.headers.push_back({"X-Large", std::string(70'000, 'h')});
  if (asked.secret.empty() || !happens(odds.echo, random)) return response;
  const std::string echo = echo_of(asked.secret, random);
  if (happens(30, random)) {
    response.headers.push_back({"X-Echo", echo});
  } else if (happens(50, random)) {
    // As a server would that writes JSON by hand: the escaped spellings stay valid.
    response.body = R"({"score": 5, "name": ")" + echo + R"(", "valid": true})";
  } else {
    response.body = "error: " + echo;
  }
  return response;
}

RequestFailed any_fault(const AttemptId& attempt, base::Random& random) {
  constexpr std::array faults{TransportFault::dns,
                              TransportFault::connect,
                              TransportFault::tls,
                              TransportFault::certificate,
                              TransportFault::egress_denied,
                              TransportFault::reset,
                              TransportFault::truncated,
                              TransportFault::response_too_large,
                              TransportFault::headers_too_large,
                              TransportFault::bad_response,
                              TransportFault::network,
                              TransportFault::timeout};
  return {attempt, pick(faults, random), happens(70, random), std::string(random.up_to(300), 'd')};
}

}  // namespace

Arrival arrive(const Asked& asked, Instant now, const OriginOdds& odds, base::Random& random) {
  Arrival arrival;
  const AttemptId attempt = asked.attempt;
  Millis at{static_cast<std::int64_t>(random.up_to(odds.latency_ms))};
  if (happens(odds.silence, random)) return arrival;
  const bool stalls = happens(odds.stall, random);
  if (stalls || happens(odds.drip, random)) {
    const std::uint64_t drips = 1 + random.up_to(8);
    for (std::uint64_t i = 0; i < drips; ++i) {
      arrival.items.push_back({at, ResponseProgress{attempt}});
      at += Millis{static_cast<std::int64_t>(random.up_to(11'000))};
    }
  }
  if (stalls) return arrival;
  if (happens(odds.slow, random)) at += Millis{static_cast<std::int64_t>(random.up_to(40'000))};
  if (happens(odds.fault, random)) {
    arrival.items.push_back({at, any_fault(attempt, random)});
  } else {
    arrival.items.push_back(
        {at, ResponseReceived{attempt, any_response(asked, now + at, odds, random)}});
  }
  return arrival;
}

}  // namespace fieldcall::simulation
