// The published schema and the reader accept and refuse the same structures.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "config/field_table.hpp"
#include "draft07.hpp"
#include "fieldcall/field.hpp"

namespace fieldcall {
namespace {

using config::Row;
using config::Table;
using nlohmann::json;

const test::Draft07& schema() {
  static const test::Draft07 checker(json::parse(configuration_schema()));
  return checker;
}

// The rest (grammar of urls and expressions, keys that go together) no schema can say.
bool is_structural(std::string_view code) {
  constexpr std::array<std::string_view, 8> codes{
      "wrong_type", "out_of_range",       "invalid_value", "missing_key",
      "empty_list", "invalid_status_set", "empty_mapping", "too_many_targets"};
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

// Nothing if the two agree.
std::string disagreement(const json& configuration) {
  const Configuration read = parse_configuration(configuration.dump());
  const bool is_refused = std::any_of(
      read.diagnostics.begin(), read.diagnostics.end(), [](const Diagnostic& diagnostic) {
        return diagnostic.severity == Severity::error && is_structural(diagnostic.code);
      });
  if (schema().accepts(configuration) != is_refused) return {};
  return (is_refused ? "only the reader refuses " : "only the schema refuses ") +
         configuration.dump() + diagnostics_to_json(read.diagnostics);
}

const std::vector<json>& auths() {
  static const std::vector<json> all{
      {{"type", "bearer"}, {"token", "{secret.a}"}},
      {{"type", "basic"}, {"username", "u"}, {"password", "{secret.a}"}},
      {{"type", "header"}, {"key", "X-Key"}, {"value", "{secret.a}"}},
      {{"type", "query"}, {"key", "key"}, {"value", "{secret.a}"}},
      {{"type", "oauth2"},
       {"token_url", "https://api.example.com/token"},
       {"client_id", "{secret.a}"},
       {"client_secret", "{secret.b}"}}};
  return all;
}

// Has every object of the table in it.
json full_field(const json& auth) {
  json field = json::parse(R"({"key": "company", "name": "Company", "trigger": "on_create",
    "schedule": {"cron": "0 6 * * *"}, "on_error": {"default": {"a": 1}},
    "api_config": {"url": "https://api.example.com/", "method": "POST",
                   "response_mapping": {"a": {"path": "a"}, "b": "b"}},
    "examples": [{"name": "found", "inputs": {"data": {"a": 1}},
      "script": {"answers": [{"status": 200, "drip": {"pieces": 2, "every_ms": 5}}],
                 "traffic": {"rate": 1}},
      "expect": {"status": "ok", "error": {"code": "timeout"}, "request": {"method": "POST"}}}]})");
  field["api_config"]["auth"] = auth;
  return field;
}

std::string pointer_of(Table table) {
  switch (table) {
    case Table::api_config:
      return "/api_config";
    case Table::schedule:
      return "/schedule";
    case Table::on_error:
      return "/on_error";
    case Table::auth:
      return "/api_config/auth";
    case Table::mapping_rule:
      return "/api_config/response_mapping/a";
    case Table::example:
      return "/examples/0";
    case Table::example_inputs:
      return "/examples/0/inputs";
    case Table::expectation:
      return "/examples/0/expect";
    case Table::expected_error:
      return "/examples/0/expect/error";
    case Table::expected_request:
      return "/examples/0/expect/request";
    case Table::script:
      return "/examples/0/script";
    case Table::traffic:
      return "/examples/0/script/traffic";
    case Table::answer:
      return "/examples/0/script/answers/0";
    case Table::drip:
      return "/examples/0/script/answers/0/drip";
    case Table::form:
    case Table::field:
      return "";
  }
  return "";
}

// Values of every type, around every edge that a row has.
std::vector<json> candidates(const Row& row) {
  std::vector<json> values{nullptr,
                           true,
                           false,
                           0,
                           -1,
                           1,
                           3.0,
                           1.5,
                           100,
                           599,
                           600,
                           99,
                           "",
                           "x",
                           "404",
                           "500-599",
                           "5xx",
                           json::array(),
                           {"x"},
                           {404, "500-599"},
                           {404, 1.5},
                           {nullptr},
                           json::object(),
                           {{"x", 1}},
                           {{"x", "y"}},
                           "404 ",
                           json::array({json::object()})};
  values.insert(values.end(),
                {row.range.least, row.range.least - 1, row.range.most, row.range.most + 1, 1e30});
  for (const std::string_view word : row.words) {
    values.emplace_back(word);
    values.emplace_back(std::string(word) + "s");
    values.push_back(json::array({word}));
  }
  return values;
}

// What a param may hold depends on array_style.
bool is_beyond_schema(const Row& row, const json& value) {
  const auto is_nested = [](const json& item) { return item.is_structured(); };
  return row.key == "params" && value.is_object() &&
         std::any_of(value.begin(), value.end(), is_nested);
}

struct Mutation {
  const Row* row = nullptr;
  json value;  // discarded = remove the key
};

std::vector<Mutation> mutations() {
  std::vector<Mutation> all;
  for (const Row& row : config::field_table()) {
    if (row.table == Table::form) continue;
    all.push_back({&row, json(json::value_t::discarded)});
    for (json& value : candidates(row)) {
      if (!is_beyond_schema(row, value)) all.push_back({&row, std::move(value)});
    }
  }
  return all;
}

void apply(const Mutation& mutation, json& field) {
  const json::json_pointer pointer(pointer_of(mutation.row->table));
  if (!field.contains(pointer) || !field[pointer].is_object()) return;
  json& object = field[pointer];
  const std::string key(mutation.row->key);
  if (mutation.value.is_discarded()) {
    object.erase(key);
  } else {
    object[key] = mutation.value;
  }
}

TEST(ConfigurationSchema, AcceptsWhatTheReaderAccepts) {
  for (const json& auth : auths()) {
    const json field = full_field(auth);
    EXPECT_TRUE(schema().accepts(field));
    EXPECT_EQ(disagreement(field), "");
    EXPECT_EQ(disagreement(json{{"fields", {field}}}), "");
    EXPECT_EQ(disagreement(json::array({field})), "");
  }
}

TEST(ConfigurationSchema, AgreesAboutFiles) {
  for (const char* text : {"[]", "{}", "7", "null", "\"x\"", "[7]", R"({"fields":7})",
                           R"({"fields":null})", R"({"fields":[]})", R"({"fields":[{}]})",
                           R"({"$schema":7,"fields":[]})", R"({"$schema":"x","fields":[]})"}) {
    EXPECT_EQ(disagreement(json::parse(text)), "");
  }
}

TEST(ConfigurationSchema, AgreesAboutEveryRowAndValue) {
  std::size_t refused_count = 0;
  for (const json& auth : auths()) {
    for (const Mutation& mutation : mutations()) {
      const Row& row = *mutation.row;
      const bool is_of_auth = row.table == Table::auth;
      if (!is_of_auth && auth != auths().front()) continue;
      if (is_of_auth && !row.variant.empty() && row.variant != auth["type"]) continue;
      json field = full_field(auth);
      apply(mutation, field);
      EXPECT_EQ(disagreement(field), "") << row.key;
      if (!schema().accepts(field)) ++refused_count;
    }
  }
  EXPECT_GT(refused_count, 500U);
}

template <class T>
const T& pick(const std::vector<T>& items, base::Random& random) {
  return items[static_cast<std::size_t>(random.up_to(items.size() - 1))];
}

TEST(ConfigurationSchema, AgreesAboutSeveralChangesAtOnce) {
  const std::vector<Mutation> all = mutations();
  base::Random random(20260115);
  for (int round = 0; round < 1000; ++round) {
    json field = full_field(pick(auths(), random));
    for (int i = 0; i < 3; ++i) apply(pick(all, random), field);
    EXPECT_EQ(disagreement(field), "");
  }
}

// The reader knows the few patterns of the table by heart; here they are compared.
TEST(ConfigurationSchema, AgreesAboutKeys) {
  for (const char* key :
       {"", "a", "A9", "_", "-a", "9a", "a.b", "a b", "a\n", "\xC3\xA9", "a-b_c"}) {
    json field = full_field(auths().front());
    field["key"] = key;
    EXPECT_EQ(disagreement(field), "");
  }
  for (const std::size_t length : {std::size_t{63}, std::size_t{64}, std::size_t{65}}) {
    json field = full_field(auths().front());
    field["key"] = std::string(length, 'k');
    EXPECT_EQ(disagreement(field), "");
  }
}

// A default in the table is what leaving the key out means.
TEST(ConfigurationSchema, HasDefaultsThatTheReaderAccepts) {
  for (const Row& row : config::field_table()) {
    if (row.default_json.empty()) continue;
    json field = full_field(auths().front());
    apply({&row, json::parse(row.default_json)}, field);
    EXPECT_FALSE(has_errors(parse_configuration(field.dump()).diagnostics)) << row.key;
  }
}

}  // namespace
}  // namespace fieldcall
