// A small JSON Schema checker (draft-07): the keywords our schema uses, and a complaint about any
// other. Slow and plain on purpose: it is what the published schema is tested against.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <string>

namespace fieldcall::test {

class Draft07 {
 public:
  explicit Draft07(nlohmann::json schema) : root_(std::move(schema)) {}

  [[nodiscard]] bool accepts(const nlohmann::json& value) const { return matches(root_, value); }

 private:
  using Json = nlohmann::json;

  [[nodiscard]] bool matches(const Json& schema, const Json& value) const {
    if (schema.contains("$ref")) {
      const std::string reference = schema["$ref"];
      return matches(root_.at(Json::json_pointer(reference.substr(1))), value);
    }
    if (schema.contains("if")) {
      const char* branch = matches(schema["if"], value) ? "then" : "else";
      if (schema.contains(branch) && !matches(schema[branch], value)) return false;
    }
    for (const auto& [keyword, argument] : schema.items()) {
      if (!holds(schema, keyword, argument, value)) return false;
    }
    return true;
  }

  [[nodiscard]] bool holds(const Json& schema, const std::string& keyword, const Json& argument,
                           const Json& value) const {
    if (keyword == "type") return has_type(argument, value);
    if (keyword == "const") return value == argument;
    if (keyword == "enum")
      return std::find(argument.begin(), argument.end(), value) != argument.end();
    if (keyword == "anyOf" || keyword == "allOf") return combines(keyword, argument, value);
    if (value.is_string()) return holds_string(keyword, argument, value);
    if (value.is_number()) {
      if (keyword == "minimum") return value.get<double>() >= argument.get<double>();
      if (keyword == "maximum") return value.get<double>() <= argument.get<double>();
    }
    if (value.is_array()) {
      if (keyword == "minItems") return value.size() >= argument.get<std::size_t>();
      if (keyword == "items") {
        return std::all_of(value.begin(), value.end(),
                           [&](const Json& item) { return matches(argument, item); });
      }
    }
    if (value.is_object()) return holds_object(schema, keyword, argument, value);
    return is_known(keyword);
  }

  [[nodiscard]] bool combines(const std::string& keyword, const Json& schemas,
                              const Json& value) const {
    const auto fits = [&](const Json& schema) { return matches(schema, value); };
    return keyword == "anyOf" ? std::any_of(schemas.begin(), schemas.end(), fits)
                              : std::all_of(schemas.begin(), schemas.end(), fits);
  }

  [[nodiscard]] bool holds_string(const std::string& keyword, const Json& argument,
                                  const Json& value) const {
    const std::string text = value;
    if (keyword == "minLength") return text.size() >= argument.get<std::size_t>();
    if (keyword == "pattern")
      return std::regex_search(text, std::regex(argument.get<std::string>()));
    return is_known(keyword);
  }

  [[nodiscard]] bool holds_object(const Json& schema, const std::string& keyword,
                                  const Json& argument, const Json& value) const {
    if (keyword == "minProperties") return value.size() >= argument.get<std::size_t>();
    if (keyword == "maxProperties") return value.size() <= argument.get<std::size_t>();
    if (keyword == "required") {
      return std::all_of(argument.begin(), argument.end(),
                         [&](const Json& key) { return value.contains(key.get<std::string>()); });
    }
    for (const auto& [key, member] : value.items()) {
      const bool is_named = schema.contains("properties") && schema["properties"].contains(key);
      if (keyword == "properties" && is_named && !matches(argument[key], member)) return false;
      if (keyword == "additionalProperties" && !is_named && !matches(argument, member))
        return false;
    }
    return is_known(keyword);
  }

  static bool has_type(const std::string& type, const Json& value) {
    if (type == "null") return value.is_null();
    if (type == "boolean") return value.is_boolean();
    if (type == "number") return value.is_number();
    if (type == "string") return value.is_string();
    if (type == "array") return value.is_array();
    if (type == "object") return value.is_object();
    const bool is_whole = value.is_number_integer() ||
                          (value.is_number() && std::trunc(value.get<double>()) == value);
    return type == "integer" && is_whole;
  }

  // Keywords that say nothing about this value's type, or nothing at all.
  static bool is_known(const std::string& keyword) {
    static const std::set<std::string> keywords{"$schema",
                                                "title",
                                                "description",
                                                "default",
                                                "definitions",
                                                "if",
                                                "then",
                                                "else",
                                                "minimum",
                                                "maximum",
                                                "minItems",
                                                "items",
                                                "minLength",
                                                "pattern",
                                                "minProperties",
                                                "maxProperties",
                                                "properties",
                                                "required",
                                                "additionalProperties"};
    EXPECT_TRUE(keywords.contains(keyword)) << "unknown keyword " << keyword;
    return true;
  }

  Json root_;
};

}  // namespace fieldcall::test
