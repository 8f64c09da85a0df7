#include <iterator>
#include <string>
#include <variant>
#include <vector>

#include "templating/request_template.hpp"
#include "templating/template_walk.hpp"

namespace fieldcall::templating {

std::vector<std::vector<std::string>> references(const RequestTemplate& request) {
  std::vector<std::vector<std::string>> paths;
  for (const PlacedTemplate& placed : templates_of(request)) {
    for (const Part& part : placed.text->parts()) {
      const auto* placeholder = std::get_if<Placeholder>(&part);
      if (placeholder == nullptr) continue;
      auto read = references(*placeholder);
      paths.insert(paths.end(), std::move_iterator(read.begin()), std::move_iterator(read.end()));
    }
  }
  return paths;
}

}  // namespace fieldcall::templating
