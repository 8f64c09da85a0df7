#include "config/dependencies.hpp"

#include <gtest/gtest.h>

#include "config/data_path.hpp"
#include "unit/support/form_text.hpp"

namespace fieldcall::config {
namespace {

std::vector<const FieldConfig*> configs_of(const std::vector<Field>& fields) {
  std::vector<const FieldConfig*> configs;
  for (const Field& field : fields) configs.push_back(&field.config());
  return configs;
}

// "a | b c | d": the waves of a form.
std::string waves_text(const std::vector<test::FormRow>& rows,
                       std::optional<Trigger> trigger = Trigger::on_update) {
  const std::vector<Field> fields = test::form_of(rows);
  const DependencyOrder order = DependencyGraph(configs_of(fields), trigger).order();
  EXPECT_TRUE(order.knots.empty());
  std::vector<std::string> waves;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (waves.size() <= order.wave_of[i]) waves.resize(order.wave_of[i] + 1);
    std::string& wave = waves[order.wave_of[i]];
    wave += (wave.empty() ? "" : " ") + fields[i].key();
  }
  std::string text;
  for (const std::string& wave : waves) text += (text.empty() ? "" : " | ") + wave;
  return text;
}

TEST(DependencyGraph, PutsReadersBehindWriters) {
  EXPECT_EQ(waves_text({{"c", {"y"}, {"z"}}, {"b", {"x"}, {"y"}}, {"a", {"i"}, {"x"}}}),
            "a | b | c");
  EXPECT_EQ(waves_text({{"a", {"i"}, {"x"}}, {"b", {"i"}, {"y"}}, {"c", {"x", "y"}, {"z"}}}),
            "a b | c");
  // As late as the last of those it waits for.
  EXPECT_EQ(waves_text({{"d", {"x", "z"}, {"q"}},
                        {"a", {"i"}, {"x"}},
                        {"b", {"x"}, {"y"}},
                        {"c", {"y"}, {"z"}}}),
            "a | b | c | d");
}

TEST(DependencyGraph, PartsAndWholesAreOneInput) {
  EXPECT_EQ(waves_text({{"r", {"company.name"}, {"z"}}, {"w", {"i"}, {"company"}}}), "w | r");
  EXPECT_EQ(waves_text({{"r", {"company"}, {"z"}}, {"w", {"i"}, {"company.address.city"}}}),
            "w | r");
  EXPECT_EQ(waves_text({{"r", {"company.name"}, {"z"}}, {"w", {"i"}, {"company.city"}}}), "r w");
  EXPECT_EQ(waves_text({{"r", {"comp"}, {"z"}}, {"w", {"i"}, {"company"}}}), "r w");
  EXPECT_EQ(waves_text({{"r", {"lines[0].sku"}, {"z"}}, {"w", {"i"}, {"lines"}}}), "w | r");
}

TEST(DependencyGraph, NobodyWaitsForHimself) {
  EXPECT_EQ(waves_text({{"a", {"x"}, {"x"}}}), "a");
  EXPECT_EQ(waves_text({{"a", {"x.y"}, {"x"}}, {"b", {"x.y"}, {"z"}}}), "a | b");
  // It still waits for others that write the place it reads and writes.
  EXPECT_EQ(waves_text({{"r", {"x"}, {"z"}}, {"a", {"x"}, {"x"}}, {"b", {"i"}, {"x"}}}),
            "b | a | r");
}

TEST(DependencyGraph, WaitsForWhatMappingsReadAndForWhatIsWatched) {
  const test::FormRow writer{"w", {"i"}, {"rate"}};
  const auto reader = [](const std::string& trigger, const std::string& more,
                         const std::string& source) {
    return R"([{"key":"r","name":"N","trigger":")" + trigger + "\"" + more +
           R"(,"api_config":{"url":"https://api.example.com/{data.j}","method":"GET",
              "response_mapping":{"total":")" +
           source + "\"}}}, " + test::field_text({"w", {"i"}, {"rate"}}) + "]";
  };
  const auto wave_of_reader = [](const std::string& text, std::optional<Trigger> trigger) {
    const Configuration form = parse_configuration(text);
    EXPECT_EQ(form.fields.size(), 2U) << diagnostics_to_json(form.diagnostics);
    return DependencyGraph(configs_of(form.fields), trigger).order().wave_of[0];
  };
  EXPECT_EQ(wave_of_reader(reader("on_update", "", "x"), Trigger::on_update), 0U);
  EXPECT_EQ(wave_of_reader(reader("on_update", "", "sum([x, $data.rate])"), Trigger::on_update),
            1U);
  const std::string watching = reader("on_update", R"(,"watch":["rate"])", "x");
  EXPECT_EQ(wave_of_reader(watching, Trigger::on_update), 1U);
  EXPECT_EQ(wave_of_reader(watching, Trigger::manual), 0U);
}

// {= data } waits for all who do not wait for it.
TEST(DependencyGraph, WhoReadsTheWholeCaseComesLast) {
  const auto whole = [](const std::string& key, const std::string& target) {
    return R"({"key":")" + key + R"(","name":"N","api_config":{"method":"POST",
        "url":"https://api.example.com/","body":"{= data }","response_mapping":{")" +
           target + R"(":"id"}}})";
  };
  const std::string text = "[" + whole("one", "one_id") + "," + whole("two", "two_id") + "," +
                           test::field_text({"behind", {"one_id"}, {"z"}, "\"on_create\""}) + "," +
                           test::field_text({"a", {"i"}, {"x"}, "\"on_create\""}) + "," +
                           test::field_text({"b", {"x"}, {"y"}, "\"on_create\""}) + "]";
  const Configuration form = parse_configuration(text);
  ASSERT_EQ(form.fields.size(), 5U) << diagnostics_to_json(form.diagnostics);
  const DependencyOrder order =
      DependencyGraph(configs_of(form.fields), Trigger::on_create).order();
  EXPECT_TRUE(order.knots.empty());
  EXPECT_EQ(order.wave_of, (std::vector<std::uint32_t>{2, 2, 3, 0, 1}));
}

