// The routes of the example API: what real lookup services answer, made up and repeatable.
//
// Every route also answers under /flaky/KEY/STATUS/TIMES/SECONDS/...: the first TIMES requests with
// that KEY get STATUS and `Retry-After: SECONDS` (left out if 0), later ones the real answer.
#pragma once

#include <httplib.h>

#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace fieldcall::example_api {

// What the credit bureau and the company register want to see.
inline constexpr const char* credit_token = "demo-credit-token";
inline constexpr const char* company_key = "demo-company-key";

// What differs between a process of its own and one that does other work too.
struct ApiOptions {
  // Of pages that may read answers, as browsers write them; empty = of all.
  std::vector<std::string> origins{};
  std::size_t threads = 64;  // a delayed or stalled answer holds one
  // Of an answer that is large on request.
  std::size_t chaos_bytes_max = std::size_t{64} * 1024 * 1024;
  // Whether /chaos/reset is there: it looks through all descriptors of the process.
  bool has_reset = true;
};

// How often each flaky key has failed. Shared by the server's threads.
class FlakyCounter {
 public:
  // One key more and all are forgotten: they come from requests.
  static constexpr std::size_t keys_max = 1024;

  // Counts one request; true if it is among the first `times`.
  bool fails(const std::string& key, int times);

 private:
  std::mutex mutex_;
  std::map<std::string, int> requests_;
};

// Adds routes with the /flaky prefix in front of each.
class Router {
 public:
  explicit Router(httplib::Server& server) : server_(server) {}
  // `segments` are the groups of `pattern`.
  using Handler = std::function<void(const httplib::Request&,
                                     const std::vector<std::string>& segments, httplib::Response&)>;
  void get(const std::string& pattern, Handler handler);
  void post(const std::string& pattern, Handler handler);
  // GET, POST, PUT, PATCH and DELETE.
  void any(const std::string& pattern, const Handler& handler);

 private:
  httplib::Server::Handler with_flaky(Handler handler);
  httplib::Server& server_;
  std::shared_ptr<FlakyCounter> counter_ = std::make_shared<FlakyCounter>();
};

void add_vat(Router& router);           // VIES REST, with its official test numbers
void add_credit(Router& router);        // POST with a bearer token
void add_company(Router& router);       // key in a header, nested answers
void add_geocoding(Router& router);     // lists of results
void add_bank_account(Router& router);  // IBAN check
void add_rates(Router& router);         // exchange rates
// Everything that goes wrong.
void add_chaos(Router& router, const ApiOptions& options);

// All of the above on one server, limits and thread pool set.
void configure(httplib::Server& server, const ApiOptions& options = {});

// Sends a JSON document.
void send_json(httplib::Response& response, int status, const nlohmann::ordered_json& body);
// RFC 9457 problem document.
void send_problem(httplib::Response& response, int status, std::string_view title,
                  std::string_view detail);

// The same number from the same text, on every machine and in every run.
std::uint32_t stable_number(std::string_view text);

}  // namespace fieldcall::example_api
