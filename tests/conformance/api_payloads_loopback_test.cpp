// Recorded API answers as whole fields over real HTTP: the request as its API documents it, the
// answer as it was recorded, every checked mapping as a target.
#include <gtest/gtest.h>
#include <httplib.h>

#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

#include "fieldcall/field.hpp"
#include "fieldcall/native/client.hpp"
#include "support/shared_data.hpp"

namespace fieldcall {
namespace {

using Json = nlohmann::json;

// Answers every request under /case/N as recorded, and keeps what was asked.
class RecordedApi {
 public:
  explicit RecordedApi(const Json& cases) : cases_(cases) {
    const auto answer = [this](const httplib::Request& request, httplib::Response& response) {
      const Json& recorded = cases_[std::stoul(request.matches[1].str())]["response"];
      const std::lock_guard lock(mutex_);
      requests_[request.matches[1].str()] = request;
      response.status = recorded["status"];
      response.set_content(
          recorded.contains("body") ? recorded["body"].dump() : recorded.value("body_text", ""),
          recorded["content_type"].get<std::string>());
    };
    server_.Get(R"(/case/(\d+)/.*)", answer);
    server_.Post(R"(/case/(\d+)/.*)", answer);
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
  }
  ~RecordedApi() {
    server_.stop();
    thread_.join();
  }
  RecordedApi(const RecordedApi&) = delete;
  RecordedApi& operator=(const RecordedApi&) = delete;

  [[nodiscard]] int port() const { return port_; }
  httplib::Request request(std::size_t index) {
    const std::lock_guard lock(mutex_);
    return requests_[std::to_string(index)];
  }

 private:
  const Json& cases_;
  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
  std::mutex mutex_;
  std::map<std::string, httplib::Request> requests_;
};

// "https://api.example.com/v1/x" -> "{env.base}/case/7/v1/x"
std::string moved_to_loopback(const std::string& url, std::size_t index) {
  return "{env.base}/case/" + std::to_string(index) + url.substr(url.find('/', 8));
}

Json field_of(const Json& recorded, std::size_t index) {
  Json api_config = recorded["request"];
  api_config["url"] = moved_to_loopback(api_config["url"], index);
  const int status = recorded["response"]["status"];
  const bool is_json = recorded["response"].contains("body");
  for (const Json& want : recorded["wants"]) {
    Json rule = {{"path", want.value("jmespath", want["target"])}};
    if (status > 299 && is_json) rule["on_status"] = status;
    api_config["response_mapping"][want["target"].get<std::string>()] = rule;
  }
  return {{"key", "payload"}, {"name", recorded["id"]}, {"retry", 0}, {"api_config", api_config}};
}

// A value for every {data.NAME} and {secret.NAME} of the request.
CallInputs inputs_for(const Json& request, int port) {
  CallInputs inputs;
  Json data = Json::object();
  const std::string text = request.dump();
  for (const std::string root : {"{data.", "{secret."}) {
    for (auto at = text.find(root); at != std::string::npos; at = text.find(root, at + 1)) {
      const auto begin = at + root.size();
      const std::string name = text.substr(begin, text.find('}', begin) - begin);
      if (root == "{data.") {
        data[name] = "value of/" + name;
      } else {
        inputs.secrets[name] = {SecretText("secret-value-of-" + name), {}, {}};
      }
    }
  }
  inputs.data_json = data.dump();
  inputs.roots["env"] = Json{{"base", "http://127.0.0.1:" + std::to_string(port)}}.dump();
  return inputs;
}

// What the mappings must have written: wants that are not null.
Json expected_updates(const Json& recorded) {
  Json updates = Json::object();
  for (const Json& want : recorded["wants"]) {
    if (!want["value"].is_null()) updates[want["target"].get<std::string>()] = want["value"];
  }
  return updates;
}

class Payloads : public testing::Test {
 protected:
  void SetUp() override {
    const auto text = test::read_conformance("api-payloads/cases.json");
    if (!text) GTEST_SKIP() << "the payloads are not on this machine";
    cases_ = Json::parse(*text)["cases"];
    ASSERT_GE(cases_.size(), 20U);
  }
  Json cases_;
};

TEST_F(Payloads, RunAsFieldsOverLoopback) {
  RecordedApi api(cases_);
  native::ClientOptions options;
  options.engine.egress.allow_http = true;
  options.engine.egress.allow_private_networks = true;
  options.engine.egress.ports = {static_cast<std::uint16_t>(api.port())};
  native::Client client(options);
  std::size_t passed = 0;
  std::size_t mappings = 0;
  for (std::size_t index = 0; index < cases_.size(); ++index) {
    const Json& recorded = cases_[index];
    SCOPED_TRACE(recorded["id"].get<std::string>());
    const Configuration configuration =
        parse_configuration(field_of(recorded, index).dump(), {{"env"}});
    ASSERT_EQ(configuration.fields.size(), 1U) << diagnostics_to_json(configuration.diagnostics);

    const Outcome outcome =
        client.run(configuration.fields.front(), inputs_for(recorded["request"], api.port()));

    EXPECT_EQ(api.request(index).method, recorded["request"]["method"].get<std::string>());
    const bool is_json = recorded["response"].contains("body");
    const Json expected = is_json ? expected_updates(recorded) : Json::object();
    const Json updates = Json::parse(outcome.updates_json);
    EXPECT_EQ(updates, expected) << outcome_to_json(outcome);
    if (is_json) {
      EXPECT_FALSE(outcome.error.has_value()) << outcome_to_json(outcome);
    } else {
      ASSERT_TRUE(outcome.error.has_value());
      EXPECT_EQ(outcome.error->code, ErrorCode::rate_limited);
    }
    EXPECT_EQ(outcome_to_json(outcome).find("secret-value-of-"), std::string::npos);
    mappings += recorded["wants"].size();
    if (updates == expected) ++passed;
  }
  std::printf("api-payloads over loopback: %zu/%zu fields, %zu mappings\n", passed, cases_.size(),
              mappings);
}

}  // namespace
}  // namespace fieldcall
