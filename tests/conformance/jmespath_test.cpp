// The JMESPath compliance suites of both editions, and the mappings of recorded API answers.
//
// Where the editions disagree the Community edition counts; of its two exclusive modes for bad JSON
// between backticks we have "jep-12-literal", where it is a syntax error.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

#include "expression/expression.hpp"
#include "json/document.hpp"
#include "json/writer.hpp"
#include "support/shared_data.hpp"

namespace fieldcall {
namespace {

using Json = nlohmann::json;

struct Answer {
  bool ok = false;
  std::string error_code;
  Json value;
};

Answer evaluate(const std::string& source, const Json& given) {
  const auto compiled = expression::Expression::compile(source, expression::Language::jmespath);
  if (!compiled) return {false, compiled.error().code, {}};
  auto document = json::Document::parse(given.dump());
  if (!document) return {false, document.error().code, {}};
  const auto result = compiled->evaluate(document->root(), {}, document->arena());
  if (!result) return {false, result.error().code, {}};
  return {true, "", Json::parse(json::to_text(**result))};
}

bool passes(const Json& row) {
  const std::string expect = row["expect"];
  const Answer answer = evaluate(row["expression"], row["given"]);
  if (expect == "error") return !answer.ok && answer.error_code == row["error"];
  if (!answer.ok) return false;
  return expect == "bench-only" || answer.value == row["result"];
}

// Why a row does not apply to us, or "".
std::string exclusion(const Json& row) {
  const auto& editions = row["editions"];
  const bool is_community =
      std::find(editions.begin(), editions.end(), "community") != editions.end();
  if (row.value("profile", "") == "legacy-literal") return "legacy-literal excludes jep-12-literal";
  if (row.value("editions_disagree", false) && !is_community) return "the Community edition wins";
  return "";
}

TEST(JmespathConformance, AnswersAsTheSuitesDo) {
  const auto text = test::read_conformance("jmespath/cases.json");
  if (!text) GTEST_SKIP() << "the conformance data is not on this machine";
  int passed = 0;
  int total = 0;
  const Json suite = Json::parse(*text);
  for (const Json& row : suite["cases"]) {
    if (const std::string reason = exclusion(row); !reason.empty()) {
      std::printf("left out: %s (%s)\n", row["id"].get<std::string>().c_str(), reason.c_str());
      continue;
    }
    ++total;
    const bool row_passes = passes(row);
    passed += row_passes ? 1 : 0;
    EXPECT_TRUE(row_passes) << row.dump()
                            << "\nanswer: " << evaluate(row["expression"], row["given"]).error_code
                            << " " << evaluate(row["expression"], row["given"]).value.dump();
  }
  std::printf("jmespath: %d/%d passed\n", passed, total);
  EXPECT_GT(total, 0);
}

TEST(JmespathConformance, MapsRecordedApiAnswers) {
  const auto text = test::read_conformance("api-payloads/cases.json");
  if (!text) GTEST_SKIP() << "the conformance data is not on this machine";
  int passed = 0;
  int total = 0;
  const Json suite = Json::parse(*text);
  for (const Json& row : suite["cases"]) {
    const Json& response = row["response"];
    if (!response.contains("body")) continue;
    for (const Json& want : row["wants"]) {
      if (!want.contains("jmespath")) continue;
      ++total;
      const Answer answer = evaluate(want["jmespath"], response["body"]);
      const bool matches = answer.ok && answer.value == want["value"];
      passed += matches ? 1 : 0;
      EXPECT_TRUE(matches) << row["id"] << ": " << want["jmespath"] << " gave " << answer.error_code
                           << answer.value << ", not " << want["value"];
    }
  }
  std::printf("api-payloads by jmespath: %d/%d passed\n", passed, total);
  EXPECT_GT(total, 0);
}

}  // namespace
}  // namespace fieldcall
