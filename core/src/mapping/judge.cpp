#include "mapping/judge.hpp"

#include <algorithm>
#include <string_view>

#include "expression/jmespath/truth.hpp"
#include "fieldcall/limits.hpp"
#include "json/writer.hpp"
#include "mapping/evaluation.hpp"
#include "text/utf8.hpp"

namespace fieldcall::mapping {

bool is_success_status(std::int32_t status) {
  return status >= 200 && status <= 299;
}

bool names_status(const Mapping& mapping, std::int32_t status) {
  return std::any_of(mapping.rules.begin(), mapping.rules.end(), [status](const Rule& rule) {
    return rule.on_status && rule.on_status->contains(status);
  });
}

Verdict judge(const Mapping& mapping, const AnswerContext& context, json::Arena& arena,
              std::string* why) {
  if (names_status(mapping, context.status)) return Verdict::success;
  const bool is_success = is_success_status(context.status);
  if (!mapping.success_when) return is_success ? Verdict::success : Verdict::http_error;
  const auto found = Evaluation(context, arena).over_answer(*mapping.success_when);
  if (found && *found && expression::jmespath::is_truthy(**found)) return Verdict::success;
  if (!found && why != nullptr) {
    *why = "`success_when` cannot be evaluated for this answer: " + found.error().message;
  }
  return is_success ? Verdict::reported_error : Verdict::http_error;
}

std::string api_message(const Mapping& mapping, const AnswerContext& context, json::Arena& arena) {
  if (!mapping.error_message) return {};
  const auto found = Evaluation(context, arena).over_answer(*mapping.error_message);
  if (!found || !*found || (*found)->is_null()) return {};
  const json::Value& message = **found;
  if (!message.is_string()) {
    return std::string(
        text::truncate_utf8(json::to_text(message), limits::message_from_api_bytes_max));
  }
  return std::string(text::truncate_utf8(message.as_string(), limits::message_from_api_bytes_max));
}

}  // namespace fieldcall::mapping
