#include "config/text_walk.hpp"

#include <gtest/gtest.h>

namespace fieldcall::config {
namespace {

std::vector<std::string> walk_all(std::string_view text) {
  std::vector<std::string> seen;
  TextWalk walk(text);
  while (walk.next()) {
    seen.push_back(walk.pointer() + "@" + std::to_string(walk.key_offset()) + "," +
                   std::to_string(walk.value_offset()));
  }
  return seen;
}

using Seen = std::vector<std::string>;

TEST(TextWalk, VisitsEveryValueInOrder) {
  EXPECT_EQ(walk_all(R"({"a":[1,{"b":"x"}],"c":{}})"),
            (Seen{"@0,0", "/a@1,5", "/a/0@6,6", "/a/1@8,8", "/a/1/b@9,13", "/c@19,23"}));
}

TEST(TextWalk, SkipsSpaceBetweenAnything) {
  EXPECT_EQ(walk_all(" [ 1 ,\n\ttrue , [ ] ] "), (Seen{"@1,1", "/0@3,3", "/1@8,8", "/2@15,15"}));
}

TEST(TextWalk, ReadsScalarsAndByteOrderMark) {
  EXPECT_EQ(walk_all("7"), (Seen{"@0,0"}));
  EXPECT_EQ(walk_all("\"a\""), (Seen{"@0,0"}));
  EXPECT_EQ(walk_all("\xEF\xBB\xBF{\"a\":1}"), (Seen{"@3,3", "/a@4,8"}));
}

TEST(TextWalk, DecodesKeysAndEscapesPointers) {
  EXPECT_EQ(walk_all(R"({"a\"b":1,"c/d~e":2,"\u0041":3})"),
            (Seen{"@0,0", "/a\"b@1,8", "/c~1d~0e@10,18", "/A@20,29"}));
}

TEST(TextWalk, IsNotMisledByStructureInStrings) {
  EXPECT_EQ(walk_all(R"(["]\\",{"k":"}\""}])"), (Seen{"@0,0", "/0@1,1", "/1@7,7", "/1/k@8,12"}));
}

TEST(PointersAt, FindsMembersByTheirKeys) {
  const std::string_view text = R"([{"a":1,"a":{"b":2,"b":3}}])";
  const std::uint32_t offsets[]{8, 19};
  EXPECT_EQ(pointers_at(text, offsets), (Seen{"/0/a", "/0/a/b"}));
  EXPECT_TRUE(pointers_at(text, {}).empty());
}

Diagnostic at(std::string pointer, std::string code = "wrong_type", std::uint32_t offset = 0) {
  Diagnostic diagnostic;
  diagnostic.code = std::move(code);
  diagnostic.pointer = std::move(pointer);
  diagnostic.offset = offset;
  return diagnostic;
}

std::string placed(std::string_view text, std::vector<Diagnostic> diagnostics) {
  place_diagnostics(text, diagnostics);
  std::string result;
  for (const Diagnostic& diagnostic : diagnostics) {
    result += diagnostic.pointer + "@" + std::to_string(diagnostic.line) + ":" +
              std::to_string(diagnostic.column) + " ";
  }
  return result;
}

TEST(PlaceDiagnostics, SortsByPlaceInTheText) {
  const std::string_view text = "{\n  \"a\": 1,\n  \"b\": {\"c\": 2}\n}";
  EXPECT_EQ(placed(text, {at("/b/c"), at("/a"), at("")}), "@1:1 /a@2:8 /b/c@3:14 ");
}

TEST(PlaceDiagnostics, KeepsTheOrderOfReportsAtOnePlace) {
  EXPECT_EQ(placed("{}", {at("/z"), at("/a"), at("")}), "/z@1:1 /a@1:1 @1:1 ");
}

TEST(PlaceDiagnostics, PointsAtKeysWhereTheKeyIsWrong) {
  EXPECT_EQ(placed("{\"a\": 1}", {at("/a", "unknown_key")}), "/a@1:2 ");
  EXPECT_EQ(placed("{\"a.b\": 1}", {at("/a.b", "invalid_target", 2)}), "/a.b@1:5 ");
}

TEST(PlaceDiagnostics, FallsBackToTheNearestObjectThatIsThere) {
  EXPECT_EQ(placed("{\"a\": {\"b\": 1}}", {at("/a/x/y"), at("/a/x", "unknown_key")}),
            "/a/x/y@1:7 /a/x@1:7 ");
}

TEST(PlaceDiagnostics, GivesTheStartToWhatIsNoPointer) {
  EXPECT_EQ(placed("{\"a\": 1}", {at("a"), at("a/b")}), "a@1:1 a/b@1:1 ");
}

TEST(PlaceDiagnostics, TakesTheLastOfARepeatedKey) {
  EXPECT_EQ(placed("{\"a\": 1, \"a\": 2}", {at("/a")}), "/a@1:15 ");
}

TEST(PlaceDiagnostics, FollowsAnOffsetIntoAString) {
  EXPECT_EQ(placed(R"({"a":"xyz"})", {at("/a", "x", 2)}), "/a@1:9 ");
  EXPECT_EQ(placed(R"({"a":"xyz"})", {at("/a", "x", 99)}), "/a@1:10 ");
  EXPECT_EQ(placed(R"({"a":123})", {at("/a", "x", 2)}), "/a@1:6 ");
}

// One escape, then the byte that is meant; columns count from the quote at 2.
TEST(PlaceDiagnostics, CountsEscapesAsWhatTheyStandFor) {
  EXPECT_EQ(placed(R"(["\nZ"])", {at("/0", "x", 1)}), "/0@1:5 ");
  EXPECT_EQ(placed(R"(["\u0041Z"])", {at("/0", "x", 1)}), "/0@1:9 ");
  EXPECT_EQ(placed(R"(["\u00e9Z"])", {at("/0", "x", 2)}), "/0@1:9 ");
  EXPECT_EQ(placed(R"(["\u20ACZ"])", {at("/0", "x", 3)}), "/0@1:9 ");
  EXPECT_EQ(placed(R"(["\ud83D\ude00Z"])", {at("/0", "x", 4)}), "/0@1:15 ");
}

}  // namespace
}  // namespace fieldcall::config
