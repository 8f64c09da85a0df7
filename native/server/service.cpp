#include "service.hpp"

#include <algorithm>
#include <utility>

#include "fieldcall/json_text.hpp"
#include "openapi.hpp"
#include "problem.hpp"

namespace fieldcall::server {
namespace {

// No page runs from an answer of the API.
constexpr const char* data_policy = "default-src 'none'; frame-ancestors 'none'";

// Scripts and styles come from files only: Lit and CodeMirror set styles through
// adoptedStyleSheets, which need no 'unsafe-inline'. WebAssembly needs 'wasm-unsafe-eval'.
std::string page_policy(const std::string& demo_origin) {
  return "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
         "img-src 'self' data:; connect-src 'self'" +
         (demo_origin.empty() ? std::string() : ' ' + demo_origin) +
         "; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
}

bool is_json(const RequestHead& head) {
  const std::string_view type = head.header("Content-Type").value_or("");
  const std::string_view name = type.substr(0, type.find(';'));
  const auto end = name.find_last_not_of(" \t");
  return end != std::string_view::npos && same_name(name.substr(0, end + 1), "application/json");
}

Answer json_answer(std::string json) {
  return {
      .status = 200, .headers = {{"Content-Type", "application/json"}}, .body = std::move(json)};
}

Answer not_allowed(std::string_view methods) {
  Answer answer = problem_answer(Problem::method_not_allowed);
  answer.headers.push_back({"Allow", std::string(methods)});
  return answer;
}

std::string_view methods_of(const Route& route) {
  return route.method == "POST" ? "POST, OPTIONS" : "GET, HEAD, OPTIONS";
}

Answer too_many(Problem problem, std::int64_t seconds) {
  Answer answer = problem_answer(problem);
  answer.headers.push_back({"Retry-After", std::to_string(seconds)});
  return answer;
}

}  // namespace

Service::Service(ServiceOptions options, Relay& relay, Pages* pages)
    : options_(std::move(options)),
      access_(options_.access),
      rate_(std::max(options_.rate, 1U), std::max(options_.burst, 1U)),
      relay_(relay),
      pages_(pages),
      page_policy_(page_policy(options_.demo_origin)),
      calls_(std::make_shared<std::atomic<std::uint32_t>>(0)) {}

std::variant<Answer, Service::WantsBody> Service::admit(const RequestHead& head) {
  if (!access_.knows_host(head.header("Host").value_or(""))) {
    return problem_answer(Problem::host_refused);
  }
  if (!access_.allows_origin(head)) return problem_answer(Problem::origin_refused);
  const Route* const route = find_route(head.path());
  const bool reads = head.method == "GET" || head.method == "HEAD";
  if (route == nullptr) return reads ? page(head) : not_allowed("GET, HEAD");
  if (head.method == "OPTIONS") return preflight(head, *route);
  if (route->method == "POST" ? head.method != "POST" : !reads) {
    return not_allowed(methods_of(*route));
  }
  if (route->needs_token) {
    if (!access_.has_token(head)) {
      Answer answer = problem_answer(Problem::unauthorized);
      answer.headers.push_back({"WWW-Authenticate", "Bearer"});
      return answer;
    }
    const auto now = std::chrono::duration_cast<Millis>(Clock::now().time_since_epoch());
    if (const auto wait_s = rate_.admit(now.count())) {
      return too_many(Problem::too_many_requests, *wait_s);
    }
  }
  return route->method == "POST" ? admit_post(head, *route) : answer_get(route->endpoint);
}

std::variant<Answer, Service::WantsBody> Service::admit_post(const RequestHead& head,
                                                             const Route& route) {
  if (draining_) return problem_answer(Problem::shutting_down);
  if (!is_json(head) || head.header("Content-Encoding")) {
    return problem_answer(Problem::unsupported_media_type);
  }
  if (head.content_length.value_or(0) > options_.body_bytes_max) {
    return problem_answer(Problem::body_too_large,
                          {.detail = "The body is larger than " +
                                     std::to_string(options_.body_bytes_max) + " bytes."});
  }
  if (*calls_ >= options_.calls_max) return too_many(Problem::too_many_calls, 1);
  return WantsBody{route.endpoint, options_.body_bytes_max};
}

Answer Service::answer_get(Endpoint endpoint) {
  switch (endpoint) {
    case Endpoint::healthz:
      return json_answer(R"({"status":"ok"})");
    case Endpoint::openapi:
      return json_answer(openapi_document());
    case Endpoint::metrics:
      return {.status = 200,
              .headers = {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}},
              .body = relay_.metrics()};
    case Endpoint::demo:
      if (options_.demo_origin.empty()) {
        return problem_answer(Problem::not_found, {.detail = "There is no example API.",
                                                   .fix = "Start the server with --demo."});
      }
      return json_answer("{\"api_base\":" + json_quote(options_.demo_origin) + '}');
    default:
      return problem_answer(Problem::not_found);
  }
}

Answer Service::preflight(const RequestHead& head, const Route& route) const {
  Answer answer;
  answer.status = 204;
  answer.headers = {{"Allow", std::string(methods_of(route))}};
  if (access_.foreign_origin(head) && head.header("Access-Control-Request-Method")) {
    answer.headers.push_back({"Access-Control-Allow-Methods", std::string(route.method)});
    answer.headers.push_back({"Access-Control-Allow-Headers", "authorization, content-type"});
    answer.headers.push_back({"Access-Control-Max-Age", "600"});
  }
  return answer;
}

Answer Service::page(const RequestHead& head) {
  if (pages_ == nullptr || head.path().starts_with("/v1/")) {
    return problem_answer(Problem::not_found);
  }
  Answer answer = pages_->answer(head);
  answer.headers.push_back({"Content-Security-Policy", page_policy_});
  answer.headers.push_back({"Cross-Origin-Opener-Policy", "same-origin"});
  return answer;
}

Relay::Cancel Service::start(Endpoint endpoint, std::string body, Relay::Done done) {
  ++*calls_;
  try {
    return relay_.start(endpoint, std::move(body),
                        [calls = calls_, done = std::move(done)](Answer answer) {
                          --*calls;
                          done(std::move(answer));
                        });
  } catch (...) {  // memory ran out, and nothing was started
    --*calls_;
    throw;
  }
}

Answer Service::finished(const RequestHead* head, Answer answer) const {
  const auto add = [&answer](std::string_view name, std::string value) {
    const bool is_there =
        std::any_of(answer.headers.begin(), answer.headers.end(),
                    [&](const HttpHeader& header) { return same_name(header.name, name); });
    if (!is_there) answer.headers.push_back({std::string(name), std::move(value)});
  };
  add("Cache-Control", "no-store");
  add("Content-Security-Policy", data_policy);
  add("X-Content-Type-Options", "nosniff");
  add("Referrer-Policy", "no-referrer");
  add("Cross-Origin-Resource-Policy", "same-origin");
  if (!options_.access.allowed_origins.empty()) add("Vary", "Origin");
  if (head == nullptr || !access_.knows_host(head->header("Host").value_or(""))) return answer;
  if (const auto origin = access_.foreign_origin(*head)) {
    add("Access-Control-Allow-Origin", *origin);
    add("Access-Control-Expose-Headers", "Retry-After");
  }
  return answer;
}

}  // namespace fieldcall::server
