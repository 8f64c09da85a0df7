#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "config/field_table.hpp"
#include "fieldcall/field.hpp"

namespace fieldcall {
namespace {

TEST(ConfigurationReference, HasARowForEveryKey) {
  const std::string text = configuration_reference();
  for (const config::Row& row : config::field_table()) {
    if (row.table == config::Table::form || row.table == config::Table::on_error) continue;
    EXPECT_NE(text.find("| `" + std::string(row.key) + "` | "), std::string::npos) << row.key;
  }
}

TEST(ConfigurationReference, SaysTypeRangeWordsAndDefault) {
  const std::string text = configuration_reference();
  EXPECT_EQ(text.substr(0, 12), "### Field\n\n|");
  EXPECT_NE(text.find("\n| `retry` | integer, 0 to 10 | `3` | retries after the first attempt |\n"),
            std::string::npos);
  EXPECT_NE(text.find("\n| `visibility` | string: `\"always-visible\"`, `\"hide-when-empty\"`, "
                      "`\"always-hide\"` | `\"always-visible\"` | when the field is shown |\n"),
            std::string::npos);
  EXPECT_NE(text.find("\n| `body` | any |  | "), std::string::npos);
  EXPECT_NE(text.find("\n| `url` | string | required | "), std::string::npos);
}

// Tables break at a bar or a line feed inside a cell.
TEST(ConfigurationReference, HasFourCellsInEveryLine) {
  const std::string text = configuration_reference();
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = text.find('\n', begin);
    const std::string line = text.substr(begin, end - begin);
    begin = end + 1;
    if (line.empty() || line[0] != '|') continue;
    EXPECT_EQ(std::count(line.begin(), line.end(), '|'), 5) << line;
  }
}

}  // namespace
}  // namespace fieldcall
