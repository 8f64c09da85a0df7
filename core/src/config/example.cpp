#include "config/example.hpp"

#include <set>

#include "fieldcall/error.hpp"
#include "json/pointer.hpp"
#include "json/writer.hpp"
#include "text/suggest.hpp"

namespace fieldcall::config {
namespace {

using enum Severity;

constexpr std::string_view code = "invalid_example";

CallInputs read_inputs(const json::Value& inputs, std::string_view pointer,
                       Diagnostics& diagnostics) {
  CallInputs read;
  if (const json::Value* data = inputs.find("data")) read.data_json = json::to_text(*data);
  if (const json::Value* previous = inputs.find("previous")) {
    read.previous_outcome_json = json::to_text(*previous);
  }
  if (const json::Value* roots = inputs.find("roots")) {
    for (const json::Member& root : roots->members()) {
      if (root.key == "data" || root.key == "secret" || root.key == "call") {
        add_diagnostic(
            diagnostics, error, code,
            json::pointer_join(json::pointer_join(pointer, "roots"), root.key),
            "the root " + quote(root.key) + " is fieldcall's own",
            root.key == "data" ? "write it beside \"roots\"" : "leave it out: it is made up");
        continue;
      }
      read.roots[std::string(root.key)] = json::to_text(root.value);
    }
  }
  if (const json::Value* trigger = inputs.find("trigger")) {
    for (const Trigger known : {Trigger::on_create, Trigger::on_update, Trigger::scheduled}) {
      if (trigger_name(known) == trigger->as_string()) read.trigger = known;
    }
  }
  if (const json::Value* call_id = inputs.find("call_id")) read.call_id = call_id->as_string();
  if (const json::Value* seed = inputs.find("seed")) read.seed = seed->as_uint64().value_or(0);
  return read;
}

void check_error_code(const json::Value& expect, std::string_view pointer,
                      Diagnostics& diagnostics) {
  const json::Value* expected = expect.find("error");
  const json::Value* name = expected == nullptr ? nullptr : expected->find("code");
  if (name == nullptr || error_code_from_name(name->as_string())) return;
  std::vector<std::string_view> names;
  for (const ErrorInfo& info : error_table()) names.push_back(info.name);
  add_diagnostic(diagnostics, error, code,
                 json::pointer_join(json::pointer_join(pointer, "error"), "code"),
                 "no call ends with the error " + quote(name->as_string()),
                 text::did_you_mean(name->as_string(), names));
}

Example read_example(const json::Value& value, std::string_view pointer, json::Arena& arena,
                     Diagnostics& diagnostics) {
  const json::Value checked = check_object(value, Table::example, pointer, arena, diagnostics);
  Example example;
  if (const json::Value* name = checked.find("name")) example.name = name->as_string();
  if (const json::Value* inputs = checked.find("inputs")) {
    example.inputs = read_inputs(*inputs, json::pointer_join(pointer, "inputs"), diagnostics);
  }
  if (const json::Value* script = checked.find("script")) {
    example.script =
        read_script(*script, json::pointer_join(pointer, "script"), arena, diagnostics);
  }
  if (const json::Value* expect = checked.find("expect")) {
    const std::string expect_pointer = json::pointer_join(pointer, "expect");
    check_error_code(*expect, expect_pointer, diagnostics);
    // As it was written: check_object leaves null members out, and here null is a value.
    example.expect_json = json::to_text(*value.find("expect"));
    if (expect->size() == 0 && value.find("expect")->size() == 0) {
      add_diagnostic(diagnostics, error, code, expect_pointer, "the example expects nothing",
                     R"(name at least the status: {"status": "ok"})");
    }
  }
  return example;
}

}  // namespace

std::vector<Example> read_examples(const json::Value& list, std::string_view pointer,
                                   json::Arena& arena, Diagnostics& diagnostics) {
  std::vector<Example> examples;
  std::set<std::string> names;
  for (const json::Value& item : list.items()) {
    const std::string item_pointer = json::pointer_join(pointer, examples.size());
    examples.push_back(read_example(item, item_pointer, arena, diagnostics));
    if (examples.back().name.empty() || names.insert(examples.back().name).second) continue;
    add_diagnostic(diagnostics, warning, code, json::pointer_join(item_pointer, "name"),
                   "another example has the name " + quote(examples.back().name));
  }
  return examples;
}

}  // namespace fieldcall::config
