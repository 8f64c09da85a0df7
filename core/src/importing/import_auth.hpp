// Credentials of a request, as the "auth" of a field.
#pragma once

#include <string>
#include <string_view>

#include "importing/remarks.hpp"
#include "importing/secret_drawer.hpp"

namespace fieldcall::importing {

// {"type": "bearer", "token": "{secret.NAME}"}; `token` is the credential itself.
std::string bearer_auth(std::string_view token, std::string found_in, SecretDrawer& secrets);

// "name:password". A name without a password is a key that some APIs take there.
std::string basic_auth(std::string_view user, const std::string& found_in, SecretDrawer& secrets);

// The value of an Authorization header: bearer, basic, or a header of its own scheme.
std::string authorization_auth(std::string_view value, SecretDrawer& secrets);

// `kind` is "header" or "query".
std::string keyed_auth(std::string_view kind, std::string_view key, const std::string& value);

}  // namespace fieldcall::importing
