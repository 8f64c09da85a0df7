#include <algorithm>

#include "fieldcall/native/prometheus.hpp"

namespace fieldcall::native {

std::string prometheus_name(const MetricInfo& info) {
  std::string name(info.name);
  std::replace(name.begin(), name.end(), '.', '_');
  // Units in braces are remarks, no units.
  if (info.unit == "s") name += "_seconds";
  if (info.kind == MetricKind::counter) name += "_total";
  return name;
}

}  // namespace fieldcall::native
