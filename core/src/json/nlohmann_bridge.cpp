#include "json/nlohmann_bridge.hpp"

#include <nlohmann/json.hpp>

namespace fieldcall::json {

std::string nlohmann_double_text(double value) {
  return nlohmann::json(value).dump();
}

}  // namespace fieldcall::json
