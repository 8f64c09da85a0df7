#include <string>
#include <utility>
#include <vector>

#include "templating/request_template.hpp"

namespace fieldcall::templating {
namespace {

using Paths = std::vector<std::vector<std::string>>;

void add(const Template& text, Paths& paths) {
  for (const Part& part : text.parts()) {
    const auto* placeholder = std::get_if<Placeholder>(&part);
    if (placeholder == nullptr) continue;
    if (placeholder->expression) {
      for (auto& path : placeholder->expression->references()) {
        // What reads all roots reads all case data.
        if (path.empty()) path.emplace_back("data");
        paths.push_back(std::move(path));
      }
      continue;
    }
    std::vector<std::string> path{placeholder->root};
    for (const Step& step : placeholder->steps) {
      if (const auto* name = std::get_if<std::string>(&step)) path.push_back(*name);
    }
    paths.push_back(std::move(path));
  }
}

void add(const BodyNode& node, Paths& paths) {
  if (const auto* text = std::get_if<Template>(&node.content)) {
    add(*text, paths);
  } else if (const auto* items = std::get_if<BodyNode::Items>(&node.content)) {
    for (const BodyNode& item : *items) add(item, paths);
  } else if (const auto* members = std::get_if<BodyNode::Members>(&node.content)) {
    for (const BodyMember& member : *members) add(member.value, paths);
  }
}

}  // namespace

std::vector<std::vector<std::string>> references(const RequestTemplate& request) {
  Paths paths;
  add(request.url, paths);
  for (const ParamTemplate& param : request.params) add(param.value, paths);
  for (const NamedTemplate& header : request.headers) add(header.value, paths);
  if (request.body) add(request.body->root, paths);
  for (const Template* text : auth_templates(request.auth)) add(*text, paths);
  return paths;
}

}  // namespace fieldcall::templating
