#include "fieldcall/plan.hpp"

#include <gtest/gtest.h>

#include "unit/support/form_text.hpp"

namespace fieldcall {
namespace {

using test::form_of;

// "a | b c": the keys of the waves.
std::string waves_text(const Plan& plan) {
  std::string text;
  for (const auto& wave : plan.waves) {
    if (!text.empty()) text += " | ";
    for (std::size_t i = 0; i < wave.size(); ++i) text += (i == 0 ? "" : " ") + wave[i].key;
  }
  return text;
}

std::string skipped_text(const Plan& plan) {
  std::string text;
  for (const SkippedField& field : plan.skipped) {
    text += field.key + ":" + std::string(skip_reason_name(field.reason)) + " ";
  }
  return text;
}

Plan plan_of(const std::vector<Field>& fields, const PlanEvent& event, std::string_view before,
             std::string_view after) {
  Result<Plan> made = plan(fields, event, before, after);
  EXPECT_TRUE(made.ok()) << (made.ok() ? "" : made.error().message);
  return made ? std::move(*made) : Plan{};
}

std::string changed_text(const std::vector<Field>& fields, std::string_view before,
                         std::string_view after) {
  return waves_text(plan_of(fields, {}, before, after));
}

std::vector<Field> chain_form() {
  return form_of({{"score", {"company.name", "income"}, {"score"}, R"(["on_update","manual"])"},
                  {"company",
                   {"vat"},
                   {"company.name", "company.city"},
                   R"(["on_create","on_update","manual"])"},
                  {"map", {"company.city"}, {"place"}, "\"on_create\""},
                  {"daily", {"x"}, {"y"}, R"("scheduled","schedule":{"cron":"@daily"})"}});
}

TEST(Plan, OnCreateRunsWhatCreationTriggersInOrderOfDependencies) {
  const Plan plan = plan_of(chain_form(), {.trigger = Trigger::on_create}, "", R"({"vat":1})");
  EXPECT_EQ(waves_text(plan), "company | map");
  EXPECT_EQ(plan.waves[0][0].reason, PlanReason::created);
  EXPECT_EQ(plan.chain_depth, 0U);
  EXPECT_TRUE(plan.skipped.empty());
}

TEST(Plan, OnUpdateRunsWhatWatchesAChangedValue) {
  const auto fields = chain_form();
  EXPECT_EQ(changed_text(fields, R"({"vat":1})", R"({"vat":2})"), "company");
  EXPECT_EQ(changed_text(fields, R"({"income":1})", R"({"income":2})"), "score");
  EXPECT_EQ(changed_text(fields, R"({"other":1})", R"({"other":2})"), "");
  const Plan both = plan_of(fields, {}, R"({"vat":1,"income":1})", R"({"vat":2,"income":5})");
  EXPECT_EQ(waves_text(both), "company | score");
  EXPECT_EQ(both.waves[1][0].changed, std::vector<std::string>{"income"});
  ASSERT_EQ(both.waves[1][0].after.size(), 1U);
  EXPECT_EQ(both.waves[1][0].after[0].field, "company");
  EXPECT_EQ(both.waves[1][0].after[0].writes, "company.name");
  EXPECT_EQ(both.waves[1][0].after[0].reads, "company.name");
}

TEST(Plan, ValuesAreComparedAsJson) {
  const auto fields = form_of({{"f", {"x"}, {"y"}}});
  const auto fires = [&](std::string_view before, std::string_view after) {
    return changed_text(fields, before, after) == "f";
  };
  EXPECT_FALSE(fires(R"({"x":1})", R"({"x":1.0})"));
  EXPECT_FALSE(fires(R"({"x":{"a":1,"b":2}})", R"({"x":{"b":2.0,"a":1}})"));
  EXPECT_FALSE(fires(R"({"x":null})", "{}"));
  EXPECT_FALSE(fires("", R"({"x":null})"));
  EXPECT_TRUE(fires(R"({"x":"1"})", R"({"x":1})"));
  EXPECT_TRUE(fires(R"({"x":""})", "{}"));
  EXPECT_TRUE(fires(R"({"x":[1,2]})", R"({"x":[2,1]})"));
  EXPECT_TRUE(fires(R"({"x":9007199254740993})", R"({"x":9007199254740992})"));
  EXPECT_TRUE(fires("{}", R"({"x":false})"));
}

TEST(Plan, APathThroughAnArrayWatchesAllOfIt) {
  const auto fields = form_of({{"f", {"lines[0].sku"}, {"y"}}});
  EXPECT_EQ(changed_text(fields, R"({"lines":[{"sku":1},{"sku":2}]})",
                         R"({"lines":[{"sku":1},{"sku":3}]})"),
            "f");
  EXPECT_EQ(
      changed_text(fields, R"({"lines":[{"sku":1}],"z":1})", R"({"lines":[{"sku":1}],"z":2})"), "");
}

TEST(Plan, AnExplicitWatchReplacesTheDerivedOne) {
  const auto fields =
      form_of({{"f", {"x"}, {"y"}, "\"on_update\"", R"(,"watch":["data.status","a.b"])"}});
  EXPECT_EQ(changed_text(fields, R"({"x":1})", R"({"x":2})"), "");
  EXPECT_EQ(changed_text(fields, R"({"status":1})", R"({"status":2})"), "f");
  EXPECT_EQ(changed_text(fields, R"({"a":{}})", R"({"a":{"b":0}})"), "f");
}

TEST(Plan, NamedFieldsRunAndTheOthersSayWhyNot) {
  const auto fields = chain_form();
  const Plan plan =
      plan_of(fields,
              {.trigger = Trigger::manual,
               .fields = {"score", "map", "compny", "company", "score", "zzz", "zzz"}},
              "", R"({"vat":1,"income":2})");
  EXPECT_EQ(waves_text(plan), "company | score");
  EXPECT_EQ(plan.waves[0][0].reason, PlanReason::named);
  EXPECT_EQ(skipped_text(plan), "map:not_triggered compny:unknown_field zzz:unknown_field ");
  EXPECT_EQ(plan.skipped[0].message, "\"map\" starts on on_create, not on manual");
  EXPECT_EQ(plan.skipped[1].fix, "did you mean \"company\"?");
  EXPECT_EQ(waves_text(plan_of(fields, {.trigger = Trigger::manual}, "", "")), "");
  const Plan due = plan_of(fields, {.trigger = Trigger::scheduled, .fields = {"daily"}}, "", "");
  EXPECT_EQ(waves_text(due), "daily");
  EXPECT_EQ(due.waves[0][0].reason, PlanReason::due);
}

TEST(Plan, NamesNarrowWhatCreationAndChangesStart) {
  const auto fields = chain_form();
  EXPECT_EQ(waves_text(plan_of(fields, {.trigger = Trigger::on_create, .fields = {"map"}}, "", "")),
            "map");
  const Plan plan = plan_of(fields, {.fields = {"score", "map"}}, R"({"vat":1})", R"({"vat":2})");
  EXPECT_EQ(waves_text(plan), "");
  EXPECT_EQ(skipped_text(plan), "score:not_changed map:not_triggered ");
}

// Everybody feeds who reads the whole case, but not everybody runs before it.
TEST(Plan, NamesOnlyFieldsOfEarlierWavesAsReasons) {
  const auto whole = [](const std::string& key) {
    return R"({"key":")" + key + R"(","name":"N","api_config":{"method":"POST",
        "url":"https://api.example.com/","body":"{= data }","response_mapping":{")" +
           key + R"(_id":"id"}}})";
  };
  const Configuration form =
      parse_configuration("[" + whole("one") + "," + whole("two") + "," +
                          test::field_text({"a", {"i"}, {"x"}, "\"on_create\""}) + "]");
  const Plan plan = plan_of(form.fields, {.trigger = Trigger::on_create}, "", "");
  EXPECT_EQ(waves_text(plan), "a | one two");
  for (const PlannedField& field : plan.waves[1]) {
    ASSERT_EQ(field.after.size(), 1U);
    EXPECT_EQ(field.after[0].field + field.after[0].writes + field.after[0].reads, "axdata");
  }
}

