#include "http/redirect.hpp"

#include <gtest/gtest.h>

namespace fieldcall::http {
namespace {

std::string resolve(std::string_view location, std::string_view base = "https://a.com/b/c/d;p?q") {
  const auto url = resolve_redirect(*parse_url(base), location);
  return url ? url->to_string() : url.error().code;
}

// RFC 3986, 5.4, as far as the reference stays at http.
TEST(ResolveRedirect, FollowsTheExamplesOfTheRfc) {
  const std::pair<std::string_view, std::string_view> examples[] = {{"g", "/b/c/g"},
                                                                    {"./g", "/b/c/g"},
                                                                    {"g/", "/b/c/g/"},
                                                                    {"/g", "/g"},
                                                                    {"?y", "/b/c/d;p?y"},
                                                                    {"g?y", "/b/c/g?y"},
                                                                    {"#s", "/b/c/d;p?q"},
                                                                    {"g#s", "/b/c/g"},
                                                                    {"g?y#s", "/b/c/g?y"},
                                                                    {";x", "/b/c/;x"},
                                                                    {"g;x", "/b/c/g;x"},
                                                                    {"", "/b/c/d;p?q"},
                                                                    {".", "/b/c/"},
                                                                    {"./", "/b/c/"},
                                                                    {"..", "/b/"},
                                                                    {"../", "/b/"},
                                                                    {"../g", "/b/g"},
                                                                    {"../..", "/"},
                                                                    {"../../", "/"},
                                                                    {"../../g", "/g"},
                                                                    {"../../../g", "/g"},
                                                                    {"../../../../g", "/g"},
                                                                    {"/./g", "/g"},
                                                                    {"/../g", "/g"},
                                                                    {"g.", "/b/c/g."},
                                                                    {".g", "/b/c/.g"},
                                                                    {"g..", "/b/c/g.."},
                                                                    {"..g", "/b/c/..g"},
                                                                    {"./../g", "/b/g"},
                                                                    {"./g/.", "/b/c/g/"},
                                                                    {"g/./h", "/b/c/g/h"},
                                                                    {"g/../h", "/b/c/h"},
                                                                    {"g;x=1/./y", "/b/c/g;x=1/y"},
                                                                    {"g;x=1/../y", "/b/c/y"},
                                                                    {"g?y/./x", "/b/c/g?y/./x"},
                                                                    {"g?y/../x", "/b/c/g?y/../x"},
                                                                    {"g#s/../x", "/b/c/g"}};
  for (const auto& [location, expected] : examples) {
    EXPECT_EQ(resolve(location), "https://a.com" + std::string(expected)) << location;
  }
}

TEST(ResolveRedirect, StaysInTheOrigin) {
  EXPECT_EQ(resolve("https://A.com:443/x/../y"), "https://a.com/y");
  EXPECT_EQ(resolve("//a.com/x"), "https://a.com/x");
  EXPECT_EQ(resolve(" /x\t"), "https://a.com/x");
  EXPECT_EQ(resolve("/x", "https://[::1]:8443/"), "https://[::1]:8443/x");
  EXPECT_EQ(resolve("x", "https://a.com"), "https://a.com/x");
  EXPECT_EQ(resolve("/..//b.com/"), "https://a.com//b.com/");
}

TEST(ResolveRedirect, RefusesOtherOrigins) {
  for (const std::string_view location :
       {"https://b.com/", "//b.com/", "http://a.com/", "https://a.com:8443/", "https://a.com.b/",
        "https://www.a.com/"}) {
    EXPECT_EQ(resolve(location), "redirect_origin") << location;
  }
}

TEST(ResolveRedirect, RefusesWhatIsNoUrl) {
  EXPECT_EQ(resolve("ftp://a.com/"), "url_scheme");
  EXPECT_EQ(resolve("javascript:alert(1)"), "url_scheme");
  EXPECT_EQ(resolve("https:/x"), "url_scheme");
  EXPECT_EQ(resolve("///x"), "url_host");
  EXPECT_EQ(resolve("\\\\b.com\\x"), "url_character");
  EXPECT_EQ(resolve("/\\b.com"), "url_character");
  EXPECT_EQ(resolve("https://a.com@b.com/"), "url_user_info");
  EXPECT_EQ(resolve("/a\r\nSet-Cookie: x"), "url_character");
  EXPECT_EQ(resolve("/100%"), "url_percent");
  EXPECT_EQ(resolve("/" + std::string(9000, 'a')), "url_too_long");
}

}  // namespace
}  // namespace fieldcall::http
