// Every error code has its golden outcome in tests/fixtures/errors/CODE.json. After a wanted change
// run this test once with FIELDCALL_WRITE_FIXTURES=<folder> and look at the difference.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <string>

#include "engine/error_cases.hpp"
#include "fieldcall/version.hpp"
#include "support/shared_data.hpp"

namespace fieldcall::test {
namespace {

using nlohmann::json;

std::string golden_text(const Outcome& outcome) {
  auto tree = nlohmann::ordered_json::parse(outcome_to_json(outcome));
  // Golden files outlive versions.
  if (tree.at("metadata").contains("engine_version")) {
    EXPECT_EQ(tree["metadata"]["engine_version"], version());
    tree["metadata"]["engine_version"] = "VERSION";
  }
  return tree.dump(2) + "\n";
}

void expect_golden(ErrorCode code, const Outcome& outcome) {
  const std::string name = std::string(error_info(code).name) + ".json";
  const std::string text = golden_text(outcome);
  if (const char* folder = std::getenv("FIELDCALL_WRITE_FIXTURES")) {
    std::ofstream(std::string(folder) + "/" + name, std::ios::binary) << text;
  }
  EXPECT_EQ(text, read_project_file("tests/fixtures/errors/" + name)) << name;
}

TEST(ErrorGoldens, EveryCodeIsThere) {
  std::set<ErrorCode> codes;
  for (const ErrorCase& row : error_cases()) codes.insert(row.code);
  for (const ErrorCode code : codes_of_hosts()) codes.insert(code);
  for (const ErrorInfo& info : error_table()) EXPECT_TRUE(codes.contains(info.code)) << info.name;
}

TEST(ErrorGoldens, CallsEndAsTheGoldensSay) {
  for (ErrorCase& row : error_cases()) {
    SCOPED_TRACE(error_info(row.code).name);
    ScriptedHost host(row.options);
    const Field field = parse_field(row.field, row.roots);
    for (std::deque<Step>& script : row.before) host.run(field, row.inputs, std::move(script));
    const Outcome outcome = host.run(field, std::move(row.inputs), std::move(row.script));
    ASSERT_EQ(outcome.status, OutcomeStatus::failed);
    ASSERT_TRUE(outcome.error.has_value());
    EXPECT_EQ(error_info(outcome.error->code).name, error_info(row.code).name)
        << outcome.error->technical;
    EXPECT_EQ(host.engine.active_calls(), 0U);
    expect_golden(row.code, outcome);
  }
}

TEST(ErrorGoldens, HostsSayWhatOnlyTheyKnow) {
  for (const ErrorCode code : codes_of_hosts()) expect_golden(code, failed_outcome("score", code));
}

}  // namespace
}  // namespace fieldcall::test
