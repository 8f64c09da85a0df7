#include "fieldcall/native/client.hpp"

#include <future>
#include <random>
#include <utility>

#include "loop/loop.hpp"

namespace fieldcall::native {
namespace {

// The operating system's randomness: std::random_device reads the kernel's generator.
std::uint64_t random_seed() {
  std::random_device device;
  std::uint64_t seed = 0;
  while (seed == 0) seed = (std::uint64_t{device()} << 32) | device();
  return seed;
}

SecretText random_key() {
  std::string key;
  for (int i = 0; i < 4; ++i) {
    const std::uint64_t part = random_seed();
    for (int shift = 0; shift < 64; shift += 8) key += static_cast<char>(part >> shift & 0xff);
  }
  return SecretText(key);
}

LoopOptions loop_options(ClientOptions options) {
  LoopOptions result;
  result.engine = std::move(options.engine);
  result.curl.ca_file = std::move(options.ca_file);
  result.curl.connect_timeout =
      std::chrono::milliseconds(std::max(options.connect_timeout.count(), std::int64_t{1}));
  result.calls_max = options.calls_max;
  result.engine.observe = options.observer != nullptr;
  result.engine.can_read_secrets = options.secret_store != nullptr;
  result.engine.cache.has_store = options.cache_store != nullptr;
  // A key matters to those who share a store. The memory is this client's own.
  if (options.cache_store == nullptr) result.engine.cache.key = random_key();
  result.ports = {.observer = std::move(options.observer),
                  .cache = std::move(options.cache_store),
                  .secrets = std::move(options.secret_store)};
  return result;
}

Submission submission_of(const Field& field, CallInputs inputs, OutcomeCallback callback) {
  if (inputs.seed == 0) inputs.seed = random_seed();
  return {.handle = CallHandle{},
          .field = field,
          .inputs = std::move(inputs),
          .callback = std::move(callback)};
}

Outcome not_accepted(const Field& field, const Error& error) {
  const bool shut_down = error.code == "shut_down";
  return failed_outcome(field.key(), shut_down ? ErrorCode::shut_down : ErrorCode::internal_error,
                        error.message);
}

}  // namespace

class Client::Implementation {
 public:
  explicit Implementation(ClientOptions options) : loop(loop_options(std::move(options))) {}
  Loop loop;
};

Client::Client(ClientOptions options)
    : implementation_(std::make_unique<Implementation>(std::move(options))) {}

Client::~Client() = default;

Outcome Client::run(const Field& field, CallInputs inputs) {
  Loop& loop = implementation_->loop;
  if (loop.is_own_thread()) {
    return not_accepted(field,
                        {.code = "run_in_callback",
                         .message = "Client::run was called from a callback and would never end.",
                         .fix = "Use submit."});
  }
  // Shared: the loop may still be inside `set_value` when this function has its value.
  const auto promise = std::make_shared<std::promise<Outcome>>();
  auto future = promise->get_future();
  const auto handle = loop.submit(
      submission_of(field, std::move(inputs),
                    [promise](Outcome outcome) { promise->set_value(std::move(outcome)); }),
      true);
  if (!handle.ok()) return not_accepted(field, handle.error());
  return future.get();
}

Result<CallHandle> Client::submit(const Field& field, CallInputs inputs, OutcomeCallback callback) {
  return implementation_->loop.submit(submission_of(field, std::move(inputs), std::move(callback)),
                                      false);
}

void Client::cancel(CallHandle handle) {
  implementation_->loop.cancel(handle);
}

void Client::invalidate(CacheScope scope) {
  implementation_->loop.invalidate(std::move(scope));
}

void Client::shutdown(Millis grace) {
  implementation_->loop.shutdown(grace);
}

}  // namespace fieldcall::native
