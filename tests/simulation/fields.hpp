// The fields of the simulated world: every policy that changes how a call runs is in one of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fieldcall/field.hpp"

namespace fieldcall::simulation {

// Each requests https://HOST/{data.tenant}/GROUP/{data.id} with {secret.token}, or with an access
// token that {secret.client} was sent for to https://auth.example.com/{data.tenant}/token.
std::vector<Field> simulated_fields();

// What the servers of the world are called, with port.
std::vector<std::string> api_origins();
std::string_view token_origin();

// The GROUP of a field's url: fields with the same one send the same requests.
std::string_view group_of(const Field& field);

bool uses_oauth2(const Field& field);

// Equal requests of it may share one answer.
bool may_share(const Field& field);

}  // namespace fieldcall::simulation
