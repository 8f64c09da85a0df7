// API Call fields: configuration text in, checked fields out.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "fieldcall/diagnostic.hpp"

namespace fieldcall {

class TimeZones;

namespace config {
struct FieldConfig;
}

// One valid field: templates, mappings and policies compiled. Immutable, cheap to copy, shareable
// between threads.
class Field {
 public:
  explicit Field(std::shared_ptr<const config::FieldConfig> config);
  [[nodiscard]] const std::string& key() const;
  [[nodiscard]] const std::string& name() const;
  [[nodiscard]] const config::FieldConfig& config() const { return *config_; }

 private:
  std::shared_ptr<const config::FieldConfig> config_;
};

struct ParseOptions {
  // Roots the host will supply besides data, secret and call: {env.api_base} needs "env".
  std::vector<std::string> roots;
  // Given: a schedule in a zone that these do not know is an error. Not given: whether a zone
  // exists is not checked here.
  const TimeZones* time_zones = nullptr;
};

struct Configuration {
  std::vector<Field> fields;            // those without an error, in the order of the text
  std::vector<Diagnostic> diagnostics;  // all of them, in the order of the text
};

// Reads one field, an array of fields or a form {"fields": [...]}. Reports every problem in one
// pass and never throws.
Configuration parse_configuration(std::string_view text, const ParseOptions& options = {});

// The JSON Schema (draft-07) of a configuration, made from the table the reader works by.
std::string configuration_schema();

// The same table as Markdown, one table per object, for documentation.
std::string configuration_reference();

}  // namespace fieldcall
