// Memory runs out for one call: it ends as out_of_memory, the others go on.
//
// This program replaces operator new, so it is one of its own.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "fieldcall/native/client.hpp"
#include "native/fields.hpp"

namespace {

// Allocations of at least so many bytes fail; 0 = none.
std::atomic<std::size_t> failing_from_bytes = 0;

void* allocate(std::size_t size) {
  const std::size_t limit = failing_from_bytes;
  if (limit != 0 && size >= limit) throw std::bad_alloc();
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

void* operator new(std::size_t size) {
  return allocate(size);
}
void* operator new[](std::size_t size) {
  return allocate(size);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  const std::size_t limit = failing_from_bytes;
  return limit != 0 && size >= limit ? nullptr : std::malloc(size == 0 ? 1 : size);
}
void* operator new[](std::size_t size, const std::nothrow_t& nothrow) noexcept {
  return operator new(size, nothrow);
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
void operator delete(void* memory, const std::nothrow_t&) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, const std::nothrow_t&) noexcept {
  std::free(memory);
}

namespace fieldcall::native::test {
namespace {

using fieldcall::test::EpollServer;
using fieldcall::test::Request;
using fieldcall::test::Script;
using fieldcall::test::scripted_answer;
using fieldcall::test::Send;
using fieldcall::test::Wait;

TEST(OutOfMemory, EndsTheCallItHappenedTo) {
  const EpollServer server;
  Client client(local_options(server));
  const Field large = local_field(server, "/large/900000");
  const Field small = local_field(server, "/ok");
  client.run(small, {});
  failing_from_bytes = 400'000;
  std::atomic<int> ended = 0;
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(client
                    .submit(i % 2 == 0 ? large : small, {},
                            [&, i](const Outcome& outcome) {
                              if (i % 2 == 0) {
                                EXPECT_TRUE(outcome.error &&
                                            outcome.error->code == ErrorCode::out_of_memory);
                              } else {
                                EXPECT_EQ(outcome.status, OutcomeStatus::ok);
                              }
                              ++ended;
                            })
                    .ok());
  }
  client.shutdown(Millis{60'000});
  failing_from_bytes = 0;
  EXPECT_EQ(ended, 20);
}

// The token's answer is one that no call of the host asked for: who waits for it is told.
TEST(OutOfMemory, EndsCallsThatWaitForATokenToo) {
  // Piece by piece, so that the server itself needs no large memory.
  const EpollServer server({.handler = [](const Request& request) {
    if (request.target != "/token") return scripted_answer(request);
    Script script{Send{"HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n"}};
    for (int i = 0; i < 4; ++i) {
      script.emplace_back(Send{"1", 15'000});
      script.emplace_back(Wait{Millis{1}});
    }
    return script;
  }});
  const Field field = field_from(
      R"({"key": "lookup", "name": "Lookup", "retry": 0, "api_config": {"url": ")" +
      server.origin() + R"(/ok", "method": "GET", "auth": {"type": "oauth2", "token_url": ")" +
      server.origin() + R"(/token", "client_id": "me", "client_secret": "{secret.client}"},
      "response_mapping": {"answer": "ok"}}})");
  CallInputs inputs;
  inputs.secrets["client"] = {SecretText("the-client-secret"), {server.origin()}, {}};
  Client client(local_options(server));
  client.run(local_field(server, "/ok"), {});
  failing_from_bytes = 60'000;
  const Outcome outcome = client.run(field, inputs);
  failing_from_bytes = 0;
  ASSERT_TRUE(outcome.error.has_value()) << outcome_to_json(outcome);
  EXPECT_EQ(outcome.error->code, ErrorCode::network_error) << outcome_to_json(outcome);
  EXPECT_EQ(server.request_count(), 2U);
}

}  // namespace
}  // namespace fieldcall::native::test
