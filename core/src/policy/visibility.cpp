#include "policy/visibility.hpp"

#include <algorithm>

#include "mapping/case_patch.hpp"

namespace fieldcall::policy {

bool has_content(const json::Value& value) {
  if (value.is_scalar()) return !mapping::is_empty(&value);
  const auto items = value.items();
  const auto members = value.members();
  return std::any_of(items.begin(), items.end(), has_content) ||
         std::any_of(members.begin(), members.end(),
                     [](const json::Member& member) { return has_content(member.value); });
}

bool is_shown(Visibility visibility, bool field_has_content) {
  switch (visibility) {
    case Visibility::always_visible:
      return true;
    case Visibility::hide_when_empty:
      return field_has_content;
    case Visibility::always_hide:
      return false;
  }
  return true;
}

}  // namespace fieldcall::policy
