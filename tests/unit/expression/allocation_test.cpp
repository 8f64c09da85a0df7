// A compiled expression asks for no memory once the arena has enough: every allocation is counted.
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <string>
#include <string_view>

#include "expression/expression.hpp"
#include "json/document.hpp"

namespace {

std::int64_t allocations = 0;

void* allocate(std::size_t bytes) {
  ++allocations;
  void* memory = std::malloc(bytes == 0 ? 1 : bytes);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

void* operator new(std::size_t bytes) {
  return allocate(bytes);
}
void* operator new[](std::size_t bytes) {
  return allocate(bytes);
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete[](void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
  std::free(memory);
}

namespace fieldcall::expression {
namespace {

// 200 people, so that no list fits into memory that is there from the start.
json::Document people() {
  std::string text = "{\"people\": [";
  for (int i = 0; i < 200; ++i) {
    const std::string number = std::to_string(i);
    text += (i == 0 ? "" : ",") + ("{\"name\": \"person " + number) + "\", \"age\": " + number +
            ".5, \"tags\": [\"a" + number +
            "\", \"b\"], \"address\": {\"city\": {\"zip\": " + number + "}}}";
  }
  auto document = json::Document::parse(text + "]}");
  EXPECT_TRUE(document);
  return *std::move(document);
}

// Allocations of the third evaluation; the first two make the arena as large as it has to be.
std::int64_t allocations_of(std::string_view source, const json::Document& document) {
  const auto expression = Expression::compile(source);
  EXPECT_TRUE(expression) << source;
  if (!expression) return -1;
  json::Arena arena;
  std::int64_t before = 0;
  for (int round = 0; round < 3; ++round) {
    arena.clear();
    before = allocations;
    const auto result = expression->evaluate(document.root(), {}, arena);
    EXPECT_TRUE(result && *result && !(*result)->is_null()) << source;
  }
  return allocations - before;
}

TEST(Allocation, IsCounted) {
  const std::int64_t before = allocations;
  const std::string text(1000, 'x');
  EXPECT_GT(allocations, before);
  EXPECT_EQ(text.size(), 1000u);
}

TEST(Allocation, JmespathAllocatesNothing) {
  const json::Document document = people();
  for (const std::string_view source :
       {"people[3].address.city.zip",
        "people[*].name",
        "people[?age > `20`].name",
        "people[].tags[]",
        "people[10:50:3].{name: name, zip: address.city.zip}",
        "people[*].[name, age]",
        "sum(people[*].age)",
        "avg(people[*].age)",
        "max_by(people, &age).name",
        "sort_by(people, &name)[0].name",
        "sort(people[].tags[])",
        "reverse(people)[0].name",
        "join(', ', people[*].name)",
        "group_by(people, &tags[1])",
        "map(&tags[0], people)",
        "people[0] == people[1] || people[0].tags == people[0].tags",
        "contains(people[5].name, '5') && starts_with(people[5].name, 'p')",
        "people[0] | keys(@) | sort(@)",
        "merge(people[0], people[1], {x: `1`})",
        "upper(people[0].name)",
        "split(people[0].name, ' ')",
        "let $a = people[0].age in people[?age == $a].name",
        "people[0].age * `2` + `1` - `7` / `2`",
        "zip(people[*].name, people[*].age)",
        "from_items(people[*].[name, age])",
        "items(people[0])",
        "not_null(nowhere, people[0].name)",
        "find_first(people[12].name, '1')",
        "replace(people[0].name, 'p', 'P')",
        "people[0].name[::-1]",
        "length(people) > `3` ? 'many' : 'few'"}) {
    EXPECT_EQ(allocations_of(source, document), 0) << source;
  }
}

TEST(Allocation, JsonpathAllocatesNothing) {
  const json::Document document = people();
  for (const std::string_view source :
       {"$.people[3].address.city.zip", "$.people[*].name", "$..zip", "$.people[?@.age > 20].name",
        "$.people[10:50:3]", "$.people[?@.tags[1] == 'b' && @.address]", "$..*",
        "$.people[?length(@.tags) == 2]", "$.people[?count(@..*) > 3].age",
        "$.people[?@.address == $.people[0].address]", "$.people[?value(@..zip) == 7]",
        "$.people[-1,0]['name','age']"}) {
    EXPECT_EQ(allocations_of(source, document), 0) << source;
  }
}

}  // namespace
}  // namespace fieldcall::expression
