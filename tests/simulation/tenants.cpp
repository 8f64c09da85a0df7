#include "simulation/tenants.hpp"

#include "simulation/fields.hpp"
#include "simulation/spelling.hpp"

namespace fieldcall::simulation {

Tenants::Tenants(std::uint64_t count, Vault& vault, base::Random& random)
    : vault_(vault), random_(random) {
  for (std::uint64_t i = 0; i < count; ++i) {
    names_.push_back("tenant" + std::to_string(i));
    plant(tenants_[names_.back()]);
  }
}

void Tenants::plant(Tenant& tenant) {
  for (std::vector<std::string>* secrets : {&tenant.api_secrets, &tenant.client_secrets}) {
    secrets->push_back(plant_secret(random_));
    vault_.plant(secrets->back());
  }
}

void Tenants::rotate(const std::string& tenant) {
  plant(tenants_.at(tenant));
}

std::int64_t Tenants::version(const std::string& tenant) const {
  return static_cast<std::int64_t>(tenants_.at(tenant).api_secrets.size()) - 1;
}

Secrets Tenants::secrets(const std::string& tenant, std::int64_t version,
                         bool has_fingerprint) const {
  const Tenant& of = tenants_.at(tenant);
  const auto at = static_cast<std::size_t>(version);
  const std::string fingerprint = has_fingerprint ? "v" + std::to_string(version) : std::string();
  std::vector<std::string> apis;
  for (const std::string& origin : api_origins()) {
    apis.push_back(origin.substr(0, origin.rfind(':')));
  }
  Secrets secrets;
  secrets.emplace("token", Secret{SecretText(of.api_secrets[at]), apis, fingerprint});
  secrets.emplace(
      "client",
      Secret{SecretText(of.client_secrets[at]), {"https://auth.example.com"}, fingerprint});
  return secrets;
}

const std::string& Tenants::api_secret(const std::string& tenant, std::int64_t version) const {
  return tenants_.at(tenant).api_secrets[static_cast<std::size_t>(version)];
}

const std::string& Tenants::client_secret(const std::string& tenant) const {
  return tenants_.at(tenant).client_secrets.back();
}

std::string Tenants::issue_token(const std::string& tenant, Instant valid_until) {
  std::string token = "at-" + std::to_string(random_.next());
  vault_.plant(token);
  const bool is_revoked = random_.up_to(9) == 0;
  tokens_.emplace(token, Token{tenant, is_revoked ? Instant::min() : valid_until});
  return token;
}

bool Tenants::accepts_token(const std::string& tenant, std::string_view token, Instant now) const {
  const auto found = tokens_.find(token);
  return found != tokens_.end() && found->second.tenant == tenant &&
         now < found->second.valid_until;
}

}  // namespace fieldcall::simulation
