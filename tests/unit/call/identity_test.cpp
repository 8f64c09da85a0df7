#include "call/identity.hpp"

#include <gtest/gtest.h>

#include <set>

namespace fieldcall::call {
namespace {

void expect_uuid(const std::string& text) {
  ASSERT_EQ(text.size(), 36U) << text;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == 8 || i == 13 || i == 18 || i == 23) {
      EXPECT_EQ(text[i], '-') << text;
    } else {
      EXPECT_NE(std::string_view("0123456789abcdef").find(text[i]), std::string_view::npos) << text;
    }
  }
  EXPECT_EQ(text[14], '8') << text;
  EXPECT_NE(std::string_view("89ab").find(text[19]), std::string_view::npos) << text;
}

TEST(GenerateCallId, IsAUuidThatDependsOnEverything) {
  const CallOrigin origin{.seed = 7,
                          .sequence = 1,
                          .started_at = Instant{Millis{1000}},
                          .field_key = "score",
                          .tenant = "acme",
                          .case_id = "case 1"};
  std::set<std::string> ids;
  const auto add = [&ids](CallOrigin changed) { ids.insert(generate_call_id(changed)); };
  add(origin);
  add(origin);
  EXPECT_EQ(ids.size(), 1U);
  expect_uuid(*ids.begin());
  CallOrigin changed = origin;
  changed.seed = 8;
  add(changed);
  changed = origin;
  changed.sequence = 2;
  add(changed);
  changed = origin;
  changed.started_at += Millis{1};
  add(changed);
  changed = origin;
  changed.field_key = "scor";
  add(changed);
  changed = origin;
  changed.tenant = "eacme";
  add(changed);
  changed = origin;
  changed.case_id = "case 2";
  add(changed);
  EXPECT_EQ(ids.size(), 7U);
}

TEST(IdempotencyKey, IsAUuidPerCallFieldAndTenant) {
  const std::string key = idempotency_key("id", "field", "tenant");
  expect_uuid(key);
  EXPECT_EQ(key, idempotency_key("id", "field", "tenant"));
  EXPECT_NE(key, idempotency_key("id2", "field", "tenant"));
  EXPECT_NE(key, idempotency_key("id", "field2", "tenant"));
  EXPECT_NE(key, idempotency_key("id", "field", "tenant2"));
}

TEST(IdempotencyKey, KeepsThePartsApart) {
  EXPECT_NE(idempotency_key("ab", "c", ""), idempotency_key("a", "bc", ""));
  EXPECT_NE(idempotency_key("a", "1:b", ""), idempotency_key("a1:", "b", ""));
}

}  // namespace
}  // namespace fieldcall::call
