#include "fieldcall/version.hpp"

namespace fieldcall {

std::string_view version() {
  return FIELDCALL_VERSION;
}

}  // namespace fieldcall
