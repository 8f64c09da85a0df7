// Whether an engine gives back what finished calls took.
#include <malloc.h>

#include <cstdlib>
#include <new>

#include "simulation/number_host.hpp"
#include "simulation/numbers.hpp"

namespace {

std::int64_t bytes_in_use = 0;

void* take(std::size_t size) {
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) std::abort();
  bytes_in_use += static_cast<std::int64_t>(malloc_usable_size(memory));
  return memory;
}

void give_back(void* memory) {
  if (memory != nullptr) bytes_in_use -= static_cast<std::int64_t>(malloc_usable_size(memory));
  std::free(memory);
}

}  // namespace

// Counted for the whole program.
void* operator new(std::size_t size) {
  return take(size);
}
void* operator new[](std::size_t size) {
  return take(size);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return take(size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
  return take(size);
}
void operator delete(void* memory) noexcept {
  give_back(memory);
}
void operator delete[](void* memory) noexcept {
  give_back(memory);
}
void operator delete(void* memory, const std::nothrow_t&) noexcept {
  give_back(memory);
}
void operator delete[](void* memory, const std::nothrow_t&) noexcept {
  give_back(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  give_back(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
  give_back(memory);
}

namespace fieldcall::simulation {

// Rounds of the same calls: after the first ones, no round may leave more behind than another.
bool measure_memory(double) {
  EngineOptions options;
  options.cache.memory_bytes_max = 0;
  NumberHost host(
      std::move(options),
      [](const SendRequest& send) {
        return NumberHost::Reply{.after = Millis{send.attempt.number * 7},
                                 .is_fault = send.attempt.number % 3 == 1};
      },
      [](const Finished&, Instant) {});
  const Field field = number_field(2);
  const auto run_round = [&] {
    for (std::uint64_t i = 0; i < 1000; ++i) {
      CallInputs inputs = number_inputs(i, i % 2 == 0 ? "acme" : "globex");
      inputs.case_id = "case" + std::to_string(i);
      host.start(field, std::move(inputs));
    }
    host.run_for(Millis{700'000});
  };
  for (int i = 0; i < 10; ++i) run_round();
  const std::int64_t before = bytes_in_use;
  for (int i = 0; i < 5; ++i) run_round();
  return report("bytes left behind by 5 000 calls", static_cast<double>(bytes_in_use - before),
                -1e6, 4096);
}

}  // namespace fieldcall::simulation
