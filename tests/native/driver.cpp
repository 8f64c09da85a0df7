#include "native/driver.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <utility>

#include "dns/address.hpp"

namespace fieldcall::native::test {
namespace {

constexpr std::chrono::seconds kPatience{30};

}  // namespace

EgressPolicy local_policy() {
  EgressPolicy policy;
  policy.allow_http = true;
  policy.allow_private_networks = true;
  return policy;
}

ResolverOptions resolves_to(std::vector<std::string> addresses) {
  ResolverOptions options;
  options.lookup = [addresses = std::move(addresses)](const std::string&) {
    Resolution resolution;
    for (const auto& text : addresses) resolution.addresses.push_back(*address_from_text(text));
    return resolution;
  };
  return options;
}

Driver::Driver(CurlSettings settings, EgressPolicy policy)
    : transport(std::move(settings)),
      egress(std::make_shared<const EgressPolicy>(std::move(policy))) {}

SendRequest Driver::request(const std::string& url) {
  SendRequest send;
  send.attempt = {.call = CallId{++last_call_}, .number = 1, .hop = 0};
  send.request.method = "GET";
  send.request.url = url;
  send.egress = egress;
  send.response_bytes_max = 1024 * 1024;
  send.response_header_bytes_max = 64 * 1024;
  return send;
}

AttemptId Driver::start(SendRequest send) {
  const AttemptId attempt = send.attempt;
  transport.start(std::move(send));
  return attempt;
}

TransportEvent Driver::finish(const AttemptId& attempt) {
  const auto until = std::chrono::steady_clock::now() + kPatience;
  while (true) {
    for (auto event = finished_.begin(); event != finished_.end(); ++event) {
      if (std::visit([](const auto& value) { return value.attempt; }, *event) != attempt) continue;
      TransportEvent found = std::move(*event);
      finished_.erase(event);
      return found;
    }
    if (std::chrono::steady_clock::now() > until) break;
    for (auto& event : transport.poll(Millis{1000})) {
      if (std::holds_alternative<ResponseProgress>(event)) {
        ++progress_events;
      } else {
        finished_.push_back(std::move(event));
      }
    }
  }
  ADD_FAILURE() << "the attempt does not end";
  return AttemptOutOfMemory{attempt};
}

std::vector<TransportEvent> Driver::poll_for(Millis duration) {
  const auto until = std::chrono::steady_clock::now() + duration;
  std::vector<TransportEvent> events;
  while (true) {
    const auto left = std::chrono::ceil<Millis>(until - std::chrono::steady_clock::now());
    if (left.count() <= 0) return events;
    for (auto& event : transport.poll(left)) events.push_back(std::move(event));
  }
}

std::string text_of(const TransportEvent& event) {
  if (const auto* response = std::get_if<ResponseReceived>(&event)) {
    return std::to_string(response->response.status) + ' ' + response->response.body;
  }
  if (const auto* failure = std::get_if<RequestFailed>(&event)) {
    return "fault " + std::to_string(static_cast<int>(failure->fault)) +
           (failure->may_have_been_sent ? ", maybe sent: " : ", not sent: ") + failure->detail;
  }
  return std::holds_alternative<ResponseProgress>(event) ? "progress" : "out of memory";
}

HttpResponse response_of(const TransportEvent& event) {
  if (const auto* response = std::get_if<ResponseReceived>(&event)) return response->response;
  ADD_FAILURE() << "no answer: " << text_of(event);
  return {};
}

RequestFailed failure_of(const TransportEvent& event) {
  if (const auto* failure = std::get_if<RequestFailed>(&event)) return *failure;
  ADD_FAILURE() << "no failure: " << text_of(event);
  return {};
}

TemporaryFolder::TemporaryFolder()
    : path_((std::filesystem::temp_directory_path() / "fieldcall-test-XXXXXX").string()) {
  if (mkdtemp(path_.data()) == nullptr) ADD_FAILURE() << "no temporary folder";
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TemporaryFolder::write(const std::string& name, const std::string& content) const {
  const std::string path = path_ + '/' + name;
  std::ofstream(path, std::ios::binary) << content;
  return path;
}

Environment::Environment(const char* name, const std::string& value) : name_(name) {
  if (const char* before = std::getenv(name)) before_ = before;
  setenv(name, value.c_str(), 1);
}

Environment::~Environment() {
  if (before_) {
    setenv(name_.c_str(), before_->c_str(), 1);
  } else {
    unsetenv(name_.c_str());
  }
}

}  // namespace fieldcall::native::test
