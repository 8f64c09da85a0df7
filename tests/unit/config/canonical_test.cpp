#include "config/canonical.hpp"

#include <gtest/gtest.h>

#include "json/document.hpp"

namespace fieldcall::config {
namespace {

std::string canonical(std::string text) {
  return canonical_text(json::Document::parse(std::move(text))->root());
}

std::string hash(std::string text) {
  return configuration_hash(json::Document::parse(std::move(text))->root());
}

TEST(CanonicalText, SortsMembersAtEveryDepth) {
  EXPECT_EQ(canonical(R"({ "b": [ {"d": 1, "c": null} ], "a": true })"),
            R"({"a":true,"b":[{"c":null,"d":1}]})");
}

TEST(CanonicalText, KeepsTheOrderOfItemsAndTheDigits) {
  EXPECT_EQ(canonical("[2, 1.0, 1e3]"), "[2,1.0,1e3]");
}

TEST(CanonicalText, WritesEscapesInOneWay) {
  EXPECT_EQ(canonical(R"({"\u0061":"\u0062\/"})"), R"({"a":"b/"})");
}

TEST(ConfigurationHash, IsSixteenDigitsOfSha256) {
  // printf '{}' | sha256sum
  EXPECT_EQ(hash("{}"), "44136fa355b3678a");
}

TEST(ConfigurationHash, DependsOnContentNotOnLayout) {
  EXPECT_EQ(hash(R"({"a":1,"b":2})"), hash("{ \"b\": 2,\n \"a\": 1 }"));
  EXPECT_NE(hash(R"({"a":1,"b":2})"), hash(R"({"a":2,"b":1})"));
}

}  // namespace
}  // namespace fieldcall::config
