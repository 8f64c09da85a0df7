#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "config/field_config.hpp"
#include "fieldcall/field.hpp"
#include "fieldcall/limits.hpp"

namespace fieldcall {
namespace {

using config::DataPath;
using config::FieldConfig;
using nlohmann::ordered_json;

ordered_json minimal_field() {
  return ordered_json::parse(R"({"key": "company", "name": "Company", "api_config": {
    "url": "https://api.example.com/v1/{data.vat_number}", "method": "GET",
    "response_mapping": {"company.name": "result.name"}}})");
}

// The only field of a configuration, which must be without problems.
std::shared_ptr<const FieldConfig> read(const ordered_json& field, ParseOptions options = {}) {
  static std::vector<Field> keep;
  const Configuration configuration = parse_configuration(field.dump(), options);
  EXPECT_EQ(diagnostics_to_json(configuration.diagnostics), R"({"valid":true,"diagnostics":[]})");
  if (configuration.fields.size() != 1) return nullptr;
  keep.push_back(configuration.fields.front());
  return std::make_shared<const FieldConfig>(configuration.fields.front().config());
}

std::string codes(const Configuration& configuration) {
  std::string text;
  for (const Diagnostic& diagnostic : configuration.diagnostics) {
    text += (text.empty() ? "" : " ") + diagnostic.code;
  }
  return text;
}

std::string codes(const ordered_json& value) {
  return codes(parse_configuration(value.dump()));
}

