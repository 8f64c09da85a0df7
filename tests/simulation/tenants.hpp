// The tenants of a world: their secrets, which are rotated, and the access tokens they were given.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.hpp"
#include "fieldcall/secret.hpp"
#include "fieldcall/time.hpp"
#include "simulation/vault.hpp"

namespace fieldcall::simulation {

class Tenants {
 public:
  // `count` tenants with a first secret each, planted in the vault.
  Tenants(std::uint64_t count, Vault& vault, base::Random& random);

  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  void rotate(const std::string& tenant);
  // The one that servers accept.
  [[nodiscard]] std::int64_t version(const std::string& tenant) const;
  // {secret.token} and {secret.client} as of that version.
  [[nodiscard]] Secrets secrets(const std::string& tenant, std::int64_t version,
                                bool has_fingerprint) const;
  [[nodiscard]] const std::string& api_secret(const std::string& tenant,
                                              std::int64_t version) const;
  [[nodiscard]] const std::string& client_secret(const std::string& tenant) const;

  std::string issue_token(const std::string& tenant, Instant valid_until);
  // Whether servers accept it from this tenant; some are revoked early.
  [[nodiscard]] bool accepts_token(const std::string& tenant, std::string_view token,
                                   Instant now) const;

 private:
  struct Tenant {
    std::vector<std::string> api_secrets;
    std::vector<std::string> client_secrets;
  };
  struct Token {
    std::string tenant;
    Instant valid_until{};
  };
  void plant(Tenant& tenant);

  Vault& vault_;
  base::Random& random_;
  std::vector<std::string> names_;
  std::map<std::string, Tenant, std::less<>> tenants_;
  std::map<std::string, Token, std::less<>> tokens_;
};

}  // namespace fieldcall::simulation
