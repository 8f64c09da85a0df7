#include "config/canonical.hpp"

#include <algorithm>
#include <vector>

#include "base/sha256.hpp"
#include "json/writer.hpp"

namespace fieldcall::config {
namespace {

void write_canonical(const json::Value& value, json::Writer& writer) {
  if (value.is_array()) {
    writer.begin_array();
    for (const json::Value& item : value.items()) write_canonical(item, writer);
    writer.end_array();
  } else if (value.is_object()) {
    std::vector<json::Member> members(value.members().begin(), value.members().end());
    std::sort(members.begin(), members.end(),
              [](const json::Member& a, const json::Member& b) { return a.key < b.key; });
    writer.begin_object();
    for (const json::Member& member : members) {
      writer.key(member.key);
      write_canonical(member.value, writer);
    }
    writer.end_object();
  } else {
    writer.value(value);
  }
}

}  // namespace

std::string canonical_text(const json::Value& value) {
  json::Writer writer;
  write_canonical(value, writer);
  return std::move(writer).take();
}

std::string configuration_hash(const json::Value& value) {
  constexpr std::size_t shown_digits = 16;
  return base::to_hex(base::sha256(canonical_text(value))).substr(0, shown_digits);
}

}  // namespace fieldcall::config
