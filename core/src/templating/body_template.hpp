// A body, or a param's value: a JSON tree whose string leaves are templates.
//
// A string that is exactly one placeholder keeps the value's JSON type; an optional one that is
// missing takes its whole member or item away.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "fieldcall/diagnostic.hpp"
#include "json/value.hpp"
#include "templating/template.hpp"

namespace fieldcall::templating {

struct BodyMember;

// null, booleans and numbers are kept as their JSON text.
struct BodyLiteral {
  std::string json;
};

struct BodyNode {
  using Items = std::vector<BodyNode>;
  using Members = std::vector<BodyMember>;
  std::variant<BodyLiteral, Template, Items, Members> content;
};

struct BodyMember {
  std::string name;  // never a template
  BodyNode value;
};

enum class BodyType : std::uint8_t { json, form, text };

struct BodyTemplate {
  BodyType type = BodyType::json;
  BodyNode root;
};

// Compiles every string of `value`. `place` is body or param.
std::optional<BodyNode> compile_body_node(const json::Value& value, Place place,
                                          const KnownRoots& roots, std::string_view pointer,
                                          std::vector<Diagnostic>& diagnostics);

}  // namespace fieldcall::templating
