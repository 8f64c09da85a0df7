#include "json/same_text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace fieldcall::json {
namespace {

TEST(SameText, SeesEveryByteOfEveryLength) {
  for (std::size_t bytes = 0; bytes <= 20; ++bytes) {
    const std::string text(bytes, 'x');
    EXPECT_TRUE(same_text(text, std::string(text)));
    EXPECT_FALSE(same_text(text, text + "x"));
    for (std::size_t place = 0; place < bytes; ++place) {
      std::string other = text;
      other[place] = 'y';
      EXPECT_FALSE(same_text(text, other)) << bytes << " " << place;
    }
  }
}

}  // namespace
}  // namespace fieldcall::json
