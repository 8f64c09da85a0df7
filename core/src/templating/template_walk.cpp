#include "templating/template_walk.hpp"

#include <utility>
#include <variant>

namespace fieldcall::templating {
namespace {

// Recursion is bounded by the depth the reader allows.
void add(const BodyNode& node, RequestPart part, std::vector<PlacedTemplate>& templates) {
  if (const auto* text = std::get_if<Template>(&node.content)) {
    templates.push_back({part, text});
  } else if (const auto* items = std::get_if<BodyNode::Items>(&node.content)) {
    for (const BodyNode& item : *items) add(item, part, templates);
  } else if (const auto* members = std::get_if<BodyNode::Members>(&node.content)) {
    for (const BodyMember& member : *members) add(member.value, part, templates);
  }
}

const json::Value* item_at(const json::Value& array, std::int64_t index) {
  const auto count = static_cast<std::int64_t>(array.items().size());
  if (index < 0) index += count;
  if (index < 0 || index >= count) return nullptr;
  return &array.items()[static_cast<std::size_t>(index)];
}

}  // namespace

std::string_view request_part_name(RequestPart part) {
  switch (part) {
    case RequestPart::url:
      return "url";
    case RequestPart::param:
      return "param";
    case RequestPart::header:
      return "header";
    case RequestPart::body:
      return "body";
    case RequestPart::auth:
      return "auth";
  }
  return "url";
}

std::vector<PlacedTemplate> templates_of(const RequestTemplate& request) {
  std::vector<PlacedTemplate> templates{{RequestPart::url, &request.url}};
  for (const ParamTemplate& param : request.params) {
    add(param.value, RequestPart::param, templates);
  }
  for (const NamedTemplate& header : request.headers) {
    templates.push_back({RequestPart::header, &header.value});
  }
  if (request.body) add(request.body->root, RequestPart::body, templates);
  for (const Template* text : auth_templates(request.auth)) {
    templates.push_back({RequestPart::auth, text});
  }
  return templates;
}

std::vector<std::vector<std::string>> references(const Placeholder& placeholder) {
  if (placeholder.expression) {
    std::vector<std::vector<std::string>> paths = placeholder.expression->references();
    for (auto& path : paths) {
      if (path.empty()) path.emplace_back("data");
    }
    return paths;
  }
  std::vector<std::string> path{placeholder.root};
  for (const Step& step : placeholder.steps) {
    if (const auto* name = std::get_if<std::string>(&step)) path.push_back(*name);
  }
  return {std::move(path)};
}

const json::Value* find_value(const json::Value& roots, const Placeholder& placeholder) {
  const json::Value* value = roots.find(placeholder.root);
  for (const Step& step : placeholder.steps) {
    if (value == nullptr) return nullptr;
    const auto* name = std::get_if<std::string>(&step);
    value = name != nullptr ? value->find(*name) : item_at(*value, std::get<std::int64_t>(step));
  }
  return value;
}

}  // namespace fieldcall::templating
