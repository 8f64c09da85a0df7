#include "config/cycles.hpp"

#include <gtest/gtest.h>

#include "unit/support/form_text.hpp"

namespace fieldcall::config {
namespace {

// "error /0/... message": what parsing says about cycles. Nothing else may be said.
std::vector<std::string> said_about(const std::vector<test::FormRow>& rows,
                                    std::string* valid = nullptr) {
  const Configuration form = parse_configuration(test::form_text(rows));
  std::vector<std::string> said;
  for (const Diagnostic& diagnostic : form.diagnostics) {
    if (diagnostic.code == "self_trigger") continue;
    EXPECT_EQ(diagnostic.code, "dependency_cycle");
    const std::string& message = diagnostic.message;
    said.push_back(std::string(severity_name(diagnostic.severity)) + " " + diagnostic.pointer +
                   message.substr(message.find(": ") + 1));
  }
  if (valid != nullptr) {
    for (const Field& field : form.fields) *valid += field.key() + " ";
  }
  return said;
}

using Said = std::vector<std::string>;

TEST(Cycles, NameTheWholePathWithTargetsAndInputs) {
  std::string valid;
  EXPECT_EQ(said_about({{"free", {"z"}, {"free"}},
                        {"a", {"z"}, {"x"}},
                        {"b", {"x"}, {"company"}},
                        {"c", {"company.name"}, {"z.part"}}},
                       &valid),
            (Said{"error /1/api_config/response_mapping a -> b -> c -> a (\"a\" writes \"x\" and "
                  "\"b\" reads it; \"b\" writes \"company\" and \"c\" reads \"company.name\"; "
                  "\"c\" writes \"z.part\" and \"a\" reads \"z\")"}));
  EXPECT_EQ(valid, "free ");
}

TEST(Cycles, AFieldAloneIsNone) {
  EXPECT_TRUE(said_about({{"a", {"x"}, {"x"}}, {"b", {"x"}, {"y"}}}).empty());
}

TEST(Cycles, OneTriggerMustStartAllOfThem) {
  const auto with = [](const std::string& first, const std::string& second) {
    std::string valid;
    const Said said = said_about({{"a", {"x"}, {"y"}, first}, {"b", {"y"}, {"x"}, second}}, &valid);
    EXPECT_EQ(said.size(), 1U);
    EXPECT_EQ(valid, said.front().starts_with("error") ? "" : "a b ") << said.front();
    return said.front().substr(0, 5);
  };
  EXPECT_EQ(with("\"on_create\"", "\"on_create\""), "error");
  EXPECT_EQ(with("\"on_update\"", "\"on_update\""), "error");
  EXPECT_EQ(with("\"manual\"", "\"manual\""), "error");
  EXPECT_EQ(with(R"(["on_create","on_update"])", R"(["manual","on_update"])"), "error");
  EXPECT_EQ(with("\"on_update\"", "\"manual\""), "hint ");
  EXPECT_EQ(with("\"on_create\"", "\"on_update\""), "hint ");
}

TEST(Cycles, AreToldOnceHoweverManyTriggersShareThem) {
  const std::string all = R"(["on_create","on_update","manual"])";
  EXPECT_EQ(said_about({{"a", {"x"}, {"y"}, all}, {"b", {"y"}, {"x"}, all}}).size(), 1U);
}

TEST(Cycles, WatchingCounts) {
  const Said said =
      said_about({{"a", {"i"}, {"y"}, "\"on_update\"", R"(,"watch":["x"])"}, {"b", {"y"}, {"x"}}});
  ASSERT_EQ(said.size(), 1U);
  EXPECT_NE(said.front().find("\"b\" writes \"x\" and \"a\" watches it"), std::string::npos)
      << said.front();
}

TEST(Cycles, AllOfThemAreTold) {
  std::string valid;
  const Said said = said_about({{"a", {"x"}, {"y"}},
                                {"b", {"y"}, {"x", "u"}},
                                {"c", {"u", "p"}, {"q"}},
                                {"d", {"q"}, {"p", "x"}},
                                {"k", {"m"}, {"n"}},
                                {"l", {"n"}, {"m"}},
                                {"free", {"n"}, {"free"}}},
                               &valid);
  ASSERT_EQ(said.size(), 3U);
  EXPECT_NE(said[0].find(" a -> b -> a "), std::string::npos) << said[0];
  EXPECT_NE(said[1].find(" c -> d -> c "), std::string::npos) << said[1];
  EXPECT_NE(said[2].find(" k -> l -> k "), std::string::npos) << said[2];
  EXPECT_EQ(valid, "free ");
}

// Who sends the whole case would wait for everybody: no cycle, unless every change starts it.
TEST(Cycles, ReadersOfTheWholeCaseMakeNoneUnlessTheyWatchIt) {
  const auto archive = [](const std::string& key, const std::string& trigger) {
    return R"({"key":")" + key + R"(","name":"N","trigger":)" + trigger +
           R"(,"api_config":{"method":"POST","url":"https://api.example.com/","body":"{= data }",
               "response_mapping":{")" +
           key + R"(_id":"id"}}})";
  };
  const auto errors = [&](const std::string& trigger) {
    const Configuration form =
        parse_configuration("[" + archive("one", trigger) + "," + archive("two", trigger) + "]");
    return 2 - form.fields.size();
  };
  EXPECT_EQ(errors("\"on_create\""), 0U);
  EXPECT_EQ(errors("\"manual\""), 0U);
  EXPECT_EQ(errors("\"on_update\""), 2U);
  EXPECT_EQ(errors(R"("on_update","watch":["status"])"), 0U);
}

TEST(Cycles, AForestOfThemEnds) {
  std::vector<test::FormRow> rows;
  for (int i = 0; i < 500; ++i) rows.push_back({"f" + std::to_string(i), {"x"}, {"x"}});
  std::string valid;
  EXPECT_EQ(said_about(rows, &valid).size(), 100U);
  EXPECT_EQ(valid, "");
}

TEST(Cycles, ALongOneIsNamedWholeAndExplainedAtItsStart) {
  std::vector<test::FormRow> rows;
  constexpr int count = 300;
  for (int i = 0; i < count; ++i) {
    rows.push_back({"f" + std::to_string(i),
                    {"p" + std::to_string(i)},
                    {"p" + std::to_string((i + 1) % count)}});
  }
  const Said said = said_about(rows);
  ASSERT_EQ(said.size(), 1U);
  for (const char* key : {"f0 -> f1", "f298 -> f299 -> f0", "; ...)"}) {
    EXPECT_NE(said.front().find(key), std::string::npos) << key;
  }
}

}  // namespace
}  // namespace fieldcall::config
