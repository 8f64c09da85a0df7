// One rendering under way: finds values, places them as text and keeps what went wrong.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "json/arena.hpp"
#include "json/value.hpp"
#include "templating/marked_text.hpp"
#include "templating/request_template.hpp"
#include "templating/scope.hpp"
#include "templating/template.hpp"

namespace fieldcall::templating {

// What a placeholder stands for.
struct Resolved {
  enum class Kind : std::uint8_t {
    value,
    secret,
    absent,  // optional and not there: what it is the whole of is left out
    none,    // missing or failed, and noted as such: nothing can be sent
  } kind = Kind::none;
  json::Value value;        // value
  std::string_view secret;  // secret: the bytes
  std::string_view origin;
};

class RenderContext {
 public:
  explicit RenderContext(const Scope& scope) : scope_(scope) {}

  // `location` names the place for messages: "url", "header Accept", "body /company/vat".
  Resolved resolve(const Placeholder& placeholder, std::string_view location);

  // Appends a value that stands for `placeholder` as text. Arrays and objects fail.
  void append_value(const Placeholder& placeholder, const Resolved& resolved, Encoding encoding,
                    std::string_view location, MarkedText& out);

  // Appends the whole template: literal text as it is, values encoded. False: the template is
  // nothing but an optional placeholder, and that is absent.
  bool append_template(const Template& text, Encoding encoding, std::string_view location,
                       MarkedText& out);

  // Keeps the first failure.
  void fail(ErrorCode code, std::string detail);
  void fail(ErrorCode code, std::string_view location, const Placeholder& placeholder,
            std::string_view why);
  // Fails as too large where `out` is; true if it is within the limit. Called while texts grow, so
  // that a small request full of large values ends early.
  bool check_size(const MarkedText& out, std::uint32_t bytes_max, std::string_view location);

  [[nodiscard]] bool failed() const { return failure_.has_value(); }
  // Nothing more needs to be rendered.
  [[nodiscard]] bool has_missing() const { return !missing_.empty(); }

  [[nodiscard]] const Scope& scope() const { return scope_; }
  std::optional<RenderFailure>& failure() { return failure_; }
  std::vector<std::string>& missing() { return missing_; }
  std::vector<std::string>& used_secrets() { return used_secrets_; }

 private:
  Resolved resolve_secret(const Placeholder& placeholder, std::string_view location);
  Resolved resolve_expression(const Placeholder& placeholder, std::string_view location);
  Resolved found(const Placeholder& placeholder, const json::Value* value, std::string_view origin);
  void add_missing(const Placeholder& placeholder);
  // The paths an expression reads that are missing or null.
  [[nodiscard]] std::vector<std::string> missing_in(const expression::Expression& expression) const;

  const Scope& scope_;
  json::Arena arena_;  // of computed values
  expression::Allowance allowance_;
  std::optional<RenderFailure> failure_;
  std::vector<std::string> missing_;
  std::vector<std::string> used_secrets_;
};

}  // namespace fieldcall::templating