TEST(Plan, SaysWhatIsMissingUnlessTheCaseOrAFieldBeforeSuppliesIt) {
  const auto fields = form_of({{"a", {"vat", "vat", "b?", "c ?? 1", "lines[1].sku"}, {"name"}},
                               {"b", {"name", "income", "vat"}, {"y"}}});
  const Plan plan =
      plan_of(fields, {}, R"({"vat":1})", R"({"vat":null,"lines":[{"sku":1}],"income":0})");
  EXPECT_EQ(waves_text(plan), "a | b");
  EXPECT_EQ(plan.waves[0][0].missing, (std::vector<std::string>{"data.vat", "data.lines[1].sku"}));
  EXPECT_EQ(plan.waves[1][0].missing, std::vector<std::string>{"data.vat"});
  const Plan alone = plan_of(fields, {}, "", R"({"income":1})");
  EXPECT_EQ(waves_text(alone), "b");
  EXPECT_EQ(alone.waves[0][0].missing, (std::vector<std::string>{"data.name", "data.vat"}));
}

TEST(Plan, WhatAFieldWroteItselfDoesNotStartItAgain) {
  const auto fields = form_of({{"norm", {"phone"}, {"phone"}}, {"other", {"phone"}, {"carrier"}}});
  const std::string before = R"({"phone":"02/123"})";
  const std::string after = R"({"phone":"+322123"})";
  EXPECT_EQ(changed_text(fields, before, after), "norm | other");
  const Plan plan = plan_of(fields, {.written_by = {"norm"}, .chain_depth = 2}, before, after);
  EXPECT_EQ(waves_text(plan), "other");
  EXPECT_EQ(skipped_text(plan), "norm:own_update ");
  EXPECT_EQ(plan.chain_depth, 3U);
}

