#include "base/secret.hpp"

#include <gtest/gtest.h>

#include <type_traits>

namespace fieldcall {
namespace {

TEST(SecretText, IsRevealedOnlyThroughTheCore) {
  const SecretText text("hunter22");
  EXPECT_EQ(base::SecretAccess::reveal(text), "hunter22");
  EXPECT_EQ(base::SecretAccess::reveal(SecretText{}), "");
  const SecretText copy = text;  // NOLINT(performance-unnecessary-copy-initialization)
  EXPECT_EQ(base::SecretAccess::reveal(copy).data(), base::SecretAccess::reveal(text).data());
}

template <class T>
concept Printable = requires(std::ostream& out, const T& value) {
  out << value;
};
template <class T>
concept Comparable = requires(const T& a, const T& b) {
  a == b;
};

TEST(SecretText, CannotBePrintedComparedOrConverted) {
  static_assert(!Printable<SecretText>);
  static_assert(!Comparable<SecretText>);
  static_assert(!std::is_convertible_v<SecretText, std::string_view>);
  static_assert(!std::is_convertible_v<SecretText, std::string>);
  static_assert(!std::is_convertible_v<SecretText, bool>);
}

}  // namespace
}  // namespace fieldcall
