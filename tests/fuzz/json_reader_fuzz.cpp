// The JSON reader against nlohmann/json, and what is read against what is written.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "fuzz/json_reader_check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string problem = fieldcall::test::check_json_reader(text);
  if (!problem.empty()) {
    std::fprintf(stderr, "%s\n", problem.c_str());
    std::abort();
  }
  return 0;
}
