// The URL grammar against the data of the web platform: what we accept has the scheme, host and
// port that a browser finds in it.
#include <gtest/gtest.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "http/url.hpp"
#include "support/shared_data.hpp"

namespace fieldcall::http {
namespace {

using Json = nlohmann::json;

struct Tally {
  int cases = 0;
  int accepted = 0;
  int mismatched = 0;
};

std::string host_text(const Url& url) {
  return url.address && url.address->is_v6 ? "[" + url.host + "]" : url.host;
}

std::string port_text(const Url& url) {
  const bool is_default = url.port == (url.scheme == "https" ? 443 : 80);
  return is_default ? "" : std::to_string(url.port);
}

void expect_same(const Url& url, const Json& item, Tally& tally) {
  ++tally.accepted;
  const bool same = item["expect"] == "url" && item["protocol"] == url.scheme + ":" &&
                    item["hostname"] == host_text(url) && item["port"] == port_text(url);
  if (!same) ++tally.mismatched;
  EXPECT_TRUE(same) << item.dump();
}

class Urls : public testing::Test {
 protected:
  void SetUp() override {
    const auto text = test::read_conformance("urls/cases.json");
    if (!text) GTEST_SKIP() << "the conformance data is not on this machine";
    cases_ = Json::parse(*text)["cases"];
  }
  Json cases_;
};

TEST_F(Urls, AcceptedOnesMeanTheSameToABrowser) {
  Tally tally;
  for (const Json& item : cases_) {
    if (item["kind"] != "url-parse") continue;
    ++tally.cases;
    const std::string input = item["input"];
    // A failure with a base may be the base's; an absolute url is judged without one.
    const bool fails_with_base = item["expect"] == "failure" && !item["base"].is_null();
    const auto url = parse_url(input);
    if (url && !fails_with_base) expect_same(*url, item, tally);
    // The browser's own spelling is in our grammar if the input was.
    if (!item.contains("href")) continue;
    const std::string href = item["href"];
    if (const auto again = parse_url(href)) expect_same(*again, item, tally);
  }
  std::printf("urls: %d cases, %d spellings accepted and compared, %d mismatched\n", tally.cases,
              tally.accepted, tally.mismatched);
  EXPECT_EQ(tally.mismatched, 0);
  EXPECT_GT(tally.accepted, 100);
}

TEST_F(Urls, HostsThatArePlainAreAccepted) {
  int hosts = 0;
  int accepted = 0;
  int suggested = 0;
  int suggestions_wrong = 0;
  for (const Json& item : cases_) {
    if (item["kind"] != "domain-to-ascii") continue;
    ++hosts;
    const std::string input = item["input"];
    const auto url = parse_url("https://" + input + "/x");
    if (url) {
      ++accepted;
      EXPECT_EQ(item["output"], url->host);
      continue;
    }
    const std::string& fix = url.error().fix;
    if (!fix.starts_with("Write it as \"")) continue;
    ++suggested;
    const std::string spelling = fix.substr(13, fix.size() - 15);
    if (item["output"] != spelling) ++suggestions_wrong;
    EXPECT_EQ(item["output"], spelling) << input;
  }
  std::printf("hosts: %d cases, %d accepted, %d suggestions of which %d wrong\n", hosts, accepted,
              suggested, suggestions_wrong);
  EXPECT_GT(accepted, 5);
}

}  // namespace
}  // namespace fieldcall::http
