// Log lines, headers, urls, bodies and error texts that hold a secret in many spellings.
#include <gtest/gtest.h>

#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

#include "support/shared_data.hpp"
#include "text/redact.hpp"

namespace fieldcall::text {
namespace {

using Json = nlohmann::json;

TEST(Redaction, LeavesNoSecretAndKeepsTheRest) {
  const auto text = test::read_conformance("injection/redaction.json");
  if (!text) GTEST_SKIP() << "the conformance data is not on this machine";
  const Json suite = Json::parse(*text);
  int clean = 0;
  int total = 0;
  for (const Json& item : suite["cases"]) {
    ++total;
    const auto secret = item["secret"].get<std::string>();
    const auto line = item["line"].get<std::string>();
    const Redactor redactor({{"api_key", secret}}, 1);
    bool found = false;
    const std::string redacted = redactor.redact(line, &found);
    bool is_clean = found && redactor.contains(line) && !redactor.contains(redacted);
    for (const Json& word : item["must_not_contain"]) {
      is_clean = is_clean && redacted.find(word.get<std::string>()) == std::string::npos;
    }
    for (const Json& word : item["keep"]) {
      is_clean = is_clean && redacted.find(word.get<std::string>()) != std::string::npos;
    }
    if (is_clean) ++clean;
    EXPECT_TRUE(is_clean) << item["id"] << "\n" << line << "\n" << redacted;
  }
  std::printf("redaction: %d/%d\n", clean, total);
  EXPECT_EQ(clean, total);
  EXPECT_GE(total, 240);
}

}  // namespace
}  // namespace fieldcall::text
