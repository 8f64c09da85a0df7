#include "mapping/evaluation.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace fieldcall::mapping {
namespace {

// {"content-type": "...", ...}, sorted by name; repeated values are joined with ", " (RFC 9110,
// 5.2). Bytes that are no UTF-8 are read as ISO-8859-1, which headers once were.
json::Value headers_object(const std::vector<Header>* headers, json::Arena& arena) {
  if (headers == nullptr) return json::Value::object({});
  std::vector<Header> sorted;
  sorted.reserve(headers->size());
  for (const Header& header : *headers) {
    sorted.push_back({text::to_lower(header.name), text::is_utf8(header.value)
                                                       ? header.value
                                                       : text::latin1_to_utf8(header.value)});
  }
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Header& left, const Header& right) { return left.name < right.name; });
  std::vector<json::Member> members;
  for (std::size_t i = 0; i < sorted.size();) {
    const std::string name = sorted[i].name;
    std::string joined = sorted[i].value;
    for (++i; i < sorted.size() && sorted[i].name == name; ++i) joined += ", " + sorted[i].value;
    members.push_back({arena.copy(std::string_view(name)),
                       json::Value::string(arena.copy(std::string_view(joined)))});
  }
  return json::Value::object(arena.copy(std::span<const json::Member>(members)));
}

}  // namespace

Evaluation::Evaluation(const AnswerContext& context, json::Arena& arena)
    : context_(context), arena_(arena) {
  const std::string now = format_instant(context.now);
  variables_ = {{{variable_names[0], json::Value::integer(context.status)},
                 {variable_names[1], headers_object(context.headers, arena)},
                 {variable_names[2], json::Value::string(arena.copy(std::string_view(now)))},
                 {variable_names[3], context.data},
                 {variable_names[4], context.body}}};
}

Result<std::optional<json::Value>> Evaluation::over_body(
    const expression::Expression& source) const {
  return source.evaluate(context_.body, variables_, arena_, {.shared = &allowance_});
}

Result<std::optional<json::Value>> Evaluation::over_answer(
    const expression::Expression& source) const {
  const std::array<json::Member, 3> members{
      {{"status", variables_[0].value}, {"headers", variables_[1].value}, {"body", context_.body}}};
  const json::Value answer =
      json::Value::object(arena_.copy(std::span<const json::Member>(members)));
  return source.evaluate(answer, variables_, arena_, {.shared = &allowance_});
}

}  // namespace fieldcall::mapping
