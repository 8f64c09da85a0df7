// contains, join, length, map, not_null, reverse, to_array, to_string, type, zip.
#include <algorithm>
#include <cstring>

#include "expression/jmespath/characters.hpp"
#include "expression/jmespath/evaluator.hpp"
#include "expression/jmespath/functions.hpp"
#include "expression/jmespath/text_search.hpp"
#include "json/writer.hpp"

namespace fieldcall::expression::jmespath {

using json::Value;

// A string contains strings only; an array whatever equals one of its elements.
Value run_contains(const Call& call) {
  Workspace& work = call.evaluator.work();
  const Value& subject = call.arguments[0];
  const Value& search = call.arguments[1];
  if (subject.is_string()) {
    if (!search.is_string()) return Value::boolean(false);
    TextSearch needle(search.as_string(), work);
    return Value::boolean(needle.find(subject.as_string(), 0) != std::string_view::npos);
  }
  if (!work.spend_steps(subject.size())) return {};
  for (const Value& item : subject.items()) {
    if (item.type() != search.type()) continue;
    if (!work.spend_walk(item)) return {};
    if (item == search) return Value::boolean(true);
  }
  return Value::boolean(false);
}

Value run_join(const Call& call) {
  const std::string_view glue = call.arguments[0].as_string();
  const auto items = call.arguments[1].items();
  if (items.empty()) return Value::string("");
  std::uint64_t bytes = std::uint64_t{glue.size()} * (items.size() - 1);
  for (const Value& item : items) bytes += item.as_string().size();
  char* const memory = call.evaluator.work().make_text(bytes);
  if (memory == nullptr) return {};
  char* end = memory;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) end = std::copy(glue.begin(), glue.end(), end);
    const std::string_view part = items[i].as_string();
    end = std::copy(part.begin(), part.end(), end);
  }
  return Value::string({memory, static_cast<std::size_t>(bytes)});
}

Value run_length(const Call& call) {
  const Value& value = call.arguments[0];
  if (!value.is_string()) return Value::integer(value.size());
  const std::string_view text = value.as_string();
  if (!call.evaluator.work().spend_text(text.size())) return {};
  return Value::integer(static_cast<std::int64_t>(count_characters(text)));
}

// Unlike a projection, keeps null results.
Value run_map(const Call& call) {
  Workspace& work = call.evaluator.work();
  const std::size_t mark = work.mark();
  for (const Value& item : call.arguments[1].items()) {
    work.push(call.evaluator.apply(call, 0, item));
    if (work.failed()) return {};
  }
  return work.take_array(mark);
}

Value run_not_null(const Call& call) {
  const auto found = std::find_if(call.arguments.begin(), call.arguments.end(),
                                  [](const Value& value) { return !value.is_null(); });
  return found == call.arguments.end() ? Value() : *found;
}

Value run_reverse(const Call& call) {
  Workspace& work = call.evaluator.work();
  const Value& value = call.arguments[0];
  if (value.is_array()) {
    const auto items = value.items();
    const std::size_t mark = work.mark();
    if (!work.spend_steps(items.size())) return {};
    for (std::size_t i = items.size(); i > 0; --i) work.push(items[i - 1]);
    return work.take_array(mark);
  }
  const std::string_view text = value.as_string();
  char* const memory = work.make_text(text.size());
  if (memory == nullptr) return {};
  for (std::size_t place = 0; place < text.size();) {
    const std::size_t bytes = character_bytes(text[place]);
    std::memcpy(memory + text.size() - place - bytes, text.data() + place, bytes);
    place += bytes;
  }
  return Value::string({memory, text.size()});
}

Value run_to_array(const Call& call) {
  return call.arguments[0].is_array() ? call.arguments[0]
                                      : call.evaluator.work().make_array(call.arguments);
}

// JSON text of everything but strings; numbers of the document keep their digits.
Value run_to_string(const Call& call) {
  const Value& value = call.arguments[0];
  Workspace& work = call.evaluator.work();
  if (value.is_string()) return value;
  if (!work.spend_walk(value)) return {};
  return work.make_string(value.is_number() ? value.number_text() : json::to_text(value));
}

Value run_type(const Call& call) {
  return Value::string(json::type_name(call.arguments[0].type()));
}

// As long as the shortest array.
Value run_zip(const Call& call) {
  Workspace& work = call.evaluator.work();
  std::uint32_t length = call.arguments[0].size();
  for (const Value& array : call.arguments) length = std::min(length, array.size());
  const std::size_t mark = work.mark();
  for (std::uint32_t i = 0; i < length; ++i) {
    const std::size_t row = work.mark();
    for (const Value& array : call.arguments) work.push(array.items()[i]);
    const Value items = work.take_array(row);
    if (work.failed()) return {};
    work.push(items);
  }
  return work.take_array(mark);
}

}  // namespace fieldcall::expression::jmespath
