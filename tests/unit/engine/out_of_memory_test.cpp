// Every allocation of a call fails once: that call is dropped, the others go on.
#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <new>

#include "engine/score_field.hpp"

namespace {

// Allocations until one fails; negative = none does.
std::int64_t allocations_left = -1;

void* allocate(std::size_t bytes) {
  if (allocations_left == 0) {
    allocations_left = -1;
    throw std::bad_alloc();
  }
  if (allocations_left > 0) --allocations_left;
  void* memory = std::malloc(bytes == 0 ? 1 : bytes);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

void* operator new(std::size_t bytes) {
  return allocate(bytes);
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

namespace fieldcall::test {
namespace {

// Runs `work` with its n-th allocation failing, for every n until none fails.
template <class Work>
int fail_every_allocation(Work work) {
  for (std::int64_t allocation = 0; allocation < 100'000; ++allocation) {
    if (!work(allocation)) return static_cast<int>(allocation);
  }
  return -1;
}

bool has_other_finished(Engine& engine, CallId other) {
  bool is_there = false;
  while (auto action = engine.poll()) {
    const auto* finished = std::get_if<Finished>(&*action);
    if (finished != nullptr && finished->call == other) {
      is_there = finished->outcome.status == OutcomeStatus::ok;
    }
  }
  return is_there;
}

TEST(OutOfMemory, AStartThatFailsIsForgotten) {
  const Field field = parse_field(get_field);
  const int failures = fail_every_allocation([&field](std::int64_t allocation) {
    Engine engine;
    const CallId other = engine.start(field, inputs(), script_start);
    CallInputs call = inputs();
    bool has_failed = false;
    allocations_left = allocation;
    try {
      engine.start(field, std::move(call), script_start);
    } catch (const std::bad_alloc&) {
      has_failed = true;
    }
    allocations_left = -1;
    if (!has_failed) return false;
    engine.forget_interrupted();
    EXPECT_EQ(engine.active_calls(), 1U);
    EXPECT_TRUE(
        engine.handle(ResponseReceived{{other, 1, 0}, {200, {}, answer_body()}}, script_start)
            .ok());
    EXPECT_TRUE(has_other_finished(engine, other));
    EXPECT_FALSE(engine.deadline().has_value());
    return true;
  });
  EXPECT_GT(failures, 10);
}

TEST(OutOfMemory, AnAnswerThatFailsEndsItsOwnCallOnly) {
  const Field field = parse_field(get_field);
  const int failures = fail_every_allocation([&field](std::int64_t allocation) {
    Engine engine;
    const CallId other = engine.start(field, inputs(), script_start);
    const CallId failing = engine.start(field, inputs(), script_start);
    while (engine.poll()) {
    }
    Event event = ResponseReceived{{failing, 1, 0}, {200, {}, answer_body()}};
    bool has_failed = false;
    allocations_left = allocation;
    try {
      static_cast<void>(engine.handle(std::move(event), script_start));
    } catch (const std::bad_alloc&) {
      has_failed = true;
    }
    allocations_left = -1;
    if (!has_failed) return false;
    // Without a word from the host the next event does the same.
    if (allocation % 2 == 0) {
      EXPECT_EQ(engine.forget_interrupted(), failing);
    }
    const Result<Done> cancelled = engine.handle(CancelCall{failing}, script_start);
    EXPECT_FALSE(cancelled.ok());
    EXPECT_EQ(engine.active_calls(), 1U);
    EXPECT_TRUE(
        engine.handle(ResponseReceived{{other, 1, 0}, {200, {}, answer_body()}}, script_start)
            .ok());
    EXPECT_TRUE(has_other_finished(engine, other));
    return true;
  });
  EXPECT_GT(failures, 10);
}

}  // namespace
}  // namespace fieldcall::test
