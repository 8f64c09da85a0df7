// All servers of the world: their moods change over time, they look at credentials, and they stamp
// what they answer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/random.hpp"
#include "fieldcall/engine.hpp"
#include "simulation/expectations.hpp"
#include "simulation/origin.hpp"
#include "simulation/tenants.hpp"

namespace fieldcall::simulation {

class Servers {
 public:
  Servers(std::uint64_t seed, std::uint32_t hostility, Tenants& tenants, base::Random& random)
      : seed_(seed), hostility_(hostility), tenants_(tenants), random_(random) {}

  // `tenant`: whose call it is, for requests without credentials.
  Arrival take(const SendRequest& send, const std::string& tenant, Instant now);

  // Requests that carried another tenant's credential, or none at all.
  [[nodiscard]] std::uint64_t wrong_credentials() const { return wrong_credentials_; }

 private:
  struct Path {
    std::string tenant;
    std::string group;
    std::string id;
  };
  static Path path_of(const std::string& url);
  [[nodiscard]] OriginOdds odds_at(std::string_view origin, Instant now) const;
  Arrival take_token_request(const SendRequest& send, const Path& path, Instant now);
  // The version of the tenant's own secret in the request; -1 = an access token; nothing = none.
  std::optional<std::int64_t> credential_of(const SendRequest& send, const Path& path,
                                            std::string& secret);

  std::uint64_t seed_;
  std::uint32_t hostility_;  // 0 to 100: how often moods are bad
  Tenants& tenants_;
  base::Random& random_;
  std::uint64_t serial_ = 0;
  std::uint64_t wrong_credentials_ = 0;
};

}  // namespace fieldcall::simulation
