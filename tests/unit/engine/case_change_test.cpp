#include "engine/case_change.hpp"

#include <gtest/gtest.h>

#include "json/document.hpp"
#include "json/writer.hpp"
#include "unit/support/form_text.hpp"

namespace fieldcall::engine {
namespace {

json::Document parse(const char* text) {
  auto document = json::Document::parse(text);
  EXPECT_TRUE(document.ok()) << text;
  return std::move(*document);
}

std::string watched(const char* data, const config::DataPath& path) {
  const json::Document document = parse(data);
  const json::Value* value = watched_value(document.root(), path);
  return value == nullptr ? "nothing" : json::to_text(*value);
}

TEST(CaseChange, WatchesWhatStandsAtAPath) {
  EXPECT_EQ(watched(R"({"a":{"b":1}})", {"a", "b"}), "1");
  EXPECT_EQ(watched(R"({"a":{"b":1}})", {}), R"({"a":{"b":1}})");
  EXPECT_EQ(watched(R"({"a":[{"b":1}]})", {"a", "b", "c"}), R"([{"b":1}])");
  EXPECT_EQ(watched(R"({"a":"text"})", {"a", "b"}), "nothing");
  EXPECT_EQ(watched(R"({"a":{"b":null}})", {"a", "b"}), "nothing");
  EXPECT_EQ(watched("{}", {"a", "b"}), "nothing");
}

TEST(CaseChange, LeavesTargetsOut) {
  const auto fields = test::form_of({{"f", {"x"}, {"a", "b.c", "b.d.e", "z.z", "g.h"}}});
  const auto rest = [&](const char* text) {
    const json::Document document = parse(text);
    json::Arena arena;
    return json::to_text(without_targets(document.root(), fields[0].config().mapping, arena));
  };
  EXPECT_EQ(rest(R"({"a":1,"b":{"c":2,"x":3,"d":{"e":1,"f":2}},"k":[1]})"),
            R"({"b":{"x":3,"d":{"f":2}},"k":[1]})");
  EXPECT_EQ(rest(R"({"b":{"c":1,"d":{"e":1}},"z":{},"g":null})"), "{}");
  EXPECT_EQ(rest(R"({"b":"in the way","bb":{"c":1}})"), R"({"b":"in the way","bb":{"c":1}})");
}

}  // namespace
}  // namespace fieldcall::engine
