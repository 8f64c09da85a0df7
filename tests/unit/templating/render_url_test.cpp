#include <gtest/gtest.h>

#include "fieldcall/limits.hpp"
#include "render_fixture.hpp"
#include "templating/render_parts.hpp"

namespace fieldcall::templating {
namespace {

using test::get;
using test::url_of;

TEST(RenderUrl, FillsInPathAndQuery) {
  EXPECT_EQ(url_of(get("https://api.example.com/v1/vat/{data.vat}?country={data.country}",
                       R"({"vat": "BE 0123", "country": "BE"})")),
            "https://api.example.com/v1/vat/BE%200123?country=BE");
}

TEST(RenderUrl, EncodesEverythingThatIsNotUnreserved) {
  EXPECT_EQ(url_of(get("https://h.example/{data.x}", R"({"x": "a/b?c#d@e:f'g%2e \u00e9~-._"})")),
            "https://h.example/a%2Fb%3Fc%23d%40e%3Af%27g%252e%20%C3%A9~-._");
  EXPECT_EQ(url_of(get("https://h.example/?q={data.x}", R"({"x": "a&b=c+d'\r\n"})")),
            "https://h.example/?q=a%26b%3Dc%2Bd%27%0D%0A");
  EXPECT_EQ(url_of(get("https://h.example/?{data.x}=1", R"({"x": "a&b=c"})")),
            "https://h.example/?a%26b%3Dc=1");
}

TEST(RenderUrl, KeepsSlashesOnlyWhereAsked) {
  EXPECT_EQ(url_of(get("https://h.example/f/{+data.x}", R"({"x": "a/b c/d?e"})")),
            "https://h.example/f/a/b%20c/d%3Fe");
}

TEST(RenderUrl, WritesNumbersWithTheirDigits) {
  EXPECT_EQ(url_of(get("https://h.example/{data.a}/{data.b}/{data.c}",
                       R"({"a": 1.50, "b": 12345678901234567890123, "c": true})")),
            "https://h.example/1.50/12345678901234567890123/true");
  EXPECT_EQ(url_of(get("https://h.example/{= data.a * `2` }", R"({"a": 0.1})")),
            "https://h.example/0.2");
}

TEST(RenderUrl, NamesThePlaceholderOfAnUnsafeSegment) {
  const std::string data = R"({"a": "1", "b": "", "c": "..", "d": "x/../y"})";
  EXPECT_EQ(url_of(get("https://h.example/{data.a}/{data.b}/{data.a}", data)),
            "unsafe_path_segment: url: the path segment of {data.b} came out empty");
  EXPECT_EQ(url_of(get("https://h.example/{data.a}/{data.c}", data)),
            "unsafe_path_segment: url: the path segment of {data.c} came out as . or ..");
  EXPECT_EQ(url_of(get("https://h.example/{data.a}/{+data.d}?x={data.c}", data)),
            "unsafe_path_segment: url: the path segment of {+data.d} came out as . or ..");
  test::Case given = get("{env.base}/{data.a}", data);
  given.known.host = {"env"};
  given.roots.replace(given.roots.rfind('}'), 1, R"(, "env": {"base": "https://h.example/%2e"}})");
  EXPECT_EQ(url_of(given), "unsafe_path_segment: url: a path segment came out as . or ..");
}

TEST(RenderUrl, NeverScansWhatItPlaced) {
  EXPECT_EQ(url_of(get("https://h.example/{data.x}", R"({"x": "{data.y}", "y": "no"})")),
            "https://h.example/%7Bdata.y%7D");
}

TEST(RenderUrl, RefusesDotSegmentsWhoeverMadeThem) {
  for (const char* value : {".", ".."}) {
    const std::string data = std::string(R"({"x": ")") + value + R"("})";
    EXPECT_EQ(url_of(get("https://h.example/a/{data.x}/b", data)).substr(0, 19),
              "unsafe_path_segment");
    EXPECT_EQ(url_of(get("https://h.example/a/{data.x}", data)).substr(0, 19),
              "unsafe_path_segment");
  }
  EXPECT_EQ(url_of(get("https://h.example/.{data.x}/b", R"({"x": "."})")).substr(0, 19),
            "unsafe_path_segment");
  EXPECT_EQ(url_of(get("https://h.example/%2e{data.x}/b", R"({"x": "."})")).substr(0, 19),
            "unsafe_path_segment");
  EXPECT_EQ(url_of(get("https://h.example/f/{+data.x}", R"({"x": "a/../../b"})")).substr(0, 19),
            "unsafe_path_segment");
  // Servers and proxies that decode slashes first would find the dots.
  for (const char* data :
       {R"({"x": "../a"})", R"({"x": "a/../../b"})", R"({"x": "a\\.."})", R"({"x": "..;a"})"}) {
    EXPECT_EQ(url_of(get("https://h.example/{data.x}/b", data)).substr(0, 19),
              "unsafe_path_segment");
  }
  // These stay what they are: text inside one segment.
  EXPECT_EQ(url_of(get("https://h.example/{data.x}", R"({"x": "..%2f"})")),
            "https://h.example/..%252f");
  EXPECT_EQ(url_of(get("https://h.example/{data.x}", R"({"x": "%2e%2E"})")),
            "https://h.example/%252e%252E");
  EXPECT_EQ(url_of(get("https://h.example/{data.x}", R"({"x": "a/b..\\c"})")),
            "https://h.example/a%2Fb..%5Cc");
  EXPECT_EQ(url_of(get("https://h.example/?q={data.x}", R"({"x": ".."})")),
            "https://h.example/?q=..");
}

TEST(RenderUrl, RefusesEmptyPlaceholderSegments) {
  const std::string empty = R"({"x": "", "y": "a//b", "z": "a"})";
  EXPECT_EQ(url_of(get("https://h.example/a/{data.x}/b", empty)).substr(0, 19),
            "unsafe_path_segment");
  EXPECT_EQ(url_of(get("https://h.example/a/{data.x}", empty)).substr(0, 19),
            "unsafe_path_segment");
  EXPECT_EQ(url_of(get("https://h.example/a/{data.none?}?q=1", empty)).substr(0, 19),
            "unsafe_path_segment");
  EXPECT_EQ(url_of(get("https://h.example/{+data.y}", empty)).substr(0, 19), "unsafe_path_segment");
  EXPECT_EQ(url_of(get("https://h.example/v{data.x}/b/", empty)), "https://h.example/v/b/");
  EXPECT_EQ(url_of(get("https://h.example//{data.z}/", empty)), "https://h.example//a/");
}

TEST(RenderUrl, TakesOriginsFromHostRoots) {
  test::Case given = get("{env.api_base}/users/{data.id}", R"({"id": "a b"})");
  given.known.host = {"env"};
  given.roots = R"({"data": {"id": "a b"}, "env": {"api_base": "https://api.example.com/v1"}})";
  EXPECT_EQ(url_of(given), "https://api.example.com/v1/users/a%20b");
  given = get("{env.scheme}://api.{env.domain}:{env.port}/x");
  given.known.host = {"env"};
  given.roots = R"({"env": {"scheme": "https", "domain": "example.com", "port": 443}})";
  EXPECT_EQ(url_of(given), "https://api.example.com/x");
  given = get("https://api.example.com/{env.path}");
  given.known.host = {"env"};
  given.roots = R"({"env": {"path": "a/b"}})";
  EXPECT_EQ(url_of(given), "https://api.example.com/a%2Fb");
}

TEST(RenderUrl, DoesNotLetAHalfBaseHandTheHostToData) {
  for (const char* base : {"https:", "https:/", "https://", "https", ""}) {
    test::Case given = get("{env.base}/{+data.x}");
    given.known.host = {"env"};
    given.roots =
        std::string(R"({"data": {"x": "evil.example/x"}, "env": {"base": ")") + base + R"("}})";
    const std::string url = url_of(given);
    EXPECT_TRUE(url.substr(0, 11) == "invalid_url" || url.substr(0, 19) == "unsafe_path_segment")
        << base << " -> " << url;
  }
}

TEST(RenderUrl, SaysAllThatIsMissing) {
  test::Case given = get("{env.base}/{data.a}/{data.b.c[0]}?x={data.a}&y={= data.d }", "{}");
  given.known.host = {"env"};
  EXPECT_EQ(url_of(given), "missing: env.base data.a data.b.c[0] data.d");
  EXPECT_EQ(url_of(get("https://h.example/{data.a}", R"({"a": null})")), "missing: data.a");
}

TEST(RenderUrl, HasDefaultsAndOptionalParts) {
  EXPECT_EQ(url_of(get(R"(https://h.example/?c={data.c ?? \"BE\"}&d={data.d?}&e={data.e ?? 5})")),
            "https://h.example/?c=BE&d=&e=5");
}

TEST(RenderUrl, DropsTheFragment) {
  EXPECT_EQ(url_of(get("https://h.example/a?b=c#frag-{data.x}", R"({"x": 1})")),
            "https://h.example/a?b=c");
}

TEST(RenderUrl, NormalizesTheOrigin) {
  EXPECT_EQ(url_of(get("HTTPS://API.Example.COM:443?q={data.x}", R"({"x": 1})")),
            "https://api.example.com/?q=1");
}

TEST(RenderUrl, RefusesArraysAndObjects) {
  EXPECT_EQ(url_of(get("https://h.example/{data.x}", R"({"x": [1]})")),
            "unusable_value: url: {data.x} is an array, which cannot stand inside text");
  EXPECT_EQ(url_of(get("https://h.example/{data.x}", R"({"x": {}})")),
            "unusable_value: url: {data.x} is an object, which cannot stand inside text");
}

TEST(RenderUrl, IsBounded) {
  const std::string longest(limits::url_bytes_max - 18, 'a');
  const std::string data = R"({"x": ")" + longest + R"(", "y": ")" + longest + R"(b"})";
  EXPECT_EQ(url_of(get("https://h.example/{data.x}", data)).size(), limits::url_bytes_max);
  EXPECT_EQ(url_of(get("https://h.example/{data.y}", data)),
            "request_too_large: url is over 8 KiB");
}

}  // namespace
}  // namespace fieldcall::templating
