// Whom the transport trusts, and how.
#include "transport/curl_library.hpp"

#include <gtest/gtest.h>

#include "native/driver.hpp"

namespace fieldcall::native::test {
namespace {

using fieldcall::test::CertificateAuthority;
using fieldcall::test::CertificateOptions;
using fieldcall::test::EpollServer;
using fieldcall::test::http_response;
using fieldcall::test::Identity;
using fieldcall::test::Request;
using fieldcall::test::Script;
using fieldcall::test::Send;
using fieldcall::test::TlsOptions;

class Tls : public testing::Test {
 protected:
  Tls() { settings.ca_file = folder.write("ca.pem", authority.certificate()); }

  [[nodiscard]] Identity good() const { return authority.issue({.names = {"IP:127.0.0.1"}}); }

  // What becomes of a request to a server with these.
  [[nodiscard]] TransportEvent fetch(const TlsOptions& tls) const {
    const EpollServer server({.tls = tls});
    Driver driver(settings);
    TransportEvent event = driver.fetch(server.origin() + "/ok");
    if (std::holds_alternative<RequestFailed>(event)) {
      EXPECT_EQ(server.request_count(), 0U);
    }
    return event;
  }

  void expect_certificate_fault(const TlsOptions& tls) const {
    const RequestFailed failure = failure_of(fetch(tls));
    EXPECT_EQ(failure.fault, TransportFault::certificate) << failure.detail;
    EXPECT_FALSE(failure.may_have_been_sent);
  }

