#include "policy/cache_entry.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/sha256.hpp"
#include "fieldcall/check.hpp"
#include "fieldcall/limits.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"
#include "policy/cache_mac.hpp"

namespace fieldcall::policy {
namespace {

constexpr std::string_view before_mac = R"({"fieldcall":1,"mac":")";
constexpr std::string_view before_entry = R"(","entry":)";
constexpr std::size_t mac_digits = 64;
constexpr std::size_t frame_bytes = before_mac.size() + mac_digits + before_entry.size() + 1;

// What was written must be readable: bounded by the size of the text alone. Mapped values are as
// deep as answers are, inside the entry, its targets and a target.
constexpr json::ReadLimits entry_limits{.depth_max = limits::json_envelope_depth_max,
                                        .nodes_max = limits::cache_entry_bytes_max,
                                        .number_chars_max = limits::json_number_chars_max,
                                        .key_bytes_max = limits::cache_entry_bytes_max};

std::string seal_of(std::string_view entry, const CacheSeal& seal) {
  std::string message(seal.key);
  message.push_back('\n');
  message += entry;
  return base::to_hex(cache_mac(seal.host_key, "cache entry", message));
}

// Takes as long wherever the first difference is.
bool is_same_mac(std::string_view left, std::string_view right) {
  if (left.size() != right.size()) return false;
  int difference = 0;
  for (std::size_t i = 0; i < left.size(); ++i) difference |= left[i] ^ right[i];
  return difference == 0;
}

// The bytes of "entry"; nothing unless the frame is as written and the seal is whole.
std::optional<std::string_view> open_frame(std::string_view text, const CacheSeal& seal) {
  if (text.size() <= frame_bytes || text.size() > limits::cache_entry_bytes_max) {
    return std::nullopt;
  }
  if (!text.starts_with(before_mac) || !text.ends_with('}')) return std::nullopt;
  text.remove_prefix(before_mac.size());
  const std::string_view mac = text.substr(0, mac_digits);
  text.remove_prefix(mac_digits);
  if (!text.starts_with(before_entry)) return std::nullopt;
  text.remove_prefix(before_entry.size());
  text.remove_suffix(1);
  if (!is_same_mac(mac, seal_of(text, seal))) return std::nullopt;
  return text;
}

std::optional<std::int64_t> integer_of(const json::Value& entry, std::string_view key) {
  const json::Value* value = entry.find(key);
  return value == nullptr ? std::nullopt : value->as_int64();
}

}  // namespace

CacheEntry make_cache_entry(mapping::MappedAnswer answer, std::int32_t status,
                            const CacheRules& rules, Instant now) {
  CacheEntry entry{.stored_at = now, .status = status, .answer = std::move(answer)};
  entry.expires_at = now + std::chrono::seconds(rules.duration_s);
  entry.stale_until = entry.expires_at + std::chrono::seconds(rules.stale_if_error_s);
  return entry;
}

std::optional<std::string> write_cache_entry(const CacheEntry& entry, const CacheSeal& seal) {
  FIELDCALL_CHECK(!entry.answer.failure);
  json::Writer writer;
  writer.begin_object();
  writer.key("stored_at").integer(entry.stored_at.time_since_epoch().count());
  writer.key("expires_at").integer(entry.expires_at.time_since_epoch().count());
  writer.key("stale_until").integer(entry.stale_until.time_since_epoch().count());
  writer.key("status").integer(entry.status);
  writer.key("targets");
  mapping::write_mapped_answer(entry.answer, writer);
  writer.end_object();
  const std::string content = std::move(writer).take();
  if (content.size() > limits::cache_entry_bytes_max - frame_bytes) return std::nullopt;
  std::string text;
  text.reserve(frame_bytes + content.size());
  text += before_mac;
  text += seal_of(content, seal);
  text += before_entry;
  text += content;
  text += '}';
  return text;
}

std::optional<CacheEntry> read_cache_entry(std::string_view text, const CacheSeal& seal,
                                           const mapping::Mapping& mapping, json::Arena& arena) {
  const auto content = open_frame(text, seal);
  if (!content) return std::nullopt;
  const Result<json::Value> value = json::read(*content, arena, entry_limits);
  if (!value) return std::nullopt;
  std::array<std::int64_t, 4> numbers{};
  constexpr std::array<std::string_view, 4> keys{"stored_at", "expires_at", "stale_until",
                                                 "status"};
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto number = integer_of(*value, keys[i]);
    if (!number) return std::nullopt;
    numbers[i] = *number;
  }
  if (numbers[3] < 100 || numbers[3] > 599) return std::nullopt;
  const json::Value* targets = value->find("targets");
  if (targets == nullptr) return std::nullopt;
  std::optional<mapping::MappedAnswer> answer = mapping::read_mapped_answer(mapping, *targets);
  if (!answer) return std::nullopt;
  return CacheEntry{.stored_at = Instant{Millis{numbers[0]}},
                    .expires_at = Instant{Millis{numbers[1]}},
                    .stale_until = Instant{Millis{numbers[2]}},
                    .status = static_cast<std::int32_t>(numbers[3]),
                    .answer = std::move(*answer)};
}

CacheAge cache_age(const CacheEntry& entry, const CacheRules& rules, Instant now) {
  if (rules.duration_s <= 0 || now < entry.stored_at) return CacheAge::gone;
  const Instant expires_at = entry.stored_at + std::chrono::seconds(rules.duration_s);
  const Instant stale_until = expires_at + std::chrono::seconds(rules.stale_if_error_s);
  if (now < std::min(expires_at, entry.expires_at)) return CacheAge::fresh;
  if (now < std::min(stale_until, entry.stale_until)) return CacheAge::stale;
  return CacheAge::gone;
}

}  // namespace fieldcall::policy
