#include "egress_options.hpp"

namespace fieldcall::cli {

void EgressOptions::add_to(CLI::App& command) {
  command.add_flag("--allow-http", allow_http, "allow plain http");
  command.add_flag("--allow-private-networks", allow_private_networks,
                   "allow loopback and private addresses");
  command.add_option("--allow-port", ports, "allow this port besides 443 (repeatable)");
  command.add_option("--allow-host", allowed_hosts,
                     "allow only these hosts, *.example.com for subdomains (repeatable)");
  command.add_option("--deny-host", denied_hosts, "never call these hosts (repeatable)");
}

EgressPolicy EgressOptions::policy() const {
  EgressPolicy policy;
  policy.allow_http = allow_http;
  policy.allow_private_networks = allow_private_networks;
  policy.ports.insert(policy.ports.end(), ports.begin(), ports.end());
  policy.allowed_hosts = allowed_hosts;
  policy.denied_hosts = denied_hosts;
  return policy;
}

}  // namespace fieldcall::cli
