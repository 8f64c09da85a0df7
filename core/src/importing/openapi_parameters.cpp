#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>

#include "config/structure.hpp"
#include "http/headers.hpp"
#include "importing/import_url.hpp"
#include "importing/literal_text.hpp"
#include "importing/names.hpp"
#include "importing/openapi_parts.hpp"
#include "importing/openapi_schema.hpp"
#include "json/writer.hpp"
#include "text/ascii.hpp"

namespace fieldcall::importing {
namespace {

std::string_view text_of(const json::Value& object, std::string_view key) {
  const json::Value* value = object.find(key);
  return value == nullptr ? std::string_view{} : value->as_string();
}

struct Parameter {
  std::string_view name;
  std::string_view in;
  std::string_view style;  // the one its place has by default, if none is written
  bool is_required = false;
  bool is_exploded = false;
  bool is_json = false;  // described by `content`
  Schema schema;
};

// Behind a placeholder's braces and in an expression: data."zip-code"
std::string expression_path(std::string_view name) {
  return "data." + jmespath_name(data_name(name));
}

// Items joined by `separator`; missing stays missing.
std::string joined(std::string_view name, std::string_view separator, bool is_required) {
  const std::string path = expression_path(name);
  return "{= " + path + " && join('" + std::string(separator) + "', map(&to_string(@), " + path +
         "))" + (is_required ? " }" : "? }");
}

class ParameterReader {
 public:
  explicit ParameterReader(OpenapiImport& import) : import_(import) {}

  void run() {
    collect(*import_.operation.item, "parameters");
    collect(import_.body(), "parameters");
    choose_array_style();
    path();
    for (const Parameter& parameter : parameters_) {
      if (parameter.in == "query") query(parameter);
      if (parameter.in == "header") header(parameter);
      if (parameter.in == "cookie") {
        import_.remarks.note(
            "left_out",
            "the cookie " + config::quote(parameter.name) + " is left out: fields send no cookies",
            parameter.is_required ? "the API wants it: ask its operator for "
                                    "another way"
                                  : "");
      }
    }
  }

 private:
  // An operation's parameter takes the place of the path item's of the same name and place.
  void collect(const json::Value& owner, std::string_view key) {
    const json::Value* list = owner.find(key);
    if (list == nullptr) return;
    for (const json::Value& written : list->items()) {
      const json::Value& value = import_.document.resolve(written);
      Parameter parameter = read(value);
      if (parameter.name.empty()) continue;
      const auto same = std::find_if(
          parameters_.begin(), parameters_.end(), [&parameter](const Parameter& known) {
            return known.name == parameter.name && known.in == parameter.in;
          });
      if (same != parameters_.end()) {
        *same = std::move(parameter);
      } else {
        parameters_.push_back(std::move(parameter));
      }
    }
  }

  Parameter read(const json::Value& value) {
    Parameter parameter;
    parameter.name = text_of(value, "name");
    parameter.in = text_of(value, "in");
    parameter.style = text_of(value, "style");
    const bool is_form = parameter.in == "query" || parameter.in == "cookie";
    if (parameter.style.empty()) parameter.style = is_form ? "form" : "simple";
    const json::Value* required = value.find("required");
    parameter.is_required =
        parameter.in == "path" || (required != nullptr && required->as_boolean());
    const json::Value* explode = value.find("explode");
    parameter.is_exploded = explode == nullptr ? parameter.style == "form" : explode->as_boolean();
    const json::Value* content = value.find("content");
    parameter.is_json = content != nullptr && content->size() > 0;
    const json::Value* schema =
        parameter.is_json ? content->members()[0].value.find("schema") : value.find("schema");
    if (schema != nullptr) parameter.schema = read_schema(*schema, import_.document);
    return parameter;
  }

  // One for all: "comma" only where no list is written in another way.
  void choose_array_style() {
    bool has_comma = false;
    for (const Parameter& parameter : parameters_) {
      if (parameter.in != "query" || parameter.schema.type != "array" || parameter.is_json)
        continue;
      if (parameter.style != "form") continue;
      if (parameter.is_exploded) return;
      has_comma = true;
    }
    if (has_comma) import_.draft.array_style = "comma";
  }

  [[nodiscard]] bool is_signed(std::string_view in, std::string_view name) const {
    const std::string entry =
        std::string(in) + " " + (in == "header" ? text::to_lower(name) : std::string(name));
    const auto& names = import_.signed_names;
    return std::find(names.begin(), names.end(), entry) != names.end();
  }

  void unsupported(const Parameter& parameter, const std::string& why) {
    const std::string message = "the " + std::string(parameter.in) + " parameter " +
                                config::quote(parameter.name) + " " + why;
    if (parameter.is_required) {
      import_.remarks.problem("unsupported_parameter", message, "write the field by hand",
                              import_.operation.pointer);
    } else {
      import_.remarks.note("left_out", message + " and is left out");
    }
  }

  // A value there is no choice about, as a template; else the placeholder.
  std::string scalar(const Parameter& parameter) {
    const json::Value* constant = parameter.schema.constant;
    if (constant != nullptr && parameter.is_required) {
      return literal_template(constant->is_string() ? std::string(constant->as_string())
                                                    : json::to_text(*constant));
    }
    const std::array names{parameter.name};
    return data_placeholder(names, parameter.is_required, import_);
  }

  std::string expression(const Parameter& parameter, std::string_view separator) {
    const std::array names{parameter.name};
    data_path(names, import_);  // takes note of the input
    return joined(parameter.name, separator, parameter.is_required);
  }

