// Every setting of a transfer that is a matter of safety, with its safe value as the default.
//
// Only tests set others: each member has one that shows what its unsafe value would let through
// (tests/native/curl_options_test.cpp). What libcurl does by itself, and why it is not left to it,
// is said at each member; found in 7.88.1.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "dns/resolver.hpp"
#include "fieldcall/egress.hpp"

namespace fieldcall::native {

struct CurlSettings {
  // ---- where a request may go ----

  // The core's rule; tests say which loopback address counts as public.
  bool (*address_allowed)(const IpAddress&, const EgressPolicy&) = fieldcall::address_allowed;
  // The whole answer of the resolver is checked: one forbidden address refuses all. An attacker who
  // mixes public and private addresses waits for the client to try the next one.
  bool check_resolved_addresses = true;
  // OPENSOCKETFUNCTION: the true address of each new connection, before it is made.
  bool check_new_connections = true;
  // PREREQFUNCTION: the address of reused connections too, before a request byte is sent.
  bool check_used_connections = true;
  // PROXY="" and NOPROXY="*": http_proxy and its kin would hide the target from both checks.
  bool ignore_proxy_environment = true;
  // PROTOCOLS_STR; empty = "https", or "http,https" if the policy allows http. By itself libcurl
  // speaks 26 protocols, and file: never asks either check.
  std::string protocols;
  // libcurl sends custom headers (credentials) again to wherever it is redirected.
  bool follow_redirects = false;
  // User info in a url is a credential in a log and a disguise for the host.
  bool allow_user_in_url = false;
  // libcurl removes dot segments: what was checked would not be what is sent.
  bool path_as_is = true;
  // ~/.netrc would add credentials of the account the host runs under.
  bool read_netrc = false;
  // State of one call must not reach another: cookies, HSTS and Alt-Svc live in pooled handles.
  bool keep_cookies = false;
  bool keep_hsts = false;
  bool keep_alt_svc = false;

  // ---- TLS ----

  bool verify_peer = true;
  bool verify_host = true;
  bool tls_1_2_at_least = true;
  // OPENSSL_CONF may lower it. 2 = 112 bits; never lowered where the system asks for more.
  std::int32_t tls_security_level_min = 2;
  // SSLKEYLOGFILE makes libcurl write the keys of all connections to a file.
  bool clear_key_log = true;
  // Given always, so that SSL_CERT_FILE and SSL_CERT_DIR do not matter. Empty = libcurl's built-in.
  std::string ca_file;

  // ---- what an answer may do ----

  // Anything that is no HTTP at all would be a body with status 200.
  bool allow_http09 = false;
  // Without it the bodies of servers that compress unasked are not decoded.
  std::string accept_encoding = "gzip, deflate";
  // "Expect: 100-continue" costs a second with servers that do not know it.
  bool send_expect = false;
  // A GET or HEAD on a kept connection that the server has just closed is sent again by libcurl,
  // which is fine. It does the same for other methods; those are for the core to decide.
  bool resend_unsafe_methods = false;

  // ---- process ----

  // Without NOSIGNAL libcurl changes the process's SIGPIPE handling, in a thread of its own choice.
  bool no_signal = true;

  // ---- durations ----

  // Connecting and the TLS handshake; libcurl's default is 300 s.
  std::chrono::milliseconds connect_timeout{30'000};
  // One attempt; the engine's own timeout is at most 120 s and comes first.
  std::chrono::milliseconds total_timeout{130'000};
  // An idle connection is used no more after this (servers and NAT drop them at 60 s or so).
  std::chrono::seconds idle_connection_age_max{30};
  // Any connection: so that a changed DNS entry takes effect.
  std::chrono::seconds connection_lifetime_max{300};
  // How often `ResponseProgress` is reported at most, per transfer.
  std::chrono::milliseconds progress_interval{100};

  // ---- sizes ----

  std::uint32_t idle_connections_max = 256;  // per lane
  std::uint32_t pooled_handles_max = 256;
  // Egress policies whose connections are kept; the idle ones beyond are closed.
  std::uint32_t lanes_max = 16;

  ResolverOptions resolver;
};

}  // namespace fieldcall::native
