#include "fieldcall/error.hpp"

#include <gtest/gtest.h>

#include <set>

namespace fieldcall {
namespace {

TEST(ErrorTable, NamesAreStableWordsAndUnique) {
  std::set<std::string_view> names;
  for (const ErrorInfo& row : error_table()) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_EQ(row.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), std::string_view::npos);
    EXPECT_EQ(error_code_from_name(row.name), row.code);
    EXPECT_EQ(&error_info(row.code), &row);
  }
  EXPECT_EQ(error_code_from_name("no_such_code"), std::nullopt);
}

TEST(ErrorTable, MessagesAreSentencesForPeople) {
  for (const ErrorInfo& row : error_table()) {
    EXPECT_EQ(row.message.back(), '.') << row.name;
    EXPECT_NE(row.technical.back(), '.') << row.name;
    EXPECT_FALSE(fault_name(row.fault).empty());
  }
}

}  // namespace
}  // namespace fieldcall
