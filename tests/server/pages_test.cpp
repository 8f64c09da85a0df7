#include "pages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "problem.hpp"

namespace fieldcall::server {
namespace {

using testing::ElementsAre;
namespace fs = std::filesystem;

TEST(Pages, DecodesAPathOnce) {
  EXPECT_THAT(path_segments("/").value(), ElementsAre("index.html"));
  EXPECT_THAT(path_segments("/a/b.js").value(), ElementsAre("a", "b.js"));
  EXPECT_THAT(path_segments("/a/").value(), ElementsAre("a", "index.html"));
  EXPECT_THAT(path_segments("/a%20b").value(), ElementsAre("a b"));
  EXPECT_THAT(path_segments("/%252e%252e/a").value(), ElementsAre("%2e%2e", "a"));
}

TEST(Pages, KnowsNoPathsThatLeadOut) {
  for (const char* const path :
       {"/..",      "/../a",       "/a/../b", "/%2e%2e/a", "/%2E%2e/a", "/.%2e/a",
        "/..%2fa",  "/a%2f..%2fb", "/a%2fb",  "/a%5cb",    "/a\\b",     "/.git/config",
        "/.env",    "/a/.hidden",  "/%2eenv", "//a",       "/a//b",     "/./a",
        "/a%00.js", "/a%0a",       "/%",      "/%2",       "/%zz",      "/a%7f"}) {
    EXPECT_FALSE(path_segments(path)) << path;
  }
}

class PagesOfAFolder : public testing::Test {
 protected:
  PagesOfAFolder() {
    std::string pattern = (fs::temp_directory_path() / "fieldcall-pages-XXXXXX").string();
    root_ = mkdtemp(pattern.data());
    fs::create_directories(root_ / "site/assets");
    write("outside.txt", "outside");
    write("site/index.html", "<!doctype html>");
    write("site/assets/app.js", "export {}");
    write("site/assets/core.wasm", std::string("\0asm", 4));
    write("site/.env", "hidden");
    fs::create_symlink(root_ / "outside.txt", root_ / "site/link.txt");
    fs::create_directory_symlink(root_, root_ / "site/up");
    ::mkfifo((root_ / "site/pipe").c_str(), 0600);
    pages_ = *Pages::open((root_ / "site").string());
  }
  ~PagesOfAFolder() override { fs::remove_all(root_); }

  void write(const std::string& name, const std::string& content) {
    std::ofstream(root_ / name, std::ios::binary) << content;
  }

  Answer get(const std::string& target, const std::string& tag = {}) {
    RequestHead head;
    head.method = "GET";
    head.target = target;
    if (!tag.empty()) head.headers.push_back({"If-None-Match", tag});
    return pages_->answer(head);
  }

  static std::string header(const Answer& answer, std::string_view name) {
    for (const HttpHeader& header : answer.headers) {
      if (header.name == name) return header.value;
    }
    return {};
  }

  fs::path root_;
  std::unique_ptr<Pages> pages_;
};

TEST_F(PagesOfAFolder, ServesFilesWithTheirTypes) {
  EXPECT_EQ(get("/").content(), "<!doctype html>");
  EXPECT_EQ(header(get("/"), "Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(get("/assets/app.js?v=1").content(), "export {}");
  EXPECT_EQ(header(get("/assets/app.js"), "Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(header(get("/assets/core.wasm"), "Content-Type"), "application/wasm");
}

TEST_F(PagesOfAFolder, ServesNothingElse) {
  for (const char* const target :
       {"/none", "/assets", "/assets/", "/.env", "/link.txt", "/up/outside.txt",
        "/up/site/index.html", "/pipe", "/../outside.txt", "/%2e%2e/outside.txt",
        "/%252e%252e/outside.txt", "/index.html/", "/index.html/a"}) {
    EXPECT_EQ(get(target).status, 404) << target;
  }
}

TEST_F(PagesOfAFolder, TellsWhenAFileIsTheSame) {
  const std::string tag = header(get("/"), "ETag");
  ASSERT_FALSE(tag.empty());
  EXPECT_EQ(get("/", tag).status, 304);
  EXPECT_TRUE(get("/", tag).content().empty());
  EXPECT_EQ(get("/", "\"other\"").status, 200);
  write("site/index.html", "<!doctype html><p>changed");
  EXPECT_EQ(get("/", tag).status, 200);
  EXPECT_EQ(get("/").content(), "<!doctype html><p>changed");
}

TEST(Pages, NeedsAFolder) {
  EXPECT_FALSE(Pages::open("/nowhere/at/all").ok());
  EXPECT_FALSE(Pages::open("/etc/hostname").ok());
}

}  // namespace
}  // namespace fieldcall::server