  TemporaryFolder folder;
  CertificateAuthority authority;
  CurlSettings settings;
};

TEST_F(Tls, TrustsTheAuthority) {
  EXPECT_EQ(response_of(fetch({.identity = good()})).status, 200);
  EXPECT_EQ(response_of(fetch({.identity = good(), .version_max = TLS1_2_VERSION})).status, 200);
}

TEST_F(Tls, VerifiesThePeer) {
  const auto self_signed = fieldcall::test::self_signed({.names = {"IP:127.0.0.1"}});
  expect_certificate_fault({.identity = self_signed});
  expect_certificate_fault(
      {.identity = authority.issue(
           {.names = {"IP:127.0.0.1"}, .valid_from_s = -7200, .valid_until_s = -3600})});
  expect_certificate_fault(
      {.identity = authority.issue(
           {.names = {"IP:127.0.0.1"}, .valid_from_s = 3600, .valid_until_s = 7200})});
  expect_certificate_fault({.identity = CertificateAuthority().issue({.names = {"IP:127.0.0.1"}})});

  settings.verify_peer = false;
  EXPECT_EQ(response_of(fetch({.identity = self_signed})).status, 200);
}

TEST_F(Tls, VerifiesTheHost) {
  const auto other = authority.issue({.names = {"DNS:other.example", "IP:127.0.0.2"}});
  expect_certificate_fault({.identity = other});
  expect_certificate_fault({.identity = authority.issue({})});

  settings.verify_host = false;
  EXPECT_EQ(response_of(fetch({.identity = other})).status, 200);
}

TEST_F(Tls, VerifiesTheNameThatWasAskedFor) {
  const EpollServer server(
      {.tls = TlsOptions{.identity =
                             authority.issue({.names = {"DNS:api.test", "DNS:*.wild.test"}})}});
  settings.resolver = resolves_to({"127.0.0.1"});
  const auto fetch_from = [&](const std::string& host) {
    return Driver(settings).fetch("https://" + host + ':' + std::to_string(server.port()) + "/ok");
  };
  EXPECT_EQ(response_of(fetch_from("api.test")).status, 200);
  EXPECT_EQ(response_of(fetch_from("a.wild.test")).status, 200);
  EXPECT_EQ(failure_of(fetch_from("other.test")).fault, TransportFault::certificate);
  EXPECT_EQ(failure_of(fetch_from("127.0.0.1")).fault, TransportFault::certificate);
}

TEST_F(Tls, WantsTls12AtLeast) {
  const TlsOptions old{.identity = good(),
                       .version_min = TLS1_VERSION,
                       .version_max = TLS1_1_VERSION,
                       .security_level = 0};
  const RequestFailed failure = failure_of(fetch(old));
  EXPECT_EQ(failure.fault, TransportFault::tls) << failure.detail;
  EXPECT_FALSE(failure.may_have_been_sent);
}

TEST_F(Tls, UsesTheGivenAuthoritiesOnly) {
  settings.ca_file.clear();  // the built-in list does not know the test's authority
  expect_certificate_fault({.identity = good()});
  settings.ca_file = folder.path() + "/absent.pem";
  expect_certificate_fault({.identity = good()});
  settings.ca_file = folder.write("broken.pem", "no PEM at all");
  expect_certificate_fault({.identity = good()});
}

TEST_F(Tls, TellsABrokenHandshakeFromABadCertificate) {
  const EpollServer plain(
      {.handler = [](const Request&) { return Script{Send{http_response(200, "{}")}}; }});
  // A server that closes during the handshake.
  const EpollServer picky({.tls = TlsOptions{.identity = good(), .version_min = TLS1_3_VERSION}});
  Driver driver(settings);
  EXPECT_EQ(response_of(driver.fetch(picky.origin() + "/ok")).status, 200);
  settings.connect_timeout = std::chrono::milliseconds(100);
  EXPECT_EQ(
      failure_of(Driver(settings).fetch("https://127.0.0.1:" + std::to_string(plain.port()) + "/"))
          .fault,
      TransportFault::timeout);
}

TEST_F(Tls, ReportsBodiesCutWithoutACloseNotify) {
  const EpollServer server({.tls = TlsOptions{.identity = good()}});
  Driver driver(settings);
  EXPECT_EQ(failure_of(driver.fetch(server.origin() + "/cut")).fault, TransportFault::truncated);
  EXPECT_EQ(failure_of(driver.fetch(server.origin() + "/cut-reset")).fault,
            TransportFault::truncated);
  EXPECT_EQ(failure_of(driver.fetch(server.origin() + "/reset")).fault, TransportFault::reset);
  EXPECT_EQ(response_of(driver.fetch(server.origin() + "/segments")).body, R"({"ok":true})");
}

TEST_F(Tls, KeepsNoHsts) {
  const auto handler = [](const Request&) {
    return Script{Send{http_response(200, "{}", "Strict-Transport-Security: max-age=9999\r\n")}};
  };
  const auto second_fetch = [&] {
    const EpollServer secure(
        {.handler = handler,
         .tls = TlsOptions{.identity = authority.issue({.names = {"DNS:api.test"}})}});
    const EpollServer plain({.handler = handler});
    settings.resolver = resolves_to({"127.0.0.1"});
    Driver driver(settings);
    driver.fetch("https://api.test:" + std::to_string(secure.port()) + "/");
    driver.fetch("http://api.test:" + std::to_string(plain.port()) + "/");
    return plain.request_count();
  };
  EXPECT_EQ(second_fetch(), 1U);
  settings.keep_hsts = true;
  settings.connect_timeout = std::chrono::milliseconds(200);
  EXPECT_EQ(second_fetch(), 0U);  // went to https on its own
}

TEST_F(Tls, FollowsNoAltSvc) {
  const auto requests_elsewhere = [&] {
    const TlsOptions tls{.identity = authority.issue({.names = {"DNS:localhost"}})};
    const EpollServer other({.tls = tls});
    const EpollServer server(
        {.handler =
             [&](const Request&) {
               return Script{Send{http_response(
                   200, "{}", "Alt-Svc: h1=\":" + std::to_string(other.port()) + "\"\r\n")}};
             },
         .tls = tls});
    Driver driver(settings);
    const std::string url = "https://localhost:" + std::to_string(server.port()) + "/";
    driver.fetch(url);
    driver.fetch(url);
    return other.request_count();
  };
  EXPECT_EQ(requests_elsewhere(), 0U);
  settings.keep_alt_svc = true;
  EXPECT_EQ(requests_elsewhere(), 1U);
}

TEST_F(Tls, LibraryIsUsable) {
  EXPECT_EQ(curl_library_problem(), "");
  EXPECT_NE(built_in_ca_file(), "");
}

}  // namespace
}  // namespace fieldcall::native::test
