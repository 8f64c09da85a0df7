// Plans of random forms: what must hold whatever the form looks like.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>

#include "base/random.hpp"
#include "config/dependencies.hpp"
#include "fieldcall/plan.hpp"
#include "mapping/target_path.hpp"
#include "unit/support/form_text.hpp"

namespace fieldcall {
namespace {

// A handful of places with parts, so that much of it overlaps.
std::string random_path(base::Random& random) {
  std::string path(1, static_cast<char>('a' + random.up_to(5)));
  const std::uint64_t steps = random.up_to(2);
  for (std::uint64_t i = 0; i < steps; ++i) {
    path += std::string(".") + static_cast<char>('p' + random.up_to(2));
  }
  return path;
}

std::vector<test::FormRow> random_form(base::Random& random) {
  static const char* const triggers[]{"\"on_create\"", "\"on_update\"", "\"manual\"",
                                      R"(["on_create","on_update"])", R"(["on_update","manual"])"};
  std::vector<test::FormRow> rows;
  const std::uint64_t count = 1 + random.up_to(8);
  for (std::uint64_t i = 0; i < count; ++i) {
    test::FormRow row{"f" + std::to_string(i), {}, {}, triggers[random.up_to(4)]};
    for (std::uint64_t n = random.up_to(2); n > 0; --n) row.reads.push_back(random_path(random));
    row.writes.push_back(random_path(random));
    if (random.up_to(4) == 0) row.more = ",\"watch\":[\"" + random_path(random) + "\"]";
    rows.push_back(std::move(row));
  }
  return rows;
}

bool starts_on(const Field& field, Trigger trigger) {
  const auto& triggers = field.config().triggers;
  return std::find(triggers.begin(), triggers.end(), trigger) != triggers.end();
}

// The definition, slowly: a target of `writer` is, holds or lies in a path that `reader` awaits.
bool feeds(const Field& writer, const Field& reader, Trigger trigger) {
  for (const config::DataPath& path : config::awaited_paths(reader.config(), trigger)) {
    for (const mapping::Rule& rule : writer.config().mapping.rules) {
      if (mapping::paths_overlap(rule.path, path)) return true;
    }
  }
  return false;
}

// Fields on a cycle of two or more, by following all ways.
std::set<std::string> on_cycles(const std::vector<Field>& fields, Trigger trigger) {
  const std::size_t count = fields.size();
  std::vector<std::vector<bool>> reaches(count, std::vector<bool>(count, false));
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = 0; j < count; ++j) {
      reaches[i][j] = i != j && starts_on(fields[i], trigger) && starts_on(fields[j], trigger) &&
                      feeds(fields[i], fields[j], trigger);
    }
  }
  for (std::size_t k = 0; k < count; ++k) {
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t j = 0; j < count; ++j) {
        if (reaches[i][k] && reaches[k][j]) reaches[i][j] = true;
      }
    }
  }
  std::set<std::string> found;
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = 0; j < count; ++j) {
      if (i != j && reaches[i][j] && reaches[j][i]) found.insert(fields[i].key());
    }
  }
  return found;
}

struct Tally {
  int plans = 0;
  int planned_fields = 0;
  int edges = 0;
  int cyclic_forms = 0;
};

void check_plan(const std::vector<Field>& fields, Trigger trigger, Tally& tally) {
  PlanEvent event{.trigger = trigger};
  if (trigger == Trigger::manual) {
    for (const Field& field : fields) event.fields.push_back(field.key());
  }
  const std::string after = R"({"a":{"p":1,"q":{"r":2}},"b":1,"c":{"p":{"q":1}},"d":[1]})";
  const Result<Plan> made = plan(fields, event, "", after);
  ASSERT_TRUE(made.ok()) << made.error().message;
  EXPECT_EQ(plan_to_json(*made), plan_to_json(*plan(fields, event, "", after)));
  ++tally.plans;

  std::map<std::string, std::size_t> wave_of;
  std::map<std::string, std::size_t> place_in_form;
  for (std::size_t i = 0; i < fields.size(); ++i) place_in_form[fields[i].key()] = i;
  for (std::size_t wave = 0; wave < made->waves.size(); ++wave) {
    ASSERT_FALSE(made->waves[wave].empty());
    for (std::size_t i = 0; i < made->waves[wave].size(); ++i) {
      const std::string& key = made->waves[wave][i].key;
      EXPECT_TRUE(wave_of.emplace(key, wave).second) << key << " is planned twice";
      if (i > 0) {
        EXPECT_LT(place_in_form[made->waves[wave][i - 1].key], place_in_form[key]);
      }
      ++tally.planned_fields;
    }
  }
  for (const Field& reader : fields) {
    if (!wave_of.contains(reader.key())) continue;
    bool waits_for_wave_before = wave_of[reader.key()] == 0;
    for (const Field& writer : fields) {
      if (writer.key() == reader.key() || !wave_of.contains(writer.key())) continue;
      if (!feeds(writer, reader, trigger)) continue;
      ++tally.edges;
      EXPECT_LT(wave_of[writer.key()], wave_of[reader.key()]);
      waits_for_wave_before |= wave_of[writer.key()] + 1 == wave_of[reader.key()];
    }
    EXPECT_TRUE(waits_for_wave_before) << reader.key() << " could run earlier";
    EXPECT_TRUE(starts_on(reader, trigger));
  }
  for (const Field& field : fields) {
    const bool should_run = trigger != Trigger::on_update && starts_on(field, trigger);
    EXPECT_TRUE(!should_run || wave_of.contains(field.key())) << field.key();
  }
}

TEST(PlanProperties, HoldForRandomForms) {
  Tally tally;
  base::Random random(20260115);
  for (int round = 0; round < 1000; ++round) {
    const std::vector<test::FormRow> rows = random_form(random);
    SCOPED_TRACE(test::form_text(rows));
    std::vector<Field> all;
    for (const test::FormRow& row : rows) {
      Configuration alone = parse_configuration(test::field_text(row));
      ASSERT_EQ(alone.fields.size(), 1U) << diagnostics_to_json(alone.diagnostics);
      all.push_back(alone.fields.front());
    }
    std::set<std::string> expected;
    for (const Trigger trigger : {Trigger::on_create, Trigger::on_update, Trigger::manual}) {
      expected.merge(on_cycles(all, trigger));
    }
    const Configuration form = parse_configuration(test::form_text(rows));
    std::set<std::string> refused;
    for (const Field& field : all) refused.insert(field.key());
    for (const Field& field : form.fields) refused.erase(field.key());
    EXPECT_EQ(refused, expected);
    tally.cyclic_forms += expected.empty() ? 0 : 1;
    for (const Trigger trigger : {Trigger::on_create, Trigger::on_update, Trigger::manual}) {
      check_plan(form.fields, trigger, tally);
    }
    if (testing::Test::HasFailure()) return;
  }
  // Numbers that keep the test from looking at nothing.
  EXPECT_EQ(tally.plans, 3000);
  EXPECT_GT(tally.planned_fields, 3000);
  EXPECT_GT(tally.edges, 500);
  EXPECT_GT(tally.cyclic_forms, 80);
  std::printf("%d plans, %d planned fields, %d dependencies, %d forms with a cycle\n", tally.plans,
              tally.planned_fields, tally.edges, tally.cyclic_forms);
}

}  // namespace
}  // namespace fieldcall
