#include "fieldcall/visibility.hpp"

#include <gtest/gtest.h>

#include "unit/support/form_text.hpp"

namespace fieldcall {
namespace {

Field field_with(const std::string& visibility) {
  const std::string more =
      visibility.empty() ? std::string() : R"(,"visibility":")" + visibility + "\"";
  return test::form_of({{"score", {"x"}, {"credit.score", "band"}, "\"on_create\"", more}}).front();
}

bool is_visible(const Field& field, const FieldState& state) {
  const Result<bool> shown = visible(field, state);
  EXPECT_TRUE(shown.ok()) << (shown.ok() ? "" : shown.error().message);
  return shown && *shown;
}

TEST(Visible, HideWhenEmptyLooksAtTheValueAndAtTheTargets) {
  const Field field = field_with("hide-when-empty");
  EXPECT_FALSE(is_visible(field, {}));
  EXPECT_FALSE(is_visible(field, {"", ""}));
  EXPECT_FALSE(is_visible(field, {R"({"credit.score":null,"band":""})", R"({"x":1})"}));
  EXPECT_TRUE(is_visible(field, {R"({"credit.score":0})", "{}"}));
  EXPECT_TRUE(is_visible(field, {"null", R"({"credit":{"score":0}})"}));
  EXPECT_TRUE(is_visible(field, {"null", R"({"band":"A"})"}));
  EXPECT_TRUE(is_visible(field, {"null", R"({"score":7})"}));
  EXPECT_FALSE(is_visible(field, {"null", R"({"credit":"in the way","band":null})"}));
}

TEST(Visible, TheOthersLookAtNothing) {
  for (const FieldState& state :
       {FieldState{}, FieldState{"1", R"({"band":1})"}, FieldState{"no json", "neither"}}) {
    EXPECT_TRUE(is_visible(field_with(""), state));
    EXPECT_TRUE(is_visible(field_with("always-visible"), state));
    EXPECT_FALSE(is_visible(field_with("always-hide"), state));
  }
}

TEST(Visible, RefusesWhatIsNoState) {
  const Field field = field_with("hide-when-empty");
  const auto message = [&](const FieldState& state) {
    const Result<bool> shown = visible(field, state);
    return shown ? std::string() : shown.error().code + ": " + shown.error().message;
  };
  EXPECT_EQ(message({"null", "[]"}), "invalid_data: the case is array, not an object");
  EXPECT_EQ(message({"{", "{}"}).substr(0, 35), "invalid_data: the value is not JSON");
  EXPECT_NE(message({"\"" + std::string(17 * 1024 * 1024, 'x') + "\"", "{}"}).find("larger than"),
            std::string::npos);
}

}  // namespace
}  // namespace fieldcall