TEST(Plan, WhatOthersWroteBesideStartsIt) {
  const auto fields = form_of({{"f", {"company"}, {"company.name", "company.a.b"}}});
  const PlanEvent own{.written_by = {"f"}};
  const auto text = [&](std::string_view before, std::string_view after) {
    return waves_text(plan_of(fields, own, before, after));
  };
  EXPECT_EQ(text("{}", R"({"company":{"name":"x","a":{"b":1}}})"), "");
  EXPECT_EQ(text(R"({"company":{"name":"x"}})", R"({"company":{"name":"y","a":{"b":2}}})"), "");
  EXPECT_EQ(text(R"({"company":{"name":"x"}})", R"({"company":{"name":"y","city":"z"}})"), "f");
  EXPECT_EQ(text("{}", R"({"company":{"a":{"b":1,"c":1}}})"), "f");
  EXPECT_EQ(text(R"({"company":"text"})", R"({"company":{"name":"y"}})"), "f");
  EXPECT_EQ(text(R"({"company":{"a":1}})", R"({"company":{"a":2}})"), "f");
}

TEST(Plan, FieldsStillToStartAreNotPlannedAgain) {
  const auto fields = chain_form();
  const Plan plan =
      plan_of(fields, {.written_by = {"company"}, .planned = {"score"}, .chain_depth = 0},
              R"({"vat":1})", R"({"vat":1,"company":{"name":"A"}})");
  EXPECT_EQ(waves_text(plan), "");
  EXPECT_EQ(skipped_text(plan), "score:already_planned ");
}

// The protocol of the header, played by a host whose fields write what they read.
TEST(Plan, AHostRunsEachFieldOnceAfterAChange) {
  const auto fields = form_of(
      {{"d", {"c"}, {"d"}}, {"a", {"x"}, {"a"}}, {"b", {"a", "x"}, {"b"}}, {"c", {"b"}, {"c"}}});
  std::string ran;
  std::vector<std::string> before_texts{R"({"x":1})"};
  std::string data = R"({"x":2)";
  Plan current = plan_of(fields, {}, R"({"x":1})", data + "}");
  EXPECT_EQ(waves_text(current), "a | b");
  std::vector<Plan> open{current};
  while (!open.empty()) {
    const Plan next = open.front();
    open.erase(open.begin());
    for (std::size_t wave = 0; wave < next.waves.size(); ++wave) {
      const std::string before = data + "}";
      PlanEvent event{.chain_depth = next.chain_depth};
      for (const PlannedField& field : next.waves[wave]) {
        ran += field.key + std::to_string(next.chain_depth) + " ";
        data += ",\"" + field.key + "\":1";
        event.written_by.push_back(field.key);
      }
      for (std::size_t later = wave + 1; later < next.waves.size(); ++later) {
        for (const PlannedField& field : next.waves[later]) event.planned.push_back(field.key);
      }
      const Plan more = plan_of(fields, event, before, data + "}");
      if (!more.waves.empty()) open.push_back(more);
    }
  }
  EXPECT_EQ(ran, "a0 b0 c1 d2 ");
}

