#include "fieldcall/diagnostic.hpp"

#include <gtest/gtest.h>

namespace fieldcall {
namespace {

TEST(Severity, HasNames) {
  EXPECT_EQ(severity_name(Severity::error), "error");
  EXPECT_EQ(severity_name(Severity::warning), "warning");
  EXPECT_EQ(severity_name(Severity::hint), "hint");
}

TEST(HasErrors, LooksForErrorsOnly) {
  std::vector<Diagnostic> diagnostics(2);
  diagnostics[0].severity = Severity::warning;
  diagnostics[1].severity = Severity::hint;
  EXPECT_FALSE(has_errors({}));
  EXPECT_FALSE(has_errors(diagnostics));
  diagnostics[1].severity = Severity::error;
  EXPECT_TRUE(has_errors(diagnostics));
}

TEST(DiagnosticsToJson, WritesEveryMemberThatIsSet) {
  EXPECT_EQ(diagnostics_to_json({}), R"({"valid":true,"diagnostics":[]})");
  const std::vector<Diagnostic> diagnostics{
      {Severity::warning, "unknown_key", "/a~1b", "say \"what\"", "did you mean \"c\"?", 3, 4, 5},
      {Severity::error, "wrong_type", "", "no", "", 0, 1, 1}};
  EXPECT_EQ(diagnostics_to_json(diagnostics),
            R"({"valid":false,"diagnostics":[)"
            R"({"severity":"warning","code":"unknown_key","pointer":"/a~1b","line":4,"column":5,)"
            R"("message":"say \"what\"","fix":"did you mean \"c\"?","offset":3},)"
            R"({"severity":"error","code":"wrong_type","pointer":"","line":1,"column":1,)"
            R"("message":"no"}]})");
}

}  // namespace
}  // namespace fieldcall
