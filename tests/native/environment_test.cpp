// A process whose whole environment is hostile from the start: nothing of it reaches a call.
//
// libcurl reads SSLKEYLOGFILE and OpenSSL reads OPENSSL_CONF once, so they are set before either is
// used, and before any other test could have done so: this file is a program of its own.
#include "transport/curl_transport.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "native/driver.hpp"

namespace fieldcall::native::test {
namespace {

using fieldcall::test::CertificateAuthority;
using fieldcall::test::EpollServer;
using fieldcall::test::TlsOptions;

constexpr const char* kOpensslConfiguration = R"(openssl_conf = start
[start]
ssl_conf = ssl
[ssl]
system_default = weak
[weak]
MinProtocol = TLSv1
CipherString = ALL:aNULL:eNULL:@SECLEVEL=0
)";

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Set up before anything initialises libcurl or OpenSSL.
class HostileWorld : public testing::Environment {
 public:
  void SetUp() override {
    folder = std::make_unique<TemporaryFolder>();
    const std::string dead_proxy = "http://127.0.0.1:1";
    for (const char* name :
         {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}) {
      set(name, dead_proxy);
    }
    set("no_proxy", "");
    set("NO_PROXY", "");
    set("HOME", folder->path());
    set("CURL_HOME", folder->path());
    set("XDG_CONFIG_HOME", folder->path());
    folder->write(".netrc", "default login user password pass\n");
    folder->write(".curlrc", "proxy = 127.0.0.1:1\ninsecure\n");
    key_log = folder->path() + "/keys";
    set("SSLKEYLOGFILE", key_log);
    set("OPENSSL_CONF", folder->write("openssl.cnf", kOpensslConfiguration));
    set("LOCALDOMAIN", "attacker.test");
    set("RES_OPTIONS", "ndots:15 timeout:1 attempts:1");
    set("HOSTALIASES", folder->write("aliases", "localhost attacker.test\n"));
    set("CURL_CA_BUNDLE", "/nonexistent");
  }
  void TearDown() override { folder.reset(); }

  static void set(const char* name, const std::string& value) { setenv(name, value.c_str(), 1); }

  std::unique_ptr<TemporaryFolder> folder;
  std::string key_log;
};

HostileWorld* const world =
    static_cast<HostileWorld*>(testing::AddGlobalTestEnvironment(new HostileWorld));

class HostileEnvironment : public testing::Test {
 protected:
  HostileEnvironment() {
    settings.ca_file = world->folder->write("ca.pem", authority.certificate());
  }
  [[nodiscard]] TlsOptions tls() const {
    return {.identity = authority.issue({.names = {"IP:127.0.0.1", "DNS:localhost"}})};
  }
  [[nodiscard]] TlsOptions old_tls() const {
    TlsOptions options = tls();
    options.version_min = TLS1_VERSION;
    options.version_max = TLS1_1_VERSION;
    options.security_level = 0;
    return options;
  }

  CertificateAuthority authority;
  CurlSettings settings;
};

TEST_F(HostileEnvironment, ChangesNoRequest) {
  const EpollServer plain;
  const EpollServer secure({.tls = tls()});
  Driver driver(settings);
  for (const std::string& origin : {plain.origin(), secure.origin()}) {
    EXPECT_EQ(response_of(driver.fetch(origin + "/ok")).status, 200);
  }
  EXPECT_EQ(plain.requests()[0].raw_head,
            "GET /ok HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(plain.port()) +
                "\r\nAccept-Encoding: gzip, deflate\r\n\r\n");
  EXPECT_FALSE(secure.requests()[0].has_header("Authorization"));
}

TEST_F(HostileEnvironment, GetsNoKeys) {
  const EpollServer server({.tls = tls()});
  EXPECT_EQ(response_of(Driver(settings).fetch(server.origin() + "/ok")).status, 200);
  EXPECT_EQ(content_of(world->key_log), "");

  settings.clear_key_log = false;
  EXPECT_EQ(response_of(Driver(settings).fetch(server.origin() + "/ok")).status, 200);
  EXPECT_NE(content_of(world->key_log), "");
}

TEST_F(HostileEnvironment, LowersNoTlsVersion) {
  const EpollServer server({.tls = old_tls()});
  EXPECT_EQ(failure_of(Driver(settings).fetch(server.origin() + "/ok")).fault, TransportFault::tls);
  settings.tls_security_level_min = 0;
  EXPECT_EQ(failure_of(Driver(settings).fetch(server.origin() + "/ok")).fault, TransportFault::tls);
  settings.tls_1_2_at_least = false;
  EXPECT_EQ(response_of(Driver(settings).fetch(server.origin() + "/ok")).status, 200);
}

TEST_F(HostileEnvironment, LowersNoSecurityLevel) {
  // TLS 1.2 with a cipher that is below 112 bits or has no authentication is what level 2 refuses;
  // a handshake signed with SHA-1 (TLS 1.1) stands for both.
  const EpollServer server({.tls = old_tls()});
  settings.tls_1_2_at_least = false;
  EXPECT_EQ(failure_of(Driver(settings).fetch(server.origin() + "/ok")).fault, TransportFault::tls);
  settings.tls_security_level_min = 0;
  EXPECT_EQ(response_of(Driver(settings).fetch(server.origin() + "/ok")).status, 200);
}

TEST_F(HostileEnvironment, AddsNoAuthority) {
  const CertificateAuthority attacker;
  const fieldcall::native::test::Environment file(
      "SSL_CERT_FILE", world->folder->write("attacker.pem", attacker.certificate()));
  const fieldcall::native::test::Environment folder("SSL_CERT_DIR", world->folder->path());
  const EpollServer server(
      {.tls = TlsOptions{.identity = attacker.issue({.names = {"IP:127.0.0.1"}})}});
  EXPECT_EQ(failure_of(Driver(settings).fetch(server.origin() + "/ok")).fault,
            TransportFault::certificate);
  settings.ca_file.clear();
  EXPECT_EQ(failure_of(Driver(settings).fetch(server.origin() + "/ok")).fault,
            TransportFault::certificate);
}

TEST_F(HostileEnvironment, LeadsNoNameElsewhere) {
  const EpollServer server({.tls = tls()});
  EXPECT_EQ(response_of(Driver(settings).fetch(
                            "https://localhost:" + std::to_string(server.port()) + "/ok"))
                .status,
            200);
}

}  // namespace
}  // namespace fieldcall::native::test