  // ---- path ----

  void path() {
    std::string_view rest = import_.operation.path;
    std::string& url = import_.draft.url;
    while (!rest.empty()) {
      const std::size_t open = std::min(rest.find('{'), rest.size());
      const std::size_t close = rest.find('}', open);
      if (close == std::string_view::npos) {
        url += legal_url_text(rest);
        return;
      }
      url += legal_url_text(rest.substr(0, open));
      path_value(rest.substr(open + 1, close - open - 1), url);
      rest.remove_prefix(close + 1);
    }
  }

  void path_value(std::string_view name, std::string& url) {
    const auto found = std::find_if(
        parameters_.begin(), parameters_.end(),
        [name](const Parameter& known) { return known.in == "path" && known.name == name; });
    Parameter parameter;
    if (found != parameters_.end()) parameter = *found;
    parameter.name = name;
    parameter.in = "path";
    parameter.is_required = true;
    if (parameter.schema.type == "object") {
      unsupported(parameter, "is an object, which a field cannot write there");
      return;
    }
    if (parameter.style == "label") url += '.';
    if (parameter.style == "matrix") url += ";" + legal_url_text(name) + "=";
    if (parameter.schema.type == "array") {
      url += expression(parameter, parameter.style == "label" && parameter.is_exploded ? "." : ",");
    } else if (parameter.schema.constant != nullptr) {
      url += legal_url_text(scalar(parameter));
    } else {
      url += scalar(parameter);
    }
  }

  // ---- query ----

  void query(const Parameter& parameter) {
    if (is_signed("query", parameter.name)) return;
    const bool is_object = parameter.schema.type == "object";
    if (parameter.is_json) {
      const std::array names{parameter.name};
      data_path(names, import_);
      const std::string path = expression_path(parameter.name);
      add(parameter.name,
          "{= " + path + " && to_string(" + path + ")" + (parameter.is_required ? " }" : "? }"));
    } else if (is_object && !parameter.schema.properties.empty() &&
               (parameter.style == "deepObject" ||
                (parameter.style == "form" && parameter.is_exploded))) {
      members(parameter);
    } else if (is_object) {
      unsupported(parameter, "is an object in a style that a field does not have");
    } else if (parameter.schema.type == "array") {
      list(parameter);
    } else {
      add(parameter.name, scalar(parameter));
    }
  }

  void members(const Parameter& parameter) {
    for (const SchemaProperty& property : parameter.schema.properties) {
      const std::array names{parameter.name, property.name};
      std::string name(property.name);
      if (parameter.style == "deepObject") name = std::string(parameter.name) + "[" + name + "]";
      add(name, data_placeholder(names, parameter.is_required && property.is_required, import_));
    }
  }

  void list(const Parameter& parameter) {
    const bool is_comma = parameter.style == "form" && !parameter.is_exploded;
    if (parameter.style == "spaceDelimited" || parameter.style == "pipeDelimited") {
      add(parameter.name, expression(parameter, parameter.style == "pipeDelimited" ? "|" : " "));
    } else if (is_comma && import_.draft.array_style != "comma") {
      add(parameter.name, expression(parameter, ","));
    } else {
      add(parameter.name, scalar(parameter));
    }
  }

  void add(std::string_view name, std::string value) {
    auto& params = import_.draft.params;
    const bool is_there = std::any_of(params.begin(), params.end(), [name](const DraftPair& param) {
      return param.name == name;
    });
    if (!is_there) params.push_back({std::string(name), {std::move(value)}});
  }

  // ---- headers ----

  void header(const Parameter& parameter) {
    const std::string name(parameter.name);
    for (const std::string_view described : {"Accept", "Content-Type", "Authorization"}) {
      if (text::equals_ignoring_case(name, described)) return;  // OpenAPI 3, 4.8.12.2: ignored
    }
    if (is_signed("header", name)) return;
    if (!http::is_token(name) || http::forbidden_request_header(name)) {
      unsupported(parameter, "cannot be set by a field");
    } else if (text::equals_ignoring_case(name, "Idempotency-Key")) {
      import_.remarks.note("left_out",
                           "the header Idempotency-Key is left out: a field makes one "
                           "for every call");
    } else if (parameter.schema.type == "object") {
      unsupported(parameter, "is an object, which a field cannot write there");
    } else {
      import_.draft.headers.emplace_back(
          name, parameter.schema.type == "array" ? expression(parameter, ",") : scalar(parameter));
    }
  }

  OpenapiImport& import_;
  std::vector<Parameter> parameters_;
};

}  // namespace

std::string data_path(std::span<const std::string_view> names, OpenapiImport& import) {
  std::string path = "data";
  for (const std::string_view name : names) {
    const std::string step = data_name(name);
    if (step != name) {
      import.remarks.note("adjusted",
                          config::quote(name) + " is " + config::quote(step) +
                              " in case data, where names are letters, digits, _ and -");
    }
    path += "." + step;
  }
  auto& inputs = import.inputs;
  std::string first = data_name(names.front());
  if (std::find(inputs.begin(), inputs.end(), first) == inputs.end()) {
    inputs.push_back(std::move(first));
  }
  return path;
}

std::string data_placeholder(std::span<const std::string_view> names, bool is_required,
                             OpenapiImport& import) {
  return "{" + data_path(names, import) + (is_required ? "}" : "?}");
}

void import_parameters(OpenapiImport& import) {
  ParameterReader(import).run();
}

}  // namespace fieldcall::importing
