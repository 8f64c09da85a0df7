// An OpenAPI document: its operations, and what its references lead to.
// Source: OpenAPI Specification 3.0.3 and 3.1.0; JSON Reference as RFC 6901 fragments.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "importing/remarks.hpp"
#include "json/value.hpp"

namespace fieldcall::importing {

struct OpenapiOperation {
  std::string method;  // "GET"
  std::string path;    // as written: "/pets/{id}"
  std::string pointer;
  const json::Value* item = nullptr;       // the path item
  const json::Value* operation = nullptr;  // an object
};

class OpenapiDocument {
 public:
  // `root` must outlive this.
  OpenapiDocument(const json::Value& root, Remarks& remarks) : root_(root), remarks_(remarks) {}

  [[nodiscard]] const json::Value& root() const { return root_; }

  // False after a problem: "not_openapi".
  bool check_version();

  // By operationId or "GET /path". Problem: "unknown_operation", with the nearest ones.
  std::optional<OpenapiOperation> find_operation(std::string_view wanted);

  // One step of openapi_steps_max for reading something; false when they are used up.
  bool spend();

  // The value, or what its $ref leads to. A null value after the problem "invalid_reference", and
  // when all steps are spent (openapi_steps_max).
  const json::Value& resolve(const json::Value& value);
  // The same for a member; null if there is none.
  const json::Value& member(const json::Value& object, std::string_view key);

 private:
  const json::Value& broken_reference(std::string_view reference);

  const json::Value& root_;
  Remarks& remarks_;
  std::uint32_t steps_ = 0;
  bool is_spent_ = false;
};

}  // namespace fieldcall::importing