TEST(ParseConfiguration, FillsInTheDefaults) {
  const auto config = read(minimal_field());
  ASSERT_NE(config, nullptr);
  EXPECT_EQ(config->key, "company");
  EXPECT_EQ(config->name, "Company");
  EXPECT_EQ(config->description, "");
  EXPECT_EQ(config->section, "");
  EXPECT_EQ(config->triggers, std::vector{Trigger::on_create});
  EXPECT_EQ(config->watch, (std::vector<DataPath>{{"vat_number"}}));
  EXPECT_EQ(config->inputs, (std::vector<DataPath>{{"vat_number"}}));
  EXPECT_FALSE(config->schedule);
  EXPECT_EQ(config->visibility, config::Visibility::always_visible);
  EXPECT_EQ(config->on_error.kind, mapping::OnError::Kind::keep);
  EXPECT_EQ(config->overwrite, mapping::Overwrite::if_unchanged);
  EXPECT_EQ(config->retry.retries_max, 3);
  EXPECT_TRUE(config->retry.is_idempotent);
  for (const std::int32_t status : {408, 425, 429, 500, 599}) {
    EXPECT_TRUE(config->retry.statuses.contains(status));
  }
  EXPECT_FALSE(config->retry.statuses.contains(404));
  EXPECT_EQ(config->timeout, Millis{30'000});
  // 4 attempts of 30 s, and waits of at most 0.5, 1 and 2 s.
  EXPECT_EQ(config->deadline, Millis{123'500});
  EXPECT_EQ(config->redirects_max, 0);
  EXPECT_EQ(config->response_bytes_max, 1'048'576U);
  EXPECT_EQ(config->cache.duration_s, 0);
  EXPECT_EQ(config->cache.stale_if_error_s, 0);
  EXPECT_TRUE(config->examples.empty());
  EXPECT_EQ(config->hash.size(), 16U);
  EXPECT_TRUE(config->diagnostics.empty());
}

TEST(ParseConfiguration, ReadsEveryKey) {
  ordered_json field = minimal_field();
  field.update(ordered_json::parse(R"({"$schema": "./fieldcall.schema.json", "type": "api_call",
    "description": "Looks it up", "section": "main", "retry": 1, "timeout": 5000,
    "cache_duration": 60, "visibility": "hide-when-empty",
    "trigger": ["on_update", "scheduled", "on_update", "manual", "on_create"],
    "watch": ["data.vat_number", "address.lines[0].city", "\"first-name\""],
    "schedule": {"cron": "0 6 * * *", "timezone": "Europe/Brussels"}, "deadline": 9000,
    "on_error": {"default": {"data.company.name": "unknown"}}, "overwrite": "always",
    "stale_if_error": 30, "examples": [{"name": "found", "script": [], "expect": {"status": "ok"}}]})"));
  field["api_config"].update(ordered_json::parse(R"({"retry_on": [429, "502-504"],
    "idempotent": false, "max_redirects": 2, "max_response_bytes": 2048,
    "success_when": "body.ok", "error_message": "body.error"})"));
  const auto config = read(field);
  ASSERT_NE(config, nullptr);
  EXPECT_EQ(config->description, "Looks it up");
  EXPECT_EQ(config->section, "main");
  EXPECT_EQ(config->triggers, (std::vector{Trigger::on_update, Trigger::scheduled, Trigger::manual,
                                           Trigger::on_create}));
  EXPECT_EQ(config->watch,
            (std::vector<DataPath>{{"vat_number"}, {"address", "lines", "city"}, {"first-name"}}));
  ASSERT_TRUE(config->schedule);
  EXPECT_EQ(config->schedule->cron(), "0 6 * * *");
  EXPECT_EQ(config->schedule->timezone(), "Europe/Brussels");
  EXPECT_EQ(config->visibility, config::Visibility::hide_when_empty);
  ASSERT_EQ(config->on_error.kind, mapping::OnError::Kind::defaults);
  EXPECT_EQ(config->on_error.defaults.front().target, "company.name");
  EXPECT_EQ(config->overwrite, mapping::Overwrite::always);
  EXPECT_EQ(config->retry.retries_max, 1);
  EXPECT_FALSE(config->retry.is_idempotent);
  EXPECT_TRUE(config->retry.statuses.contains(503));
  EXPECT_FALSE(config->retry.statuses.contains(500));
  EXPECT_EQ(config->timeout, Millis{5000});
  EXPECT_EQ(config->deadline, Millis{9000});
  EXPECT_EQ(config->redirects_max, 2);
  EXPECT_EQ(config->response_bytes_max, 2048U);
  EXPECT_EQ(config->cache.duration_s, 60);
  EXPECT_EQ(config->cache.stale_if_error_s, 30);
  ASSERT_EQ(config->examples.size(), 1U);
  EXPECT_EQ(config->examples.front().name, "found");
}

TEST(ParseConfiguration, TakesNullForWhatIsLeftOut) {
  ordered_json field = minimal_field();
  for (const char* key : {"description", "section", "trigger", "retry", "watch", "schedule",
                          "deadline", "on_error", "examples"}) {
    field[key] = nullptr;
  }
  for (const char* key : {"headers", "params", "body", "auth", "retry_on", "success_when",
                          "error_message", "response_type", "body_type"}) {
    field["api_config"][key] = nullptr;
  }
  const auto config = read(field);
  ASSERT_NE(config, nullptr);
  EXPECT_EQ(config->retry.retries_max, 3);
}

TEST(ParseConfiguration, ReadsWordsOfVisibilityAndOnError) {
  ordered_json field = minimal_field();
  field["visibility"] = "always-hide";
  field["on_error"] = "clear";
  field["schedule"] = {{"cron", "@daily"}};
  field["trigger"] = "scheduled";
  const auto config = read(field);
  ASSERT_NE(config, nullptr);
  EXPECT_EQ(config->visibility, config::Visibility::always_hide);
  EXPECT_EQ(config->on_error.kind, mapping::OnError::Kind::clear);
  EXPECT_EQ(config->schedule->timezone(), "UTC");
}

TEST(ParseConfiguration, BoundsTheDefaultDeadline) {
  ordered_json field = minimal_field();
  field["retry"] = 10;
  field["timeout"] = 120'000;
  EXPECT_EQ(read(field)->deadline, Millis{600'000});
  field["retry"] = 0;
  EXPECT_EQ(read(field)->deadline, Millis{120'000});
}

TEST(ParseConfiguration, ReadsArraysAndForms) {
  ordered_json second = minimal_field();
  second["key"] = "second";
  const ordered_json fields{minimal_field(), second};
  for (const ordered_json& file : {fields, ordered_json{{"fields", fields}},
                                   ordered_json{{"$schema", "x"}, {"fields", fields}}}) {
    const Configuration configuration = parse_configuration(file.dump());
    EXPECT_EQ(codes(configuration), "");
    ASSERT_EQ(configuration.fields.size(), 2U);
    EXPECT_EQ(configuration.fields[0].key(), "company");
    EXPECT_EQ(configuration.fields[0].name(), "Company");
    EXPECT_EQ(configuration.fields[1].key(), "second");
  }
  EXPECT_EQ(codes(ordered_json::array()), "");
  EXPECT_EQ(codes(ordered_json{{"fields", ordered_json::array()}}), "");
}

TEST(ParseConfiguration, RefusesWhatIsNoConfiguration) {
  EXPECT_EQ(codes(ordered_json("text")), "wrong_type");
  EXPECT_EQ(codes(ordered_json(7)), "wrong_type");
  EXPECT_EQ(codes(ordered_json::array({7, nullptr})), "wrong_type wrong_type");
  EXPECT_EQ(codes(ordered_json{{"fields", 7}}), "wrong_type");
  EXPECT_EQ(codes(parse_configuration("")), "invalid_json");
  EXPECT_EQ(codes(parse_configuration(std::string(100, '['))), "invalid_json");
  EXPECT_EQ(codes(parse_configuration("\"\xff\"")), "invalid_json");
}

TEST(ParseConfiguration, KeepsTheValidFieldsOfAForm) {
  ordered_json bad = minimal_field();
  bad["key"] = "bad";
  bad["retry"] = 11;
  ordered_json doubtful = minimal_field();
  doubtful["key"] = "doubtful";
  doubtful["cache_duraton"] = 5;
  const Configuration configuration =
      parse_configuration(ordered_json{{"fields", {minimal_field(), bad, doubtful}}}.dump());
  EXPECT_EQ(codes(configuration), "out_of_range unknown_key");
  ASSERT_EQ(configuration.fields.size(), 2U);
  EXPECT_TRUE(configuration.fields[0].config().diagnostics.empty());
  EXPECT_EQ(configuration.fields[1].key(), "doubtful");
  ASSERT_EQ(configuration.fields[1].config().diagnostics.size(), 1U);
  EXPECT_EQ(configuration.fields[1].config().diagnostics[0].pointer, "/fields/2/cache_duraton");
  EXPECT_EQ(configuration.fields[1].config().diagnostics[0].line, 1U);
}

TEST(ParseConfiguration, LeavesOutTheFieldWithADuplicateKeyOnly) {
  const std::string good = minimal_field().dump();
  const std::string bad = R"({"key":"b","key":"c",)" + good.substr(good.find("\"name\""));
  const Configuration configuration = parse_configuration("[" + good + "," + bad + "]");
  EXPECT_EQ(codes(configuration), "duplicate_key");
  EXPECT_EQ(configuration.diagnostics[0].pointer, "/1/key");
  ASSERT_EQ(configuration.fields.size(), 1U);
  EXPECT_EQ(configuration.fields[0].key(), "company");
}

TEST(ParseConfiguration, ReportsEverythingInTheOrderOfTheText) {
  const Configuration configuration = parse_configuration(
      "{\n"
      "  \"retry\": 11,\n"
      "  \"api_config\": {\n"
      "    \"method\": \"FETCH\",\n"
      "    \"headers\": {\"Host\": \"x\"},\n"
      "    \"retry_on\": 700,\n"
      "    \"response_mapping\": {\"a\": \"[\"}\n"
      "  },\n"
      "  \"trigger\": \"on_save\"\n"
      "}\n");
  std::string lines;
  for (const Diagnostic& diagnostic : configuration.diagnostics) {
    lines +=
        std::to_string(diagnostic.line) + " " + diagnostic.code + " " + diagnostic.pointer + "\n";
  }
  EXPECT_EQ(lines,
            "1 missing_key \n"
            "1 missing_key \n"
            "2 out_of_range /retry\n"
            "3 missing_key /api_config\n"
            "4 invalid_value /api_config/method\n"
            "5 invalid_header /api_config/headers/Host\n"
            "6 invalid_status_set /api_config/retry_on\n"
            "7 expression_syntax /api_config/response_mapping/a\n"
            "9 invalid_value /trigger\n");
  EXPECT_TRUE(configuration.fields.empty());
}

TEST(ParseConfiguration, KnowsTheRootsOfTheHost) {
  ordered_json field = minimal_field();
  field["api_config"]["url"] = "{env.api_base}/v1";
  EXPECT_NE(read(field, {.roots = {"env"}}), nullptr);
  EXPECT_EQ(codes(field), "unknown_root");
}

TEST(ParseConfiguration, HashesContentNotLayout) {
  const std::string hash = read(minimal_field())->hash;
  const Configuration pretty = parse_configuration(minimal_field().dump(2));
  EXPECT_EQ(pretty.fields.at(0).config().hash, hash);
  ordered_json other = minimal_field();
  other["retry"] = 4;
  EXPECT_NE(read(other)->hash, hash);
}

TEST(ParseConfiguration, RefusesOddWatches) {
  for (const char* path :
       {"", "a b", "a}{b", "= a ", "a?", "a ?? 1", "secret.a", "call.id", "+a", "data.", "a[*]"}) {
    ordered_json field = minimal_field();
    field["trigger"] = "on_update";
    field["watch"] = {path};
    EXPECT_EQ(codes(field), "invalid_watch") << path;
  }
}

// ---- limits ----

TEST(ParseConfiguration, RefusesTextsOverTheirLimit) {
  EXPECT_EQ(codes(parse_configuration(std::string(limits::config_bytes_max + 1, ' '))),
            "config_too_large");
  ordered_json field = minimal_field();
  field["api_config"]["url"] = "https://api.example.com/" + std::string(limits::url_bytes_max, 'a');
  EXPECT_EQ(codes(field), "url_too_long");
  field = minimal_field();
  field["api_config"]["headers"]["X-A"] = std::string(limits::template_bytes_max + 1, 'a');
  EXPECT_EQ(codes(field), "template_too_long");
}

TEST(ParseConfiguration, RefusesTooManyOfOneKind) {
  const auto members = [](std::size_t count) {
    ordered_json object;
    for (std::size_t i = 0; i < count; ++i) object["m" + std::to_string(i)] = "x";
    return object;
  };
  ordered_json field = minimal_field();
  field["api_config"]["headers"] = members(limits::headers_max + 1);
  EXPECT_EQ(codes(field), "too_many_headers");
  field = minimal_field();
  field["api_config"]["params"] = members(limits::params_max + 1);
  EXPECT_EQ(codes(field), "too_many_params");
  field = minimal_field();
  field["api_config"]["response_mapping"] = members(limits::mapping_targets_max + 1);
  EXPECT_EQ(codes(field), "too_many_targets");
}

TEST(ParseConfiguration, ListsErrorsFirstWhenThereAreTooManyProblems) {
  ordered_json field = minimal_field();
  for (std::uint32_t i = 0; i < limits::diagnostics_max; ++i) field["x" + std::to_string(i)] = i;
  field["retry"] = 11;
  const Configuration configuration = parse_configuration(field.dump());
  ASSERT_EQ(configuration.diagnostics.size(), limits::diagnostics_max + 1);
  const auto is_out_of_range = [](const Diagnostic& diagnostic) {
    return diagnostic.code == "out_of_range";
  };
  EXPECT_EQ(std::count_if(configuration.diagnostics.begin(), configuration.diagnostics.end(),
                          is_out_of_range),
            1);
  EXPECT_EQ(configuration.diagnostics.back().code, "too_many_problems");
}

TEST(ParseConfiguration, RefusesLongKeysAroundManyValues) {
  const std::string key(60'000, 'k');
  ordered_json field = minimal_field();
  field["api_config"]["body"] = {{key, ordered_json(std::vector<int>(2'000, 0))}};
  EXPECT_EQ(codes(field), "config_too_complex");
}

}  // namespace
}  // namespace fieldcall
