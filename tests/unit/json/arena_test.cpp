#include "json/arena.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <limits>

namespace fieldcall::json {
namespace {

TEST(Arena, PiecesAreAlignedAndDistinct) {
  Arena arena;
  std::vector<char*> pieces;
  for (std::size_t bytes = 0; bytes < 300; ++bytes) {
    auto* const piece = static_cast<char*>(arena.allocate(bytes));
    ASSERT_EQ(reinterpret_cast<std::uintptr_t>(piece) % Arena::alignment, 0U);
    std::memset(piece, static_cast<int>(bytes % 251), bytes);
    pieces.push_back(piece);
  }
  for (std::size_t bytes = 0; bytes < pieces.size(); ++bytes) {
    for (std::size_t index = 0; index < bytes; ++index) {
      ASSERT_EQ(static_cast<unsigned char>(pieces[bytes][index]), bytes % 251);
    }
  }
  EXPECT_GE(arena.used_bytes(), 300U * 299U / 2U);
}

TEST(Arena, TakesPiecesLargerThanAnyChunk) {
  Arena arena;
  auto* const piece = static_cast<char*>(arena.allocate(3'000'000));
  std::memset(piece, 1, 3'000'000);
  EXPECT_NE(arena.allocate(8), piece);
}

TEST(Arena, CopiesTextAndItems) {
  Arena arena;
  std::string text = "text";
  const std::string_view copy = arena.copy(text);
  text = "gone";
  EXPECT_EQ(copy, "text");
  EXPECT_EQ(arena.copy(std::string_view{}), "");
  const std::array<int, 3> numbers = {1, 2, 3};
  const std::span<const int> items = arena.copy(std::span<const int>(numbers));
  EXPECT_EQ(std::vector<int>(items.begin(), items.end()), (std::vector<int>{1, 2, 3}));
  EXPECT_TRUE(arena.copy(std::span<const int>{}).empty());
}

TEST(Arena, ClearKeepsTheMemory) {
  Arena arena;
  void* const first = arena.allocate(64);
  for (int round = 0; round < 100; ++round) arena.allocate(1000);
  arena.clear();
  EXPECT_EQ(arena.used_bytes(), 0U);
  EXPECT_EQ(arena.allocate(64), first);
  // A piece that the kept chunks are too small for.
  auto* const large = static_cast<char*>(arena.allocate(1 << 20));
  std::memset(large, 1, 1 << 20);
  EXPECT_EQ(arena.used_bytes(), 64U + (1U << 20));
}

TEST(Arena, MovesWithItsMemoryAndLeavesAnUsableOne) {
  Arena arena;
  const std::string_view text = arena.copy("text");
  Arena other = std::move(arena);
  EXPECT_EQ(text, "text");
  EXPECT_EQ(other.used_bytes(), 8U);
  arena.clear();  // NOLINT(bugprone-use-after-move): it may be used again
  EXPECT_EQ(arena.copy("again"), "again");
}

TEST(ArenaDeathTest, AnImpossibleSizeIsABrokenInvariant) {
  Arena arena;
  EXPECT_DEATH_IF_SUPPORTED((void)arena.allocate(std::numeric_limits<std::size_t>::max()), "broken invariant");
}

}  // namespace
}  // namespace fieldcall::json
