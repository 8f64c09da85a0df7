#include "routes.hpp"

#include <algorithm>
#include <utility>

namespace fieldcall::example_api {
namespace {

constexpr std::size_t flaky_groups = 4;
const std::string flaky_prefix = R"((?:/flaky/([\w-]{1,64})/(\d{3})/(\d{1,3})/(\d{1,5}))?)";

// Pages may ask, by themselves those of any origin, as public lookup services allow it; not so the
// credit bureau, whose token must not be in a page.
bool allows_pages(const httplib::Request& request) {
  return request.path.find("/credit/") == std::string::npos;
}

void allow_pages(httplib::Server& server, std::vector<std::string> origins) {
  server.set_post_routing_handler(
      [origins = std::move(origins)](const httplib::Request& request, httplib::Response& response) {
        if (!origins.empty()) response.set_header("Vary", "Origin");
        if (!allows_pages(request)) return;
        const std::string origin = origins.empty() ? "*" : request.get_header_value("Origin");
        if (origins.empty() || std::find(origins.begin(), origins.end(), origin) != origins.end()) {
          response.set_header("Access-Control-Allow-Origin", origin);
        }
      });
  server.Options(".*", [](const httplib::Request& request, httplib::Response& response) {
    response.status = 204;
    if (!allows_pages(request)) return;
    response.set_header("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE");
    response.set_header("Access-Control-Allow-Headers", "*");
  });
}

}  // namespace

bool FlakyCounter::fails(const std::string& key, int times) {
  const std::lock_guard lock(mutex_);
  if (requests_.size() >= keys_max && !requests_.contains(key)) requests_.clear();
  return ++requests_[key] <= times;
}

httplib::Server::Handler Router::with_flaky(Handler handler) {
  return [counter = counter_, handler = std::move(handler)](const httplib::Request& request,
                                                            httplib::Response& response) {
    const auto& groups = request.matches;
    if (groups[1].matched && counter->fails(groups[1].str(), std::stoi(groups[3].str()))) {
      if (groups[4].str() != "0") response.set_header("Retry-After", groups[4].str());
      send_problem(response, std::stoi(groups[2].str()), "Try again", "This is a flaky answer.");
      return;
    }
    std::vector<std::string> segments;
    for (std::size_t i = 1 + flaky_groups; i < groups.size(); ++i)
      segments.push_back(groups[i].str());
    handler(request, segments, response);
  };
}

void Router::get(const std::string& pattern, Handler handler) {
  server_.Get(flaky_prefix + pattern, with_flaky(std::move(handler)));
}

void Router::post(const std::string& pattern, Handler handler) {
  server_.Post(flaky_prefix + pattern, with_flaky(std::move(handler)));
}

void Router::any(const std::string& pattern, const Handler& handler) {
  get(pattern, handler);
  post(pattern, handler);
  server_.Put(flaky_prefix + pattern, with_flaky(handler));
  server_.Patch(flaky_prefix + pattern, with_flaky(handler));
  server_.Delete(flaky_prefix + pattern, with_flaky(handler));
}

void configure(httplib::Server& server, const ApiOptions& options) {
  constexpr std::size_t payload_bytes_max = 1024 * 1024;
  server.new_task_queue = [threads = options.threads] {
    return new httplib::ThreadPool(threads);
  };  // httplib deletes it
  server.set_payload_max_length(payload_bytes_max);
  server.set_tcp_nodelay(true);
  server.set_keep_alive_max_count(1000);
  allow_pages(server, options.origins);
  Router router(server);
  add_vat(router);
  add_credit(router);
  add_company(router);
  add_geocoding(router);
  add_bank_account(router);
  add_rates(router);
  add_chaos(router, options);
  router.get("/", [](const httplib::Request&, const std::vector<std::string>&,
                     httplib::Response& response) {
    send_json(response, 200,
              {{"name", "fieldcall example API"},
               {"routes",
                {"GET /vies/rest-api/ms/{country}/vat/{number}", "POST /credit/v1/score",
                 "GET /company/v1/{country}/{number}", "GET /geocode/v1/search?q=",
                 "GET /iban/v1/{iban}", "GET /rates/v1/latest?base=&symbols=", "/chaos/..."}}});
  });
  server.set_error_handler([](const httplib::Request&, httplib::Response& response) {
    if (response.body.empty() && response.status == 404) {
      send_problem(response, 404, "Not found", "There is no such route. GET / lists them.");
    }
  });
}

void send_json(httplib::Response& response, int status, const nlohmann::ordered_json& body) {
  response.status = status;
  response.set_content(body.dump(), "application/json");
}

void send_problem(httplib::Response& response, int status, std::string_view title,
                  std::string_view detail) {
  response.status = status;
  const nlohmann::ordered_json problem = {
      {"type", "about:blank"}, {"title", title}, {"status", status}, {"detail", detail}};
  response.set_content(problem.dump(), "application/problem+json");
}

std::uint32_t stable_number(std::string_view text) {
  std::uint32_t hash = 2166136261U;  // FNV-1a
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash;
}

}  // namespace fieldcall::example_api
