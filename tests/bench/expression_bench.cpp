// JMESPath and JSONPath, compiled and evaluated, against hand-written C++ over nlohmann/json
// values. Names are LANGUAGE/EXPRESSION/STEP/COMPANIES; scripts/bench makes ratios of them.
#include <benchmark/benchmark.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "bench/baselines.hpp"
#include "bench/documents.hpp"
#include "expression/expression.hpp"
#include "json/document.hpp"

namespace fieldcall::bench {
namespace {

struct Subject {
  const char* name;
  const char* source;
  Baseline baseline;
};

constexpr std::array<Subject, 10> jmespath{{
    {"path", "result.page.company.score", four_step_path},
    {"projection", "result.companies[*].name", names},
    {"filter", "result.companies[?status == 'active'].name", active_names},
    {"sum", "sum(result.companies[*].employees)", sum_of_employees},
    {"multi-select", "result.companies[*].{name: name, city: address.city}", pairs},
    {"flatten", "result.companies[].officers[].name", officer_names},
    {"sort_by", "sort_by(result.companies, &score)[*].name", sorted_names},
    {"max_by", "max_by(result.companies, &score).name", best_name},
    {"join", "join(', ', result.companies[*].name)", joined_names},
    {"count", "length(result.companies[?score > `400` && status == 'active'])",
     high_and_active_count},
}};

constexpr std::array<Subject, 6> jsonpath{{
    {"path", "$.result.page.company.score", four_step_path},
    {"wildcard", "$.result.companies[*].name", names},
    {"filter", "$.result.companies[?@.status == 'active'].name", active_names},
    {"descendants", "$..name", every_name},
    {"slice", "$.result.companies[1::2].name", slice_of_names},
    {"nested-filter", "$.result.companies[?@.tags[0] == 'a1'].score", tagged_scores},
}};

[[noreturn]] void give_up(const char* what) {
  std::fprintf(stderr, "%s\n", what);
  std::exit(1);
}

expression::Expression compile(const Subject& subject) {
  auto compiled = expression::Expression::compile(subject.source);
  if (!compiled) give_up(subject.source);
  return *std::move(compiled);
}

std::uint64_t count_nodes(const json::Value& value) {
  std::uint64_t nodes = 1;
  for (const json::Value& item : value.items()) nodes += count_nodes(item);
  for (const json::Member& member : value.members()) nodes += count_nodes(member.value);
  return nodes;
}

void run_compile(benchmark::State& state, const Subject& subject) {
  for (auto _ : state) benchmark::DoNotOptimize(compile(subject));
}

void run_evaluate(benchmark::State& state, const Subject& subject) {
  const auto document = json::Document::parse(companies(static_cast<std::size_t>(state.range(0))));
  if (!document) give_up("the document is not JSON");
  const expression::Expression expression = compile(subject);
  json::Arena arena;
  for (auto _ : state) {
    arena.clear();
    const auto result = expression.evaluate(document->root(), {}, arena);
    if (!result) give_up(subject.source);
    benchmark::DoNotOptimize(*result);
  }
  state.counters["nodes"] = static_cast<double>(count_nodes(document->root()));
}

void run_baseline(benchmark::State& state, const Subject& subject) {
  const auto document = nlohmann::json::parse(companies(static_cast<std::size_t>(state.range(0))));
  for (auto _ : state) benchmark::DoNotOptimize(subject.baseline(document));
}

void add(const std::string& language, const Subject& subject) {
  const std::string name = language + "/" + subject.name;
  benchmark::RegisterBenchmark((name + "/compile").c_str(), run_compile, subject);
  for (const int count : {3, 30, 300}) {
    benchmark::RegisterBenchmark((name + "/evaluate").c_str(), run_evaluate, subject)->Arg(count);
    benchmark::RegisterBenchmark((name + "/baseline").c_str(), run_baseline, subject)->Arg(count);
  }
}

}  // namespace
}  // namespace fieldcall::bench

int main(int argc, char** argv) {
  using namespace fieldcall::bench;
  for (const Subject& subject : jmespath) add("jmespath", subject);
  for (const Subject& subject : jsonpath) add("jsonpath", subject);
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