TEST(Plan, RefusesWhatIsNoCase) {
  const auto fields = chain_form();
  const auto refused = [&](std::string_view before, std::string_view after) {
    const Result<Plan> made = plan(fields, {}, before, after);
    return made ? std::string() : made.error().code + ": " + made.error().message;
  };
  EXPECT_EQ(refused("[]", "{}"), "invalid_data: the case before is array, not an object");
  EXPECT_EQ(refused("{}", "{\n \"a\": }").substr(0, 40),
            "invalid_data: the case after is not JSON");
  EXPECT_NE(refused("{}", "{\n \"a\": }").find("line 2, column 7"), std::string::npos);
  const std::string large = "{\"a\":\"" + std::string(4 * 1024 * 1024, 'x') + "\"}";
  EXPECT_NE(refused(large, "{}").find("larger than"), std::string::npos);
  std::string deep(100, '[');
  EXPECT_NE(refused("{}", "{\"a\":" + deep), "");
}

TEST(Plan, RefusesFieldsThatAreNotOneForm) {
  std::vector<Field> fields = form_of({{"a", {"x"}, {"y"}}});
  fields.push_back(form_of({{"b", {"y"}, {"x"}}}).front());
  const Result<Plan> cycle = plan(fields, {}, "", R"({"x":1,"y":1})");
  ASSERT_FALSE(cycle.ok());
  EXPECT_EQ(cycle.error().code, "dependency_cycle");
  EXPECT_NE(cycle.error().message.find("a -> b -> a"), std::string::npos);
  // One of them alone is no cycle.
  EXPECT_TRUE(plan(fields, {}, "", R"({"x":1})").ok());
  fields.push_back(fields.front());
  const Result<Plan> twice = plan(fields, {}, "", "");
  ASSERT_FALSE(twice.ok());
  EXPECT_EQ(twice.error().code, "duplicate_field_key");
}

TEST(Plan, ChainDepthStaysARealNumber) {
  const Plan plan = plan_of({}, {.written_by = {"a"}, .chain_depth = 4294967295}, "", "");
  EXPECT_EQ(plan.chain_depth, 4294967295U);
  EXPECT_EQ(plan_of({}, {.chain_depth = 3}, "", "").chain_depth, 0U);
  EXPECT_EQ(plan_of({}, {.trigger = Trigger::manual, .written_by = {"a"}}, "", "").chain_depth, 0U);
}

TEST(PlanToJson, SaysItAll) {
  const auto fields = chain_form();
  const Plan plan = plan_of(fields, {.fields = {"company", "score", "scor"}},
                            R"({"vat":1,"income":1})", R"({"vat":2})");
  EXPECT_EQ(plan_to_json(plan),
            R"({"event":"on_update","chain_depth":0,"waves":[[{"field":"company","reason":)"
            R"("changed","changed":["vat"]}],[{"field":"score","reason":"changed","changed":)"
            R"(["income"],"after":[{"field":"company","writes":"company.name","reads":)"
            R"("company.name"}],"missing":["data.income"]}]],"skipped":[{"field":"scor","reason":)"
            R"("unknown_field","message":"the form has no field \"scor\"","fix":)"
            R"("did you mean \"score\"?"}]})");
  EXPECT_EQ(plan_to_json(Plan{.trigger = Trigger::manual}),
            R"({"event":"manual","chain_depth":0,"waves":[],"skipped":[]})");
}

}  // namespace
}  // namespace fieldcall
