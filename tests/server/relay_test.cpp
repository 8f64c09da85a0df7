// What the relay does when nobody can carry out a call any more.
#include "relay.hpp"

#include <gtest/gtest.h>

#include <string>

namespace fieldcall::server {
namespace {

TEST(Relay, RefusesAfterItsEnd) {
  Relay relay({});
  relay.shutdown(Millis{0});
  std::string refusal;
  const Relay::Cancel cancel = relay.start(Endpoint::validate, R"({"config": {}})",
                                           [&](const Answer& answer) { refusal = answer.body; });
  EXPECT_NE(refusal.find("\"shutting_down\""), std::string::npos) << refusal;
  cancel();
  relay.shutdown(Millis{0});
}

}  // namespace
}  // namespace fieldcall::server
