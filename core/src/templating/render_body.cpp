#include <string>
#include <utility>

#include "fieldcall/limits.hpp"
#include "json/pointer.hpp"
#include "json/writer.hpp"
#include "templating/render_parts.hpp"

namespace fieldcall::templating {
namespace {

std::string location_of(const std::string& pointer) {
  return pointer.empty() ? "body" : "body " + pointer;
}

// A value of its own type: an array stays one. The mark is the whole value; of a string it is what
// stands between the quotes.
bool append_sole(const Placeholder& placeholder, const std::string& location,
                 RenderContext& context, MarkedText& out) {
  const Resolved resolved = context.resolve(placeholder, location);
  if (resolved.kind == Resolved::Kind::absent) return false;
  if (resolved.kind == Resolved::Kind::none) return true;
  if (resolved.kind == Resolved::Kind::secret || resolved.value.is_string()) {
    out.bytes.push_back('"');
    context.append_value(placeholder, resolved, Encoding::json, location, out);
    out.bytes.push_back('"');
    return true;
  }
  Mark mark{.begin = out.size(),
            .end = 0,
            .placeholder = &placeholder,
            .origin = resolved.origin,
            .encoding = Encoding::json};
  json::write(resolved.value, out.bytes);
  mark.end = out.size();
  out.marks.push_back(mark);
  return true;
}

bool append_text(const Template& text, const std::string& pointer, RenderContext& context,
                 MarkedText& out) {
  const std::string location = location_of(pointer);
  if (const Placeholder* sole = text.sole_placeholder()) {
    return append_sole(*sole, location, context, out);
  }
  MarkedText plain;
  context.append_template(text, Encoding::none, location, plain);
  out.bytes.push_back('"');
  out.append(plain, Encoding::json);
  out.bytes.push_back('"');
  return true;
}

// Appends what `append` writes behind a comma where one is needed; takes all of it back if there is
// nothing.
template <class Append>
void append_part(MarkedText& out, bool& is_first, Append append) {
  const std::size_t before = out.bytes.size();
  if (!is_first) out.bytes.push_back(',');
  if (append()) {
    is_first = false;
  } else {
    out.bytes.resize(before);
  }
}

}  // namespace

bool append_json(const BodyNode& node, const std::string& pointer, RenderContext& context,
                 MarkedText& out) {
  if (context.failed() || !context.check_size(out, limits::body_bytes_max, "body")) return true;
  if (const auto* literal = std::get_if<BodyLiteral>(&node.content)) {
    out.bytes += literal->json;
    return true;
  }
  if (const auto* text = std::get_if<Template>(&node.content)) {
    return append_text(*text, pointer, context, out);
  }
  bool is_first = true;
  if (const auto* items = std::get_if<BodyNode::Items>(&node.content)) {
    out.bytes.push_back('[');
    for (std::size_t i = 0; i < items->size(); ++i) {
      append_part(out, is_first, [&] {
        return append_json((*items)[i], json::pointer_join(pointer, i), context, out);
      });
    }
    out.bytes.push_back(']');
    return true;
  }
  out.bytes.push_back('{');
  for (const BodyMember& member : std::get<BodyNode::Members>(node.content)) {
    append_part(out, is_first, [&] {
      json::write_string(member.name, out.bytes);
      out.bytes.push_back(':');
      return append_json(member.value, json::pointer_join(pointer, member.name), context, out);
    });
  }
  out.bytes.push_back('}');
  return true;
}

bool render_body(const RequestTemplate& request, RenderContext& context, MarkedText& out) {
  if (!request.body) return false;
  const BodyTemplate& body = *request.body;
  bool has_body = true;
  if (body.type == BodyType::json) {
    has_body = append_json(body.root, "", context, out);
  } else if (body.type == BodyType::text) {
    has_body =
        context.append_template(std::get<Template>(body.root.content), Encoding::none, "body", out);
  } else {
    PairWriter form(context, request.array_style, Encoding::form, out);
    for (const BodyMember& member : std::get<BodyNode::Members>(body.root.content)) {
      form.add(member.name, member.value, location_of(json::pointer_join("", member.name)));
    }
  }
  context.check_size(out, limits::body_bytes_max, "body");
  return has_body;
}

}  // namespace fieldcall::templating