TEST(DependencyGraph, NamesSuppliers) {
  const std::vector<Field> fields = test::form_of({{"a", {"i"}, {"company.name", "company.city"}},
                                                   {"b", {"i"}, {"company.city.zip"}},
                                                   {"r", {"company.city"}, {"z", "company.own"}}});
  const DependencyGraph graph(configs_of(fields), Trigger::on_update);
  std::string found;
  for (const Dependency& supply : graph.suppliers(2, {"company", "city"}, 10)) {
    found += fields[supply.writer].key() + ":" + data_path_text(supply.target) + " ";
  }
  EXPECT_EQ(found, "a:company.city b:company.city.zip ");
  EXPECT_EQ(graph.suppliers(2, {"company"}, 10).size(), 3U);
  EXPECT_EQ(graph.suppliers(2, {"company"}, 1).size(), 1U);
  EXPECT_TRUE(graph.suppliers(2, {"z"}, 10).empty());
  EXPECT_TRUE(graph.suppliers(2, {"nowhere"}, 10).empty());
}

TEST(DependencyGraph, FindsASupplierBehindPlacesTheReaderWritesItself) {
  const std::vector<Field> fields = test::form_of(
      {{"r", {"company"}, {"company.a", "company.b", "company.c"}}, {"w", {"i"}, {"company.d"}}});
  const DependencyGraph graph(configs_of(fields), Trigger::on_update);
  const std::vector<Dependency> found = graph.suppliers(0, {"company"}, 1);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].target, (DataPath{"company", "d"}));
}

TEST(DependencyGraph, FindsKnotsAndAShortestWayAround) {
  Configuration parts;
  for (const test::FormRow& row : std::vector<test::FormRow>{{"a", {"x", "a"}, {"a", "y"}},
                                                             {"b", {"y"}, {"u"}},
                                                             {"c", {"u"}, {"x"}},
                                                             {"d", {"y"}, {"x.part"}},
                                                             {"e", {"x"}, {"end"}}}) {
    parts.fields.push_back(test::form_of({row}).front());
  }
  const DependencyGraph graph(configs_of(parts.fields), Trigger::on_update);
  const DependencyOrder order = graph.order();
  ASSERT_EQ(order.knots, (Knots{{0, 1, 2, 3}}));
  const std::vector<Dependency> cycle = graph.shortest_cycle(order.knots.front());
  ASSERT_EQ(cycle.size(), 2U);
  EXPECT_EQ(cycle[0].writer, 0U);
  EXPECT_EQ(cycle[0].reader, 3U);
  EXPECT_EQ(cycle[0].target, DataPath{"y"});
  EXPECT_EQ(cycle[1].reader, 0U);
  EXPECT_EQ(cycle[1].target, (DataPath{"x", "part"}));
  EXPECT_EQ(cycle[1].input, DataPath{"x"});
}

// Twice the fields, twice the work: also where all write one place and all read it.
TEST(DependencyGraph, CostsAsMuchAsTheFormIsLong) {
  const auto visits = [](std::size_t count) {
    std::vector<test::FormRow> rows;
    for (std::size_t i = 0; i < count; ++i) {
      const std::string number = std::to_string(i);
      if (i % 3 == 0) rows.push_back({"w" + number, {"i"}, {"hot", "out.w" + number}});
      if (i % 3 == 1) rows.push_back({"r" + number, {"hot", "out"}, {"z" + number}});
      if (i % 3 == 2) rows.push_back({"c" + number, {"z" + std::to_string(i - 1)}, {"q" + number}});
    }
    const std::vector<Field> fields = test::form_of(rows);
    const DependencyOrder order = DependencyGraph(configs_of(fields), Trigger::on_update).order();
    EXPECT_TRUE(order.knots.empty());
    return order.visits;
  };
  const std::uint64_t small = visits(600);
  const std::uint64_t large = visits(2400);
  EXPECT_LE(large, 4 * small + small / 10);
  EXPECT_LE(large, 2400U * 40U);
}

TEST(DependencyGraph, ManyWritersAreNotAllNamed) {
  std::vector<test::FormRow> rows{{"r", {"hot"}, {"z"}}};
  for (int i = 0; i < 300; ++i) rows.push_back({"w" + std::to_string(i), {"i"}, {"hot"}});
  const std::vector<Field> fields = test::form_of(rows);
  const DependencyGraph graph(configs_of(fields), Trigger::on_update);
  EXPECT_EQ(graph.suppliers(0, {"hot"}, 16).size(), 16U);
}

TEST(DataPathText, IsReadBack) {
  for (const DataPath& path :
       {DataPath{"a"}, DataPath{"a", "b-c"}, DataPath{"a b", "x.y", "q\"z"}}) {
    EXPECT_EQ(read_data_path(data_path_text(path)), path) << data_path_text(path);
  }
  EXPECT_EQ(data_path_text({}), "data");
  EXPECT_EQ(data_path_text({"a", "b c"}), "a.\"b c\"");
}

}  // namespace
}  // namespace fieldcall::config
