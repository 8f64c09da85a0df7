#include "json_slices.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace fieldcall::server {
namespace {

std::string text_of(const std::vector<JsonMember>& members) {
  std::string text;
  for (const auto& [name, json] : members) text += name + '=' + json + ';';
  return text;
}

TEST(JsonSlices, KeepsValuesAsTheyAreWritten) {
  EXPECT_EQ(text_of(json_slices(" {\"a\" : { \"b\":1, \"b\":2 } ,\"c\":[1 , 2],\"d\":1.50,"
                                "\"e\":null , \"f\" : \"x\" }")),
            "a={ \"b\":1, \"b\":2 };c=[1 , 2];d=1.50;e=null;f=\"x\";");
  EXPECT_EQ(text_of(json_slices(R"({"a": 1, "a": 2})")), "a=1;a=2;");
}

TEST(JsonSlices, StringsHideWhatIsInThem) {
  EXPECT_EQ(text_of(json_slices(R"({"a": "},\"{[", "b": "\\", "c": {"}": "]"}, "\u0061": true})")),
            R"(a="},\"{[";b="\\";c={"}": "]"};a=true;)");
}

TEST(JsonSlices, OtherValuesHaveNone) {
  for (const char* const json : {"{}", " { } ", "[]", "1", "\"a\"", "null", ""}) {
    EXPECT_TRUE(json_slices(json).empty()) << json;
  }
}

// Random documents: the same members as the reader's, and every cut of the text stays inside it.
TEST(JsonSlices, AgreesWithTheReader) {
  std::uint32_t state = 1;
  const auto next = [&](std::uint32_t below) {
    state = state * 1664525 + 1013904223;
    return (state >> 16) % below;
  };
  const auto value = [&](const auto& self, int depth) -> std::string {
    const std::string space(next(2), ' ');
    switch (next(depth > 3 ? 4 : 6)) {
      case 0:
        return space + std::to_string(next(1000)) + space;
      case 1:
        return R"("\"}]\\")" + space;
      case 2:
        return space + "true";
      case 3:
        return "-1.5e3";
      case 4: {
        std::string list = "[";
        for (std::uint32_t i = next(4); i > 0; --i)
          list += self(self, depth + 1) + (i > 1 ? "," : "");
        return list + "]" + space;
      }
      default: {
        std::string object = "{" + space;
        std::uint32_t i = next(4);
        for (std::uint32_t n = i; n > 0; --n) {
          object += "\"k" + std::to_string(n) + "\"" + space + ":" + self(self, depth + 1) +
                    (n > 1 ? "," : "");
        }
        return object + "}";
      }
    }
  };
  for (int run = 0; run < 2000; ++run) {
    const std::string json = "{\"x\":" + value(value, 0) + ",\"y\" :" + value(value, 0) + "}";
    ASSERT_TRUE(check_json(json).ok()) << json;
    const auto slices = json_slices(json);
    const auto members = json_members(json);
    ASSERT_EQ(slices.size(), members.size()) << json;
    for (std::size_t i = 0; i < slices.size(); ++i) {
      EXPECT_EQ(slices[i].name, members[i].name);
      EXPECT_EQ(pretty_json(slices[i].json), pretty_json(members[i].json)) << json;
    }
  }
}

}  // namespace
}  // namespace fieldcall::server
