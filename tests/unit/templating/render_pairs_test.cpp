#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fieldcall/limits.hpp"
#include "render_fixture.hpp"

namespace fieldcall::templating {
namespace {

using test::Case;
using test::config;
using test::query_of;
using test::secret;

TEST(RenderParams, FollowTheUrlsOwnQueryAndComeBeforeAuth) {
  Case given = config(R"("params": {"b": "{data.x}", "a": 2},
                         "auth": {"type": "query", "key": "k y", "value": "{secret.k}"})",
                      R"({"x": "1&2"})");
  given.secrets["k"] = secret("s=1");
  EXPECT_EQ(query_of(given), "?b=1%262&a=2&k%20y=s%3D1");
  given.config.replace(given.config.find("/v1"), 3, "/v1?z=1");
  EXPECT_EQ(query_of(given), "?z=1&b=1%262&a=2&k%20y=s%3D1");
  given.config.replace(given.config.find("?z=1"), 4, "?");
  EXPECT_EQ(query_of(given), "?b=1%262&a=2&k%20y=s%3D1");
  given.config.replace(given.config.find("/v1?"), 4, "/v1?z&");
  EXPECT_EQ(query_of(given), "?z&b=1%262&a=2&k%20y=s%3D1");
}

TEST(RenderParams, OmitNullsAndAbsentOptionals) {
  EXPECT_EQ(query_of(config(R"("params": {"a": null, "b": "{data.none?}", "c": "{data.n ?? null}",
                              "d": "x{data.none?}", "e": "", "f": true, "g": "{data.empty}"})",
                            R"({"empty": ""})")),
            "?d=x&e=&f=true&g=");
  EXPECT_EQ(query_of(config(R"("params": {"a": "{data.x}"})", R"({"x": null})")),
            "missing: data.x");
}

TEST(RenderParams, EncodeNamesAndLiterals) {
  EXPECT_EQ(query_of(config(R"("params": {"a b": "c d'", "e[]": "\u00e9+"})")),
            "?a%20b=c%20d%27&e%5B%5D=%C3%A9%2B");
}

TEST(RenderParams, EndBeforeALargeListIsInMemory) {
  std::string items = "\"{data.x}\"";
  for (int i = 1; i < 2000; ++i) items += ",\"a{data.x}\"";
  const std::string data = R"({"x": ")" + std::string(200'000, 'x') + "\"}";
  for (const char* style : {"comma", "repeat"}) {
    const std::string settings =
        R"("array_style": ")" + std::string(style) + R"(", "params": {"ids": [)" + items + "]}";
    EXPECT_EQ(query_of(config(settings, data)), "request_too_large: param ids is over 256 KiB");
  }
  EXPECT_EQ(query_of(config(R"("params": {"ids": "{data.l}"})",
                            R"({"l": [")" + std::string(200'000, 'x') + "\",\"" +
                                std::string(200'000, 'x') + "\"]}")),
            "request_too_large: param ids is over 256 KiB");
}

TEST(RenderParams, WriteArraysInTheChosenStyle) {
  const auto style = [](const std::string& name, const std::string& value) {
    return query_of(config(R"("array_style": ")" + name + R"(", "params": {"ids": )" + value + "}",
                           R"({"l": [1, "b c", null, 2.50], "none": [], "x": "y",
                               "deep": [[1]], "o": {"a": "b"}})"));
  };
  for (const char* list :
       {R"("{data.l}")", R"([1, "b c", null, 2.50])", R"([1, "b c", "{data.absent?}", 2.50])"}) {
    EXPECT_EQ(style("repeat", list), "?ids=1&ids=b%20c&ids=2.50");
    EXPECT_EQ(style("comma", list), "?ids=1%2Cb%20c%2C2.50");
    EXPECT_EQ(style("brackets", list), "?ids%5B%5D=1&ids%5B%5D=b%20c&ids%5B%5D=2.50");
    EXPECT_EQ(style("indices", list), "?ids%5B0%5D=1&ids%5B1%5D=b%20c&ids%5B2%5D=2.50");
  }
  EXPECT_EQ(style("json", R"("{data.l}")"), "?ids=%5B1%2C%22b%20c%22%2Cnull%2C2.50%5D");
  EXPECT_EQ(style("json", R"(["{data.x}", {"k": "{data.absent?}"}])"),
            "?ids=%5B%22y%22%2C%7B%7D%5D");
  EXPECT_EQ(style("json", R"("{data.o}")"), "?ids=%7B%22a%22%3A%22b%22%7D");
  for (const char* name : {"repeat", "comma", "brackets", "indices"}) {
    EXPECT_EQ(style(name, R"("{data.none}")"), "");
    EXPECT_EQ(style(name, R"("{data.deep}")"),
              "unusable_value: param ids: {data.deep} holds arrays or objects; only "
              "\"array_style\": \"json\" writes them here");
    EXPECT_EQ(style(name, R"("{data.o}")").substr(0, 14), "unusable_value");
    EXPECT_EQ(style(name, R"("x{data.l}")").substr(0, 14), "unusable_value");
  }
}

}  // namespace
}  // namespace fieldcall::templating
