// Any bytes as what a store gives back: text that was not sealed by us is no entry, and any content
// under our seal, were there someone who has the key, is read without harm and written as it was
// read.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "fieldcall/check.hpp"
#include "json/document.hpp"
#include "policy/cache_entry.hpp"
#include "policy/cache_mac.hpp"

namespace {

using namespace fieldcall;

const SecretText& host_key() {
  static const SecretText key("0123456789abcdef0123456789abcdef");
  return key;
}

policy::CacheSeal seal() {
  return {.key = "a1b2", .host_key = host_key()};
}

const mapping::Mapping& rules() {
  static const mapping::Mapping mapping = [] {
    const auto document = json::Document::parse(
        R"({"response_mapping": {"a": "a", "b.c": {"path": "b", "type": "integer"}}})");
    std::vector<Diagnostic> diagnostics;
    auto compiled = mapping::compile_mapping(document->root(), {}, "", diagnostics);
    FIELDCALL_CHECK(compiled.has_value());
    return std::move(*compiled);
  }();
  return mapping;
}

std::string sealed(const std::string& content) {
  const std::string message = std::string(seal().key) + "\n" + content;
  return R"({"fieldcall":1,"mac":")" +
         base::to_hex(policy::cache_mac(host_key(), "cache entry", message)) + R"(","entry":)" +
         content + "}";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  json::Arena arena;
  FIELDCALL_CHECK(!policy::read_cache_entry(bytes, seal(), rules(), arena).has_value());

  const std::string text = sealed(bytes);
  const auto entry = policy::read_cache_entry(text, seal(), rules(), arena);
  if (!entry) return 0;
  for (const std::int64_t now : {INT64_MIN, INT64_C(0), INT64_C(1'768'478'400'000)}) {
    policy::cache_age(*entry, {.duration_s = 2'592'000, .stale_if_error_s = 2'592'000},
                      Instant{Millis{now}});
  }
  const auto written = policy::write_cache_entry(*entry, seal());
  FIELDCALL_CHECK(written.has_value());
  const auto again = policy::read_cache_entry(*written, seal(), rules(), arena);
  FIELDCALL_CHECK(again.has_value());
  FIELDCALL_CHECK(policy::write_cache_entry(*again, seal()) == written);
  return 0;
}
