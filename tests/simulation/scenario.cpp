#include "simulation/scenario.hpp"

#include <array>
#include <utility>

#include "simulation/fields.hpp"

namespace fieldcall::simulation {
namespace {

bool happens(std::uint32_t percent, base::Random& random) {
  return random.up_to(99) < percent;
}

std::uint32_t draw(std::uint32_t low, std::uint32_t high, base::Random& random) {
  return low + static_cast<std::uint32_t>(random.up_to(high - low));
}

OriginLimits draw_limits(base::Random& random) {
  OriginLimits limits;
  if (happens(40, random)) limits.concurrency = draw(1, 3, random);
  if (happens(35, random)) {
    limits.rate = draw(1, 7, random);
    limits.rate_period = Millis{draw(100, 5000, random)};
    limits.burst = draw(1, 4, random);
  }
  if (happens(15, random)) limits.quota = draw(1, 8, random);
  limits.retry_budget = happens(75, random);
  limits.circuit_breaker = happens(75, random);
  limits.learn_rate = happens(75, random);
  return limits;
}

// Destinations that the host may register; only the first is allowed.
constexpr std::array bases{"https://api.example.com",
                           "https://blocked.example.com",
                           "https://10.0.0.5",
                           "https://[::1]",
                           "https://[::ffff:192.168.1.1]",
                           "http://api.example.com",
                           "https://api.example.com:8443",
                           "https://169.254.169.254",
                           "https://127.0.0.1",
                           "https://user@api.example.com"};

void spoil(CallInputs& inputs, base::Random& random) {
  switch (random.up_to(7)) {
    case 0:
      inputs.data_json = "{}";
      break;
    case 1:
      inputs.data_json = "{\"id\": ";
      break;
    case 2:
      inputs.data_json = R"({"tenant": "..", "id": ".."})";
      break;
    case 3:
      inputs.data_json = R"({"tenant": "t", "id": ["a"]})";
      break;
    case 4:
      inputs.secrets.clear();
      break;
    case 5:
      for (auto& [name, secret] : inputs.secrets) secret.origins = {"https://other.example.com"};
      break;
    case 6:
      inputs.previous_outcome_json = "not an outcome";
      break;
    default:
      inputs.call_id = std::string(300, 'x') + std::to_string(random.next());
      break;
  }
}

}  // namespace

TrafficPolicy draw_traffic_policy(base::Random& random) {
  TrafficPolicy policy;
  policy.any_origin = draw_limits(random);
  for (const std::string& origin : api_origins()) {
    if (happens(50, random)) policy.origins.emplace(origin, draw_limits(random));
  }
  if (happens(30, random)) policy.tenant_concurrency = draw(1, 4, random);
  if (happens(30, random)) policy.process_concurrency = draw(1, 6, random);
  if (happens(20, random)) policy.tenant_queue_max = draw(0, 4, random);
  if (happens(20, random)) policy.process_queue_max = draw(0, 8, random);
  return policy;
}

EngineOptions draw_engine_options(base::Random& random) {
  EngineOptions options;
  options.egress.denied_hosts = {"blocked.example.com"};
  options.traffic = draw_traffic_policy(random);
  options.cache.key = SecretText("host key of 32 bytes, or a little more");
  if (happens(30, random)) options.cache.memory_bytes_max = random.up_to(3000);
  options.cache.has_store = happens(50, random);
  options.can_read_secrets = happens(60, random);
  options.observe = happens(70, random);
  return options;
}

Planned draw_call(const std::vector<Field>& fields, const Tenants& tenants, std::uint64_t number,
                  std::uint32_t bad_inputs, base::Random& random) {
  const Field& field = fields[random.up_to(fields.size() - 1)];
  const std::string& tenant = tenants.names()[random.up_to(tenants.names().size() - 1)];
  Planned planned{.start = {.field = field, .tenant = tenant, .id = {}, .flag = {}}, .inputs = {}};
  Started& start = planned.start;
  CallInputs& inputs = planned.inputs;
  start.id = "no-" + std::to_string(random.up_to(3));
  start.flag = "f" + std::to_string(random.up_to(2));
  start.credential = tenants.version(tenant);
  // A host that has not heard of the latest yet.
  if (start.credential > 0 && happens(20, random)) --start.credential;
  inputs.seed = random.next();
  inputs.data_json = R"({"tenant": ")" + tenant + R"(", "id": ")" + start.id + R"(", "flag": ")" +
                     start.flag + R"(", "score": 1})";
  inputs.tenant = tenant;
  inputs.secrets = tenants.secrets(tenant, start.credential, number % 2 == 0);
  inputs.trigger = static_cast<Trigger>(random.up_to(3));
  start.trigger = inputs.trigger;
  if (happens(60, random)) inputs.case_id = "case" + std::to_string(random.up_to(3));
  if (happens(20, random)) inputs.chain_depth = draw(0, 7, random);
  if (happens(20, random)) inputs.call_id = "run-" + std::to_string(number);
  const std::size_t base = happens(40, random) ? 0 : random.up_to(bases.size() - 1);
  inputs.roots.emplace("env", R"({"base": ")" + std::string(bases[base]) + R"("})");
  start.may_connect = field.key() != "guarded" || base == 0;
  if (happens(bad_inputs, random)) {
    start.is_spoiled = true;
    spoil(inputs, random);
  }
  return planned;
}

}  // namespace fieldcall::simulation
