// One configuration for each diagnostic code, with what is said about it: tests/fixtures/config.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <regex>
#include <set>
#include <string>

#include "fieldcall/diagnostic.hpp"
#include "fieldcall/field.hpp"
#include "support/shared_data.hpp"

namespace fieldcall {
namespace {

// What only texts of great size can show: configuration_test makes them. And what needs a JSONPath
// of many values: mapping's tests show it. And what needs time zones: schedule_test has some.
constexpr std::array<std::string_view, 10> without_files{
    "always_array",     "config_too_complex", "config_too_large",  "template_too_long",
    "too_many_headers", "too_many_params",    "too_many_problems", "too_many_targets",
    "unknown_timezone", "url_too_long"};

bool has_golden(std::string_view code) {
  return std::find(without_files.begin(), without_files.end(), code) == without_files.end();
}

bool is_listed(std::string_view code) {
  const auto table = diagnostic_table();
  return std::any_of(table.begin(), table.end(),
                     [code](const DiagnosticInfo& info) { return info.code == code; });
}

// error unknown_root /api_config/url:12 (5:40) message | fix
std::string line_of(const Diagnostic& diagnostic) {
  std::string line = std::string(severity_name(diagnostic.severity)) + " " + diagnostic.code + " " +
                     diagnostic.pointer;
  if (diagnostic.offset != 0) line += ":" + std::to_string(diagnostic.offset);
  line += " (" + std::to_string(diagnostic.line) + ":" + std::to_string(diagnostic.column) + ") " +
          diagnostic.message;
  if (!diagnostic.fix.empty()) line += " | " + diagnostic.fix;
  return line + "\n";
}

class GoldenDiagnostic : public testing::TestWithParam<std::string> {};

TEST_P(GoldenDiagnostic, ReadsAsWritten) {
  const std::string path = "tests/fixtures/config/" + GetParam();
  const Configuration configuration = parse_configuration(test::read_project_file(path + ".json"));
  std::string lines;
  bool says_so = false;
  for (const Diagnostic& diagnostic : configuration.diagnostics) {
    lines += line_of(diagnostic);
    says_so = says_so || diagnostic.code == GetParam();
    EXPECT_TRUE(is_listed(diagnostic.code)) << diagnostic.code;
  }
  EXPECT_TRUE(says_so);
  EXPECT_EQ(lines, test::read_project_file(path + ".expected"));
}

std::vector<std::string> golden_codes() {
  std::vector<std::string> codes;
  for (const DiagnosticInfo& info : diagnostic_table()) {
    if (has_golden(info.code)) codes.emplace_back(info.code);
  }
  return codes;
}

INSTANTIATE_TEST_SUITE_P(All, GoldenDiagnostic, testing::ValuesIn(golden_codes()),
                         [](const auto& golden) { return golden.param; });

TEST(DiagnosticTable, IsSortedAndSaysSomething) {
  const auto table = diagnostic_table();
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (i > 0) {
      EXPECT_LT(table[i - 1].code, table[i].code);
    }
    EXPECT_GT(table[i].meaning.size(), 10U) << table[i].code;
  }
}

std::set<std::string> matches(const std::string& text, const std::string& pattern) {
  std::set<std::string> found;
  const std::regex regex(pattern);
  for (std::sregex_iterator i(text.begin(), text.end(), regex), end; i != end; ++i) {
    found.insert((*i)[1]);
  }
  return found;
}

// Wherever a layer writes a severity or `.code =` before a literal, the literal is a code.
TEST(DiagnosticTable, ListsEveryCodeInTheSources) {
  std::size_t seen_count = 0;
  for (const std::string layer : {"templating", "mapping", "config"}) {
    const std::string folder = "core/src/" + layer + "/";
    for (const std::string& file :
         matches(test::read_project_file(folder + "CMakeLists.txt"), "(\\w+\\.cpp)")) {
      const std::string source = test::read_project_file(folder + file);
      for (const std::string& code :
           matches(source,
                   "(?:\\.code = |Severity::\\w+,\\s+|\\b(?:error|warning|hint), )"
                   "\"([a-z_]+)\"")) {
        EXPECT_TRUE(is_listed(code)) << folder + file + ": " + code;
        ++seen_count;
      }
    }
  }
  EXPECT_GT(seen_count, 40U);
}

}  // namespace
}  // namespace fieldcall
