// The memory that bookkeeping takes is what it counts, and one that it does not get breaks nothing.
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <optional>
#include <string>

#include "engine/memory_cache.hpp"
#include "engine/run_guard.hpp"

namespace {

// Of what is allocated now, as common allocators take it: in steps of 16 with 8 of their own.
std::int64_t bytes_in_use = 0;
// Allocations until one fails; negative = none does.
std::int64_t allocations_left = -1;

constexpr std::size_t header_bytes = 16;

std::int64_t taken(std::size_t bytes) {
  return static_cast<std::int64_t>((bytes + 8 + 15) / 16 * 16);
}

void* allocate(std::size_t bytes) {
  if (allocations_left == 0) {
    allocations_left = -1;
    throw std::bad_alloc();
  }
  if (allocations_left > 0) --allocations_left;
  auto* memory = static_cast<std::byte*>(std::malloc(header_bytes + bytes));
  if (memory == nullptr) throw std::bad_alloc();
  *reinterpret_cast<std::size_t*>(memory) = bytes;
  bytes_in_use += taken(bytes);
  return memory + header_bytes;
}

void release(void* memory) {
  if (memory == nullptr) return;
  std::byte* const start = static_cast<std::byte*>(memory) - header_bytes;
  bytes_in_use -= taken(*reinterpret_cast<std::size_t*>(start));
  std::free(start);
}

}  // namespace

