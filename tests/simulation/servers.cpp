#include "simulation/servers.hpp"

#include <algorithm>
#include <utility>

#include "simulation/fields.hpp"
#include "simulation/spelling.hpp"
#include "simulation/stamp.hpp"

namespace fieldcall::simulation {
namespace {

constexpr Millis mood_time{80'000};

std::string text_of(const HttpRequest& request) {
  std::string text = request.url;
  for (const Header& header : request.headers) text += '\n' + header.value;
  return text + '\n' + request.body;
}

bool holds(std::string_view text, std::string_view secret) {
  const std::vector<std::string> spellings = forbidden_texts(secret);
  return std::any_of(spellings.begin(), spellings.end(), [text](const std::string& spelling) {
    return text.find(spelling) != std::string_view::npos;
  });
}

std::string bearer_of(const HttpRequest& request) {
  for (const Header& header : request.headers) {
    if (header.name == "Authorization" && header.value.starts_with("Bearer ")) {
      return header.value.substr(7);
    }
  }
  return {};
}

HttpResponse json_response(std::int32_t status, std::string body) {
  return {status, {{"Content-Type", "application/json"}}, std::move(body)};
}

}  // namespace

Servers::Path Servers::path_of(const std::string& url) {
  const auto part = [&url](std::size_t begin) {
    return url.substr(begin, url.find_first_of("/?", begin) - begin);
  };
  Path path;
  std::size_t at = url.find('/', 8) + 1;
  path.tenant = part(at);
  at += path.tenant.size() + 1;
  if (at < url.size()) path.group = part(at);
  at += path.group.size() + 1;
  if (at < url.size()) path.id = part(at);
  return path;
}

// Each server for itself, from one mood to the next; the same for everybody who asks.
OriginOdds Servers::odds_at(std::string_view origin, Instant now) const {
  std::uint64_t salt = seed_;
  for (const char c : origin) salt = salt * 31 + static_cast<unsigned char>(c);
  base::Random mood(salt ^ static_cast<std::uint64_t>(now.time_since_epoch() / mood_time));
  OriginOdds odds;
  if (mood.up_to(99) >= hostility_) {
    odds = {.good = 97, .fault = 0, .echo = 10, .silence = 0, .stall = 0, .drip = 5, .slow = 0};
  }
  const std::uint64_t bad = mood.up_to(99);
  if (bad >= hostility_) return odds;
  if (origin.find("busy") != std::string_view::npos) {
    odds = {.good = 40, .fault = 2, .silence = 0, .stall = 0, .drip = 5, .slow = 2, .limit = 90};
  } else if (origin.find("down") != std::string_view::npos) {
    odds = {.good = 0, .fault = 50, .silence = 15, .stall = 0, .drip = 2, .slow = 5, .down = 95};
  } else if (origin.find("pay") != std::string_view::npos) {
    odds.latency_ms = 9000;
  }
  return odds;
}

Arrival Servers::take(const SendRequest& send, const std::string& tenant, Instant now) {
  const Path path = path_of(send.request.url);
  if (send.origin == token_origin()) return take_token_request(send, path, now);
  Asked asked{.attempt = send.attempt, .secret = {}, .stamp = {}};
  // Where a redirect leads nobody asks who it is, and answers are not stamped.
  if (send.attempt.hop > 0) return arrive(asked, now, odds_at(send.origin, now), random_);
  if (path.group == "open") {
    asked.stamp = stamp_to_text({.tenant = tenant,
                                 .group = path.group,
                                 .id = path.id,
                                 .credential = -1,
                                 .serial = ++serial_});
    return arrive(asked, now, odds_at(send.origin, now), random_);
  }
  const auto credential = credential_of(send, path, asked.secret);
  const bool is_token = credential == -1;
  const bool is_accepted =
      credential && (is_token ? tenants_.accepts_token(path.tenant, asked.secret, now)
                              : credential == tenants_.version(path.tenant));
  if (!credential) ++wrong_credentials_;
  if (!is_accepted && random_.up_to(9) != 0) {
    Arrival arrival;
    arrival.items.push_back(
        {Millis{static_cast<std::int64_t>(random_.up_to(200))},
         ResponseReceived{send.attempt, json_response(401, R"({"message": "who?"})")}});
    return arrival;
  }
  asked.stamp = stamp_to_text({.tenant = path.tenant,
                               .group = path.group,
                               .id = path.id,
                               .credential = credential.value_or(-2),
                               .serial = ++serial_});
  return arrive(asked, now, odds_at(send.origin, now), random_);
}

std::optional<std::int64_t> Servers::credential_of(const SendRequest& send, const Path& path,
                                                   std::string& secret) {
  const std::string text = text_of(send.request);
  for (std::int64_t version = tenants_.version(path.tenant); version >= 0; --version) {
    secret = tenants_.api_secret(path.tenant, version);
    if (holds(text, secret)) return version;
  }
  secret = bearer_of(send.request);
  if (secret.starts_with("at-")) return -1;
  secret.clear();
  return std::nullopt;
}

Arrival Servers::take_token_request(const SendRequest& send, const Path& path, Instant now) {
  const std::string& client_secret = tenants_.client_secret(path.tenant);
  const OriginOdds odds = odds_at(send.origin, now);
  const bool is_bad = random_.up_to(99) >= odds.good;
  const bool is_known = holds(text_of(send.request), client_secret);
  const Asked asked{.attempt = send.attempt,
                    .secret = is_known ? client_secret : std::string(),
                    .stamp = "token"};
  if (is_bad) return arrive(asked, now, odds, random_);
  Arrival arrival;
  const Millis after{static_cast<std::int64_t>(random_.up_to(300))};
  HttpResponse response;
  if (!is_known) {
    response = json_response(401, R"({"error": "invalid_client"})");
  } else {
    const auto life = static_cast<std::int64_t>(random_.up_to(600));
    const std::string token = tenants_.issue_token(path.tenant, now + std::chrono::seconds{life});
    std::string body = R"({"access_token": ")" + token + R"(", "token_type": "Bearer")";
    if (random_.up_to(4) != 0) body += R"(, "expires_in": )" + std::to_string(life);
    response = json_response(200, body + "}");
  }
  arrival.items.push_back({after, ResponseReceived{send.attempt, std::move(response)}});
  return arrival;
}

}  // namespace fieldcall::simulation
