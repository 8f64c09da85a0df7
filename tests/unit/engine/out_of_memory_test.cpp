// Every allocation of a call fails once: that call is dropped, the others go on.
#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <new>
#include <utility>
#include <vector>

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

// A host with its requests on the wire, and a call that waits for an answer of another.
class World {
 public:
  void start() {
    engine.start(field_, call_, script_start);
    drain();
  }

  // True: `event`, with this allocation failing, ended in an exception. The call that was worked on
  // is dropped then, with its request.
  template <class Work>
  bool fails(std::int64_t allocation, Work work) {
    allocations_left = allocation;
    bool has_failed = false;
    try {
      work();
    } catch (const std::bad_alloc&) {
      has_failed = true;
    }
    allocations_left = -1;
    if (!has_failed) return false;
    const auto dropped = engine.forget_interrupted();
    static_cast<void>(engine.handle(TimeElapsed{}, script_start));
    drain();
    std::erase_if(wire, [&](const AttemptId& attempt) { return attempt.call == dropped; });
    return true;
  }

  // All that goes on ends, without time passing.
  void expect_end() {
    for (int round = 0; round < 8 && !wire.empty(); ++round) {
      for (const AttemptId& attempt : std::exchange(wire, {})) {
        static_cast<void>(engine.handle(
            ResponseReceived{attempt, {200, {}, R"({"access_token": "t-0123456789", "score": 1})"}},
            script_start));
      }
      drain();
    }
    EXPECT_EQ(engine.active_calls(), 0U);
    EXPECT_TRUE(wire.empty());
    EXPECT_FALSE(engine.deadline().has_value());
  }

  explicit World(const Field& field) : field_(field) {
    call_.data_json = R"({"id": "7"})";
    call_.secrets = {{"s", Secret{SecretText("sec-0123456789"), {"https://id.example.com"}, {}}}};
    call_.case_id = "case";
    call_.trigger = Trigger::on_create;
    wire.reserve(16);  // fails for the engine only
  }

  Engine engine;
  std::vector<AttemptId> wire;

 private:
  void drain() {
    while (auto action = engine.poll()) {
      if (const auto* send = std::get_if<SendRequest>(&*action)) wire.push_back(send->attempt);
      if (const auto* abort = std::get_if<AbortRequest>(&*action)) std::erase(wire, abort->attempt);
    }
  }

  Field field_;
  CallInputs call_;
};

Field shared_field() {
  return parse_field(R"({"key": "score", "name": "Score", "retry": 0, "api_config": {
      "url": "https://api.example.com/{data.id}", "method": "GET",
      "response_mapping": {"score": "score"}}})");
}

Field token_field() {
  return parse_field(R"({"key": "score", "name": "Score", "retry": 0, "api_config": {
      "url": "https://api.example.com/{data.id}", "method": "GET",
      "auth": {"type": "oauth2", "token_url": "https://id.example.com/token", "client_id": "me",
               "client_secret": "{secret.s}"},
      "response_mapping": {"score": "score"}}})");
}

TEST(OutOfMemory, AnAnswerForManyIsLostForOneOnly) {
  for (const Field& field : {shared_field(), token_field()}) {
    const int failures = fail_every_allocation([&field](std::int64_t allocation) {
      World world(field);
      for (int i = 0; i < 3; ++i) world.start();
      Event event = ResponseReceived{world.wire.at(0),
                                     {200, {}, R"({"access_token": "t-0123456789", "score": 1})"}};
      const bool has_failed = world.fails(allocation, [&] {
        static_cast<void>(world.engine.handle(std::move(event), script_start));
      });
      if (has_failed) world.expect_end();
      return has_failed;
    });
    EXPECT_GT(failures, 10);
  }
}

TEST(OutOfMemory, ARequestThatIsHandedOverIsNotWaitedForInVain) {
  const Field field = shared_field();
  const int failures = fail_every_allocation([&field](std::int64_t allocation) {
    World world(field);
    for (int i = 0; i < 3; ++i) world.start();
    const CallId leader = world.wire.at(0).call;
    const bool has_failed = world.fails(allocation, [&] {
      static_cast<void>(world.engine.handle(CancelCall{leader}, script_start));
    });
    if (has_failed) world.expect_end();
    return has_failed;
  });
  EXPECT_GT(failures, 10);
}

TEST(OutOfMemory, ATokenIsAskedForAgain) {
  const Field field = token_field();
  const int failures = fail_every_allocation([&field](std::int64_t allocation) {
    World world(field);
    const bool has_failed = world.fails(allocation, [&] { world.start(); });
    if (!has_failed) return false;
    world.start();
    EXPECT_FALSE(world.wire.empty()) << allocation;
    world.expect_end();
    return true;
  });
  EXPECT_GT(failures, 10);
}

}  // namespace
}  // namespace fieldcall::test