void* operator new(std::size_t bytes) {
  return allocate(bytes);
}
void operator delete(void* memory) noexcept {
  release(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  release(memory);
}

namespace fieldcall::engine {
namespace {

constexpr Instant now{Millis{0}};

std::string hex_of(std::uint64_t number) {
  const std::string digits = std::to_string(number);
  return std::string(64 - digits.size(), '0') + digits;
}

StoreInCache entry(std::uint64_t number, std::uint64_t tenants, std::uint64_t text_bytes = 300) {
  return {.key = hex_of(number),
          .entry = std::string(text_bytes, 'x'),
          .tags = {hex_of(number % tenants), hex_of(number % 7)},
          .drop_at = Instant{Millis{1000}}};
}

// Tenants as many as entries are the worst: every entry has a group of its own.
TEST(MemoryCacheBytes, CoverWhatIsAllocated) {
  for (const std::uint64_t tenants : {1U, 10U, 100'000U}) {
    for (const std::uint64_t text_bytes : {0U, 1U, 300U, 5000U}) {
      const std::int64_t before = bytes_in_use;
      MemoryCache cache(1'000'000);
      for (std::uint64_t i = 0; i < 2000; ++i) cache.store(entry(i, tenants, text_bytes), now);
      const std::int64_t allocated = bytes_in_use - before;
      EXPECT_GT(cache.entries(), 100U);
      EXPECT_LE(allocated, static_cast<std::int64_t>(cache.bytes()))
          << tenants << " tenants, " << text_bytes << " bytes";
      EXPECT_LE(cache.bytes(), 1'000'000U);
    }
  }
}

TEST(MemoryCacheBytes, DoNotCountRoomThatATextDoesNotUse) {
  StoreInCache roomy = entry(1, 1, 100);
  roomy.entry.reserve(100'000);
  const std::int64_t before = bytes_in_use;
  MemoryCache cache(1'000'000);
  cache.store(roomy, now);
  EXPECT_LE(bytes_in_use - before, static_cast<std::int64_t>(cache.bytes()));
}

TEST(MemoryCacheBytes, AreGivenBack) {
  const std::int64_t before = bytes_in_use;
  MemoryCache cache(1'000'000);
  const std::int64_t empty = bytes_in_use - before;
  for (std::uint64_t i = 0; i < 50; ++i) cache.store(entry(i, 3), now);
  cache.invalidate({hex_of(1), ""});
  cache.invalidate({"", hex_of(2)});
  for (std::uint64_t i = 0; i < 50; ++i) cache.find(hex_of(i), Instant{Millis{5000}});
  EXPECT_EQ(cache.bytes(), 0U);
  EXPECT_EQ(bytes_in_use - before, empty);
}

// Runs `work` with its n-th allocation failing, for every n until none fails: how many.
template <class Work>
int fail_every_allocation(Work work) {
  for (int allocation = 0; allocation < 1000; ++allocation) {
    allocations_left = allocation;
    bool has_failed = false;
    try {
      work();
    } catch (const std::bad_alloc&) {
      has_failed = true;
    }
    allocations_left = -1;
    if (!has_failed) return allocation;
  }
  return -1;
}

TEST(OutOfMemory, LeavesTheCacheAsIfTheEntryWereNotThere) {
  for (const bool replaces : {false, true}) {
    MemoryCache cache(100'000);
    const StoreInCache kept = entry(1, 10);
    const StoreInCache failing = entry(2, 10);
    cache.store(kept, now);
    if (replaces) cache.store(failing, now);
    const std::int64_t before = bytes_in_use;
    const int failures = fail_every_allocation([&] {
      EXPECT_LE(cache.entries(), 2U);
      cache.store(failing, now);
    });
    EXPECT_GE(failures, 7);
    EXPECT_EQ(cache.entries(), 2U);
    EXPECT_EQ(cache.bytes(), MemoryCache::bytes_of(kept) + MemoryCache::bytes_of(failing));
    EXPECT_NE(cache.find(kept.key, now), nullptr);
    EXPECT_EQ(bytes_in_use == before, replaces);
    EXPECT_EQ(cache.invalidate(failing.tags), 1U);
    EXPECT_EQ(cache.invalidate({}), 1U);
    EXPECT_EQ(cache.bytes(), 0U);
  }
}

TEST(OutOfMemory, ForgetsTheEntryThatCouldNotBeStored) {
  MemoryCache cache(100'000);
  cache.store(entry(1, 10), now);
  const std::int64_t before = bytes_in_use;
  for (int allocation = 0; allocation < 7; ++allocation) {
    const StoreInCache failing = entry(2, 10);
    const std::int64_t of_entry = bytes_in_use - before;
    allocations_left = allocation;
    EXPECT_THROW(cache.store(failing, now), std::bad_alloc);
    EXPECT_EQ(cache.entries(), 1U);
    EXPECT_EQ(cache.find(failing.key, now), nullptr);
    EXPECT_EQ(bytes_in_use - before, of_entry) << "allocation " << allocation;
  }
}

CallInputs of_case(std::string case_id) {
  CallInputs inputs;
  inputs.case_id = std::move(case_id);
  return inputs;
}

TEST(OutOfMemory, LeavesRunsThatGoOn) {
  RunGuard guard;
  const CallInputs inputs = of_case("c");
  EXPECT_FALSE(guard.admit(CallId{1}, inputs, "f", now).has_value());
  std::uint64_t call = 2;
  const int failures = fail_every_allocation(
      [&] { EXPECT_FALSE(guard.admit(CallId{call++}, inputs, "f", now).has_value()); });
  EXPECT_GE(failures, 2);
  for (std::uint64_t failed = 2; failed + 1 < call; ++failed) guard.forget(CallId{failed});
  std::vector<CallId> older;
  const int endings =
      fail_every_allocation([&] { older = guard.finished(CallId{call - 1}, OutcomeStatus::ok); });
  EXPECT_EQ(endings, 1);  // of the list; with nothing ended before
  EXPECT_EQ(older, std::vector<CallId>{CallId{1}});
  // Of a case that was not known.
  const CallInputs other = of_case("d");
  fail_every_allocation(
      [&] { EXPECT_FALSE(guard.admit(CallId{call++}, other, "f", now).has_value()); });
  EXPECT_EQ(guard.remembered(), 2U);
  EXPECT_TRUE(guard.finished(CallId{call - 1}, OutcomeStatus::ok).empty());
}

// It is how a call ends that got no memory.
TEST(OutOfMemory, ForgettingACallNeedsNone) {
  RunGuard guard;
  EXPECT_FALSE(guard.admit(CallId{1}, of_case("c"), "f", now).has_value());
  EXPECT_FALSE(guard.admit(CallId{2}, of_case("c"), "f", now).has_value());
  allocations_left = 0;
  guard.forget(CallId{2});
  guard.forget(CallId{1});
  EXPECT_EQ(allocations_left, 0);
  allocations_left = -1;
}

TEST(OutOfMemory, CountsFailuresOnce) {
  RunGuard guard;
  EXPECT_GE(
      fail_every_allocation([&] { guard.count_failures("tenant", "f", OutcomeStatus::failed); }),
      2);
  EXPECT_EQ(guard.count_failures("tenant", "f", OutcomeStatus::failed), 2U);
}

}  // namespace
}  // namespace fieldcall::engine
