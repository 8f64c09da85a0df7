#include "base/parts.hpp"

namespace fieldcall::base {

void append_part(std::string_view part, std::string& out) {
  out.append(std::to_string(part.size())).push_back(':');
  out.append(part);
}

void append_part(std::int64_t number, std::string& out) {
  append_part(std::string_view(std::to_string(number)), out);
}

}  // namespace fieldcall::base
