#include "serve_command.hpp"

#include <pthread.h>
#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "exit_code.hpp"
#include "server.hpp"
#include "terminal.hpp"

namespace fieldcall::cli {
namespace {

// Each connection and each request on the wire takes one; the usual soft limit is 1024.
void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

// Half of the descriptors for requests on the wire.
std::uint32_t connections_that_fit(std::uint32_t wanted) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted;
  return static_cast<std::uint32_t>(
      std::clamp<rlim_t>(limit.rlim_cur / 2, 16, std::max(wanted, 16U)));
}

sigset_t block_end_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

Result<Done> add_origins(const std::vector<std::string>& assignments, Secrets& secrets) {
  for (const std::string& assignment : assignments) {
    const auto equals = assignment.find('=');
    const auto secret = secrets.find(assignment.substr(0, equals));
    if (equals == std::string::npos) {
      return Error{"usage", "--secret-origin wants NAME=ORIGIN, not \"" + assignment + "\"", "", 0};
    }
    if (secret == secrets.end()) {
      return Error{"usage",
                   "--secret-origin: there is no secret \"" + assignment.substr(0, equals) + "\"",
                   "", 0};
    }
    secret->second.origins.push_back(assignment.substr(equals + 1));
  }
  return Done{};
}

server::SecretsReader reader_of(const ServeOptions& options) {
  if (!options.secrets.are_given()) return {};
  return [from = options.secrets, origins = options.secret_origins]() -> Result<Secrets> {
    Result<Secrets> secrets = from.read();
    if (!secrets) return secrets;
    const Result<Done> added = add_origins(origins, *secrets);
    if (!added) return added.error();
    return secrets;
  };
}

Result<server::ServerOptions> server_options(const ServeOptions& options) {
  server::ServerOptions result;
  result.http.address = options.address;
  result.http.port = options.port;
  result.http.connections_max = connections_that_fit(result.http.connections_max);
  result.service.access.token = options.token;
  result.service.access.hosts = options.hosts;
  result.service.access.allowed_origins = options.allowed_origins;
  result.service.rate = options.rate;
  result.service.burst = options.rate * 2;
  result.service.calls_max = options.calls_max;
  result.client.engine.egress = options.egress.policy();
  result.secrets = reader_of(options);
  // What is wrong is told at start, not to the first who asks.
  if (result.secrets) {
    const Result<Secrets> secrets = result.secrets();
    if (!secrets) return secrets.error();
    for (const auto& [name, secret] : *secrets) {
      if (!secret.origins.empty() || !options.secrets.env_prefix.empty()) continue;
      complain("warning: the secret \"" + name + "\" lists no origins: no request will carry it");
    }
  }
  result.pages = options.pages;
  result.demo = options.demo;
  return result;
}

void announce(const server::Server& server, bool token_is_own) {
  const std::string fragment = token_is_own ? "" : "#token=" + server.token();
  std::printf("%s/%s\n", server.origin().c_str(), fragment.c_str());
  if (!server.demo_origin().empty()) {
    std::printf("example API: %s\n", server.demo_origin().c_str());
  }
  std::fflush(stdout);
}

}  // namespace

void ServeOptions::add_to(CLI::App& command) {
  command.add_option("--port", port, "port to listen on, 0 = any (8700)");
  command.add_option("--listen", address, "IP address to listen on (127.0.0.1)");
  command
      .add_option("--token", token,
                  "what clients have to send, 32 characters or more; better in the environment, "
                  "where no other user sees it (else a random one is printed)")
      ->envname("FIELDCALL_TOKEN");
  command.add_option("--host", hosts,
                     "name this server is also known by, as behind a reverse proxy (repeatable)");
  command.add_option("--allow-origin", allowed_origins,
                     "origin of other pages that may ask: https://forms.example.com (repeatable)");
  command.add_option("--pages", pages, "folder of files to serve");
  command.add_flag("--demo", demo, "start the example API too, and allow calls to it");
  secrets.add_to(command);
  command.add_option("--secret-origin", secret_origins,
                     "origin a secret of the environment may be sent to: NAME=ORIGIN (repeatable)");
  egress.add_to(command);
  command.add_option("--rate", rate, "requests a second with the token (200)")
      ->check(CLI::Range(1U, 1'000'000U));
  command.add_option("--calls-max", calls_max, "calls under way at the same time (4096)")
      ->check(CLI::Range(1U, 60'000U));
  command.add_option("--grace", grace_s, "seconds calls get to end at SIGINT and SIGTERM (5)")
      ->check(CLI::Range(0U, 600U));
}

int serve_command(const ServeOptions& options) {
  const sigset_t signals = block_end_signals();
  raise_descriptor_limit();
  Result<server::ServerOptions> prepared = server_options(options);
  if (!prepared) {
    complain(prepared.error());
    return exit_usage;
  }
  auto server = server::Server::start(*std::move(prepared));
  if (!server) {
    complain(server.error());
    return exit_usage;
  }
  announce(**server, !options.token.empty());
  int signal = 0;
  ::sigwait(&signals, &signal);
  // A second one ends it at once.
  ::pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
  (*server)->stop(Millis{std::int64_t{options.grace_s} * 1000});
  return exit_ok;
}

}  // namespace fieldcall::cli
