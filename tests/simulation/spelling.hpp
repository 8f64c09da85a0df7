// Secrets as servers may echo them, written without the code that finds them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/random.hpp"

namespace fieldcall::simulation {

// A secret of 8 to 40 characters with some that need escaping everywhere.
std::string plant_secret(base::Random& random);

// One of the spellings an answer may hold it in, with something around it.
std::string echo_of(std::string_view secret, base::Random& random);

// What must not be found in anything that leaves the engine, whatever came before or after the
// secret in the encoded text.
std::vector<std::string> forbidden_texts(std::string_view secret);

}  // namespace fieldcall::simulation
