// Where a secret may go: only to origins that it lists, if it lists any.
#pragma once

#include <string_view>

#include "fieldcall/secret.hpp"

namespace fieldcall::templating {

// `origin` as http::Url::origin() writes it.
[[nodiscard]] bool lists_origin(const Secret& secret, std::string_view origin);

}  // namespace fieldcall::templating
