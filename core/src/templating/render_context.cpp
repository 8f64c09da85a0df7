#include "templating/render_context.hpp"

#include <algorithm>
#include <utility>

#include "base/secret.hpp"
#include "fieldcall/limits.hpp"
#include "templating/template_walk.hpp"

namespace fieldcall::templating {
namespace {

// Stands for a secret that a preview was not given; never sent.
constexpr std::string_view unknown_secret = "secret";

void add_once(std::vector<std::string>& list, std::string text) {
  if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(std::move(text));
}

std::string scalar_text(const json::Value& value) {
  switch (value.type()) {
    case json::Type::boolean:
      return value.as_boolean() ? "true" : "false";
    case json::Type::number:
      return value.number_text();
    case json::Type::string:
      return std::string(value.as_string());
    default:
      return {};
  }
}

}  // namespace

void RenderContext::fail(ErrorCode code, std::string detail) {
  if (!failure_) failure_ = RenderFailure{code, std::move(detail)};
}

void RenderContext::fail(ErrorCode code, std::string_view location, const Placeholder& placeholder,
                         std::string_view why) {
  fail(code, std::string(location) + ": " + placeholder.source + " " + std::string(why));
}

bool RenderContext::check_size(const MarkedText& out, std::uint32_t bytes_max,
                               std::string_view location) {
  if (out.bytes.size() <= bytes_max) return true;
  fail(ErrorCode::request_too_large,
       std::string(location) + " is over " + std::to_string(bytes_max / 1024) + " KiB");
  return false;
}

Resolved RenderContext::resolve(const Placeholder& placeholder, std::string_view location) {
  if (placeholder.expression) return resolve_expression(placeholder, location);
  if (placeholder.is_secret()) return resolve_secret(placeholder, location);
  return found(placeholder, find_value(scope_.roots, placeholder), placeholder.root);
}

Resolved RenderContext::resolve_secret(const Placeholder& placeholder, std::string_view location) {
  const auto& name = std::get<std::string>(placeholder.steps.front());
  Resolved resolved;
  resolved.origin = "secret";
  const auto* secrets = scope_.secrets;
  const auto secret = secrets == nullptr ? Secrets::const_iterator{} : secrets->find(name);
  const bool is_known = secrets != nullptr && secret != secrets->end();
  if (!is_known && placeholder.is_optional) {
    resolved.kind = Resolved::Kind::absent;
    return resolved;
  }
  add_once(used_secrets_, name);
  if (is_known) {
    resolved.secret = base::SecretAccess::reveal(secret->second.value);
  } else if (scope_.secret_mode == SecretMode::mask) {
    resolved.secret = unknown_secret;
  } else {
    fail(ErrorCode::secret_not_found, location, placeholder,
         "is not there: add the secret " + name + " to the workspace");
    return resolved;
  }
  resolved.kind = Resolved::Kind::secret;
  return resolved;
}

Resolved RenderContext::resolve_expression(const Placeholder& placeholder,
                                           std::string_view location) {
  const auto result =
      placeholder.expression->evaluate(scope_.roots, {}, arena_, {.shared = &allowance_});
  if (!result) {
    // Most functions refuse null: then it is not the expression that is wrong.
    if (!missing_in(*placeholder.expression).empty()) {
      return found(placeholder, nullptr, "expression");
    }
    fail(ErrorCode::unusable_value, location, placeholder, "failed: " + result.error().message);
    return {};
  }
  return found(placeholder, result->has_value() ? &**result : nullptr, "expression");
}

Resolved RenderContext::found(const Placeholder& placeholder, const json::Value* value,
                              std::string_view origin) {
  Resolved resolved;
  resolved.kind = Resolved::Kind::value;
  resolved.origin = origin;
  if (value != nullptr && !value->is_null()) {
    resolved.value = *value;
  } else if (placeholder.fallback) {
    resolved.value = *placeholder.fallback;
    resolved.origin = "default";
  } else if (placeholder.is_optional) {
    resolved.kind = Resolved::Kind::absent;
  } else {
    resolved.kind = Resolved::Kind::none;
    add_missing(placeholder);
  }
  return resolved;
}

void RenderContext::add_missing(const Placeholder& placeholder) {
  if (!placeholder.expression) {
    add_once(missing_, placeholder.reference);
    return;
  }
  // What the expression reads and does not find is what somebody has to fill in.
  std::vector<std::string> inputs = missing_in(*placeholder.expression);
  if (inputs.empty()) inputs.push_back(placeholder.source);
  for (std::string& input : inputs) add_once(missing_, std::move(input));
}

std::vector<std::string> RenderContext::missing_in(const expression::Expression& expression) const {
  std::vector<std::string> inputs;
  for (const auto& path : expression.references()) {
    const json::Value* value = &scope_.roots;
    std::string name;
    for (const std::string& step : path) {
      name += (name.empty() ? "" : ".") + step;
      // Steps into arrays are left out of references: what is behind one cannot be told.
      if (value != nullptr && !value->is_array()) value = value->find(step);
    }
    if (value == nullptr || value->is_null()) inputs.push_back(std::move(name));
  }
  return inputs;
}

void RenderContext::append_value(const Placeholder& placeholder, const Resolved& resolved,
                                 Encoding encoding, std::string_view location, MarkedText& out) {
  Mark mark;
  mark.begin = out.size();
  mark.placeholder = &placeholder;
  mark.origin = resolved.origin;
  mark.encoding = encoding;
  if (resolved.kind == Resolved::Kind::secret) {
    mark.secret = std::get<std::string>(placeholder.steps.front());
    append_encoded(encoding, resolved.secret, out.bytes);
  } else if (resolved.kind == Resolved::Kind::value) {
    if (!resolved.value.is_scalar()) {
      fail(ErrorCode::unusable_value, location, placeholder,
           resolved.value.is_array() ? "is an array, which cannot stand inside text"
                                     : "is an object, which cannot stand inside text");
      return;
    }
    append_encoded(encoding, scalar_text(resolved.value), out.bytes);
  }
  mark.end = out.size();
  out.marks.push_back(mark);
}

bool RenderContext::append_template(const Template& text, Encoding encoding,
                                    std::string_view location, MarkedText& out) {
  const Placeholder* sole = text.sole_placeholder();
  for (const Part& part : text.parts()) {
    if (const auto* literal = std::get_if<std::string>(&part)) {
      out.bytes += *literal;
      continue;
    }
    const auto& placeholder = std::get<Placeholder>(part);
    const Resolved resolved = resolve(placeholder, location);
    const bool is_absent = resolved.kind == Resolved::Kind::absent ||
                           (resolved.kind == Resolved::Kind::value && resolved.value.is_null());
    if (is_absent && sole != nullptr) return false;
    append_value(placeholder, resolved, encoding, location, out);
    if (!check_size(out, limits::body_bytes_max, location)) return true;
  }
  return true;
}

}  // namespace fieldcall::templating
