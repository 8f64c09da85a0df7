#include "templating/body_template.hpp"

#include <cstddef>
#include <utility>

#include "json/pointer.hpp"
#include "json/writer.hpp"

namespace fieldcall::templating {
namespace {

// Recursion is bounded by the reader's depth limit.
class BodyCompiler {
 public:
  BodyCompiler(Place place, const KnownRoots& roots, std::vector<Diagnostic>& diagnostics)
      : place_(place), roots_(roots), diagnostics_(diagnostics) {}

  BodyNode node(const json::Value& value, const std::string& pointer) {
    switch (value.type()) {
      case json::Type::string:
        return text(value.as_string(), pointer);
      case json::Type::array:
        return items(value, pointer);
      case json::Type::object:
        return members(value, pointer);
      default:
        return {BodyLiteral{json::to_text(value)}};
    }
  }

  [[nodiscard]] bool is_good() const { return is_good_; }

 private:
  BodyNode text(std::string_view source, const std::string& pointer) {
    auto compiled = Template::compile(source, place_, roots_, pointer, diagnostics_);
    if (compiled) return {std::move(*compiled)};
    is_good_ = false;
    return {BodyLiteral{"null"}};
  }

  BodyNode items(const json::Value& value, const std::string& pointer) {
    BodyNode::Items items;
    items.reserve(value.size());
    std::size_t index = 0;
    for (const json::Value& item : value.items()) {
      items.push_back(node(item, json::pointer_join(pointer, index++)));
    }
    return {std::move(items)};
  }

  BodyNode members(const json::Value& value, const std::string& pointer) {
    BodyNode::Members members;
    members.reserve(value.size());
    for (const json::Member& member : value.members()) {
      members.push_back(
          {std::string(member.key), node(member.value, json::pointer_join(pointer, member.key))});
    }
    return {std::move(members)};
  }

  Place place_;
  const KnownRoots& roots_;
  std::vector<Diagnostic>& diagnostics_;
  bool is_good_ = true;
};

}  // namespace

std::optional<BodyNode> compile_body_node(const json::Value& value, Place place,
                                          const KnownRoots& roots, std::string_view pointer,
                                          std::vector<Diagnostic>& diagnostics) {
  BodyCompiler compiler(place, roots, diagnostics);
  BodyNode root = compiler.node(value, std::string(pointer));
  if (!compiler.is_good()) return std::nullopt;
  return root;
}

}  // namespace fieldcall::templating
