#include "mapping/report.hpp"

#include <gtest/gtest.h>

namespace fieldcall::mapping {
namespace {

TEST(Report, NamesGoBothWays) {
  for (int i = 0; i <= static_cast<int>(TargetStatus::kept_manual); ++i) {
    const auto status = static_cast<TargetStatus>(i);
    EXPECT_EQ(target_status_from_name(target_status_name(status)), status);
  }
  EXPECT_EQ(target_status_from_name("lost"), std::nullopt);
}

TEST(Report, LeavesOutWhatIsEmpty) {
  EXPECT_EQ(report_to_json({}), "[]");
  EXPECT_EQ(report_to_json({{"a", "b", TargetStatus::written, "", "", ""},
                            {"c", "", TargetStatus::converted, "string", "integer", "why"}}),
            R"([{"target":"a","source":"b","status":"written"},)"
            R"({"target":"c","status":"converted","from":"string","to":"integer",)"
            R"("message":"why"}])");
}

}  // namespace
}  // namespace fieldcall::mapping
