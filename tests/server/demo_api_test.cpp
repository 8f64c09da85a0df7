// What foreign pages and large wishes get from the example API that lives in the server's process.
#include <gtest/gtest.h>

#include <filesystem>
#include <iterator>
#include <string>

#include "routes.hpp"
#include "server/running_server.hpp"

namespace fieldcall::server::test {
namespace {

std::size_t thread_count() {
  const std::filesystem::directory_iterator threads("/proc/self/task");
  return static_cast<std::size_t>(std::distance(begin(threads), end(threads)));
}

class DemoApi : public testing::Test {
 protected:
  std::uint16_t port() const {
    const std::string& origin = running.server->demo_origin();
    return static_cast<std::uint16_t>(std::stoi(origin.substr(origin.rfind(':') + 1)));
  }
  std::string host() const { return "127.0.0.1:" + std::to_string(port()); }
  std::string request(const std::string& target, const std::string& host_line,
                      const std::string& more = {}) const {
    return "GET " + target + " HTTP/1.1\r\nHost: " + host_line + "\r\n" + more + "\r\n";
  }
  Reply ask(const std::string& bytes) const { return RawClient(port()).ask(bytes); }

  std::size_t threads_before = thread_count();
  RunningServer running{[](ServerOptions& options) {
    options.demo = true;
    options.service.access.hosts = {"forms.example"};
  }};
};

TEST_F(DemoApi, RefusesForeignNames) {
  for (const std::string& name :
       {"evil.example:" + std::to_string(port()), std::string("127.0.0.1"), std::string()}) {
    EXPECT_EQ(ask(request("/chaos/echo", name)).status, 421) << name;
  }
  EXPECT_EQ(ask("GET /chaos/echo HTTP/1.1\r\n\r\n").status, 421);
  EXPECT_EQ(ask(request("/chaos/echo", host())).status, 200);
}

TEST_F(DemoApi, RefusesForeignPages) {
  for (const std::string line :
       {"Origin: https://evil.example\r\n", "Origin: null\r\n", "Origin: http://127.0.0.1:1\r\n",
        "Sec-Fetch-Site: cross-site\r\n"}) {
    const Reply reply = ask(request("/chaos/echo", host(), line));
    EXPECT_EQ(reply.status, 403) << line;
    EXPECT_EQ(reply.header("Access-Control-Allow-Origin"), "");
  }
  const Reply preflight = ask("OPTIONS /chaos/echo HTTP/1.1\r\nHost: " + host() +
                              "\r\nOrigin: https://evil.example\r\n\r\n");
  EXPECT_EQ(preflight.status, 403);
}

TEST_F(DemoApi, AnswersTheServersOwnPages) {
  const std::string port_text = std::to_string(running.port());
  for (const std::string& origin :
       {"http://127.0.0.1:" + port_text, "http://localhost:" + port_text,
        std::string("https://forms.example")}) {
    const Reply reply = ask(request("/chaos/echo", host(), "Origin: " + origin + "\r\n"));
    EXPECT_EQ(reply.status, 200) << origin;
    EXPECT_EQ(reply.header("Access-Control-Allow-Origin"), origin);
    EXPECT_EQ(reply.header("Vary"), "Origin");
  }
  const Reply asked_by_no_page = ask(request("/chaos/echo", host()));
  EXPECT_EQ(asked_by_no_page.header("Access-Control-Allow-Origin"), "");
}

TEST_F(DemoApi, TakesNoBodyOfARefusedRequestForARequest) {
  const std::string hidden = request("/chaos/echo", host());
  RawClient client(port());
  EXPECT_EQ(client
                .ask("POST /chaos/echo HTTP/1.1\r\nHost: " + host() +
                     "\r\nOrigin: https://evil.example\r\nContent-Length: " +
                     std::to_string(hidden.size()) + "\r\n\r\n")
                .status,
            403);
  client.send(hidden);
  EXPECT_TRUE(client.ends());
}

TEST_F(DemoApi, TakesLittleOfTheProcess) {
  constexpr std::size_t bytes_max = std::size_t{2} * 1024 * 1024;
  const Reply huge = ask(request("/chaos/huge/60000000", host()));
  EXPECT_EQ(huge.status, 200);
  EXPECT_LT(huge.body.size(), bytes_max + 100);
  // 60 MB would be 60 KB.
  const Reply bomb = ask(request("/chaos/gzip-bomb/60000000", host()));
  EXPECT_EQ(bomb.status, 200);
  EXPECT_LT(bomb.body.size(), 8192U);
  EXPECT_EQ(ask(request("/chaos/reset", host())).status, 404);
  EXPECT_LE(thread_count(), threads_before + 32);
}

TEST(FlakyCounter, ForgetsWhenThereAreTooManyKeys) {
  example_api::FlakyCounter counter;
  EXPECT_TRUE(counter.fails("first", 1));
  EXPECT_FALSE(counter.fails("first", 1));
  for (std::size_t i = 0; i < example_api::FlakyCounter::keys_max; ++i) {
    counter.fails(std::to_string(i), 1);
  }
  EXPECT_TRUE(counter.fails("first", 1));
}

}  // namespace
}  // namespace fieldcall::server::test
