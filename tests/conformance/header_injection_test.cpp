// Line feeds and other bytes that would end a header field or a request line.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <set>

#include "http/headers.hpp"
#include "http/url.hpp"
#include "support/shared_data.hpp"
#include "text/percent.hpp"

namespace fieldcall::http {
namespace {

using Json = nlohmann::json;

bool is_ascii(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

bool has_line_end(const std::string& text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos;
}

class HeaderInjection : public testing::Test {
 protected:
  void SetUp() override {
    const auto text = test::read_conformance("injection/header-injection.json");
    if (!text) GTEST_SKIP() << "the conformance data is not on this machine";
    cases_ = Json::parse(*text)["cases"];
  }

  // Runs `fits` on the payload of every case of a kind and prints how many fitted.
  template <class Fits>
  void run(const std::string& kind, Fits fits) {
    int count = 0;
    int right = 0;
    for (const Json& item : cases_) {
      if (item["kind"] != kind) continue;
      const bool fitted = fits(item["payload"].get<std::string>(), item["expect"]);
      ++count;
      right += fitted ? 1 : 0;
      EXPECT_TRUE(fitted) << item.dump();
    }
    std::printf("injection %s: %d/%d\n", kind.c_str(), right, count);
    EXPECT_GT(count, 20);
  }

  Json cases_;
};

TEST_F(HeaderInjection, Values) {
  run("header-value", [](const std::string& payload, const Json& expect) {
    const bool accepted = is_field_value(payload);
    // Our own rule in front of the data's: printable ASCII, space and tab only.
    if (!is_ascii(payload) || has_line_end(payload)) return !accepted;
    return accepted == (expect != "reject");
  });
}

TEST_F(HeaderInjection, Names) {
  run("header-name", [](const std::string& payload, const Json& expect) {
    if (expect == "reject") return !is_token(payload);
    const bool special = forbidden_request_header(payload) || browser_forbidden_header(payload);
    return is_token(payload) && special == (expect == "policy");
  });
}

TEST_F(HeaderInjection, UrlParts) {
  run("url-part", [](const std::string& payload, const Json&) {
    const std::string encoded = text::percent_encode(payload);
    const auto url = parse_url("https://example.com/" + encoded + "/x?q=" + encoded);
    if (!url) return false;
    const std::string sent = url->to_string();
    return is_ascii(sent) && !has_line_end(sent) && url->host == "example.com" &&
           url->path == "/" + encoded + "/x" && text::percent_decode(encoded) == payload &&
           text::percent_decode(*url->query) == "q=" + payload;
  });
}

// Personal data and other names that loggers hide but that hold no credential.
bool is_left_to_others(const std::string& name) {
  static const std::set<std::string> names = {
      "ip_address", "remote_addr", "x_forwarded_for", "x_real_ip", "symfony", "email", "_key",
      "crypt",      "salt",        "certificate",     "ssn"};
  return names.count(name) > 0;
}

TEST(SensitiveNames, CoverTheCredentialsOfKnownLists) {
  const auto text = test::read_conformance("injection/sensitive-names.json");
  if (!text) GTEST_SKIP() << "the conformance data is not on this machine";
  int covered = 0;
  int left = 0;
  const Json data = Json::parse(*text);
  for (const Json& list : data["lists"]) {
    for (const Json& item : list["names"]) {
      const std::string name = item;
      if (is_left_to_others(name)) {
        ++left;
        continue;
      }
      EXPECT_TRUE(is_sensitive_name(name)) << name;
      covered += is_sensitive_name(name) ? 1 : 0;
    }
  }
  std::printf("sensitive names: %d covered, %d of personal data left out\n", covered, left);
  EXPECT_GT(covered, 30);
}

}  // namespace
}  // namespace fieldcall::http
