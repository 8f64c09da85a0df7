#include "http/punycode.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace fieldcall::http {
namespace {

// RFC 3492, 5
constexpr std::uint32_t base = 36;
constexpr std::uint32_t t_min = 1;
constexpr std::uint32_t t_max = 26;
constexpr std::uint32_t skew = 38;
constexpr std::uint32_t damp = 700;
constexpr std::uint32_t initial_bias = 72;
constexpr std::uint32_t initial_n = 128;

constexpr std::size_t label_bytes_max = 63;

// RFC 3492, 6.1
std::uint32_t adapt(std::uint32_t delta, std::uint32_t point_count, bool first) {
  delta = first ? delta / damp : delta / 2;
  delta += delta / point_count;
  std::uint32_t k = 0;
  while (delta > (base - t_min) * t_max / 2) {
    delta /= base - t_min;
    k += base;
  }
  return k + (base - t_min + 1) * delta / (delta + skew);
}

char digit(std::uint32_t value) {
  return static_cast<char>(value < 26 ? 'a' + value : '0' + (value - 26));
}

// Generalized variable-length integer, RFC 3492, 3.3.
void append_integer(std::uint32_t value, std::uint32_t bias, std::string& out) {
  for (std::uint32_t k = base;; k += base) {
    const std::uint32_t threshold = k <= bias ? t_min : std::min(k - bias, t_max);
    if (value < threshold) break;
    out.push_back(digit(threshold + (value - threshold) % (base - threshold)));
    value = (value - threshold) / (base - threshold);
  }
  out.push_back(digit(value));
}

// RFC 3492, 6.3. At most 63 code points: no product below can overflow 32 bits.
std::string encode(const std::vector<std::uint32_t>& points) {
  std::string out;
  for (const std::uint32_t point : points) {
    if (point < initial_n) out.push_back(static_cast<char>(point));
  }
  const auto basic_count = static_cast<std::uint32_t>(out.size());
  if (basic_count > 0) out.push_back('-');
  std::uint32_t n = initial_n;
  std::uint32_t delta = 0;
  std::uint32_t bias = initial_bias;
  std::uint32_t handled = basic_count;
  while (handled < points.size()) {
    std::uint32_t next = UINT32_MAX;
    for (const std::uint32_t point : points) {
      if (point >= n) next = std::min(next, point);
    }
    delta += (next - n) * (handled + 1);
    n = next;
    for (const std::uint32_t point : points) {
      if (point < n) ++delta;
      if (point != n) continue;
      append_integer(delta, bias, out);
      bias = adapt(delta, handled + 1, handled == basic_count);
      delta = 0;
      ++handled;
    }
    ++delta;
    ++n;
  }
  return out;
}

// Latin-1, Latin Extended-A, Greek and Cyrillic.
std::uint32_t lower_case(std::uint32_t point) {
  const auto in = [point](std::uint32_t first, std::uint32_t last) {
    return point >= first && point <= last;
  };
  if (in(0x41, 0x5a)) return point + 0x20;
  if (in(0xc0, 0xde) && point != 0xd7) return point + 0x20;
  if (in(0x100, 0x12f) || in(0x132, 0x137) || in(0x14a, 0x177)) return point | 1U;
  if (in(0x139, 0x148) || in(0x179, 0x17e)) return point + (point & 1U);
  if (in(0x391, 0x3a9)) return point + 0x20;
  if (in(0x400, 0x40f)) return point + 0x50;
  if (in(0x410, 0x42f)) return point + 0x20;
  return point;
}

// Letters that stand for themselves, as far as a few ranges can say. Not: signs, ligatures,
// combining marks, full-width and other compatibility forms, and scripts with case of their own.
bool maps_to_itself(std::uint32_t point) {
  struct Range {
    std::uint32_t first;
    std::uint32_t last;
  };
  static constexpr Range plain[] = {
      {0x61, 0x7a},     {0x30, 0x39},     {0x2d, 0x2d},     {0xdf, 0xf6},     {0xf8, 0xff},
      {0x101, 0x12f},   {0x131, 0x131},   {0x135, 0x13e},   {0x142, 0x148},   {0x14b, 0x177},
      {0x17a, 0x17e},   {0x3ac, 0x3ce},   {0x430, 0x45f},   {0x561, 0x586},   {0x5d0, 0x5ea},
      {0x620, 0x64a},   {0xe01, 0xe30},   {0x10d0, 0x10fa}, {0x3041, 0x3096}, {0x30a1, 0x30fa},
      {0x3400, 0x4dbf}, {0x4e00, 0x9fff}, {0xac00, 0xd7a3}};
  return std::any_of(std::begin(plain), std::end(plain), [point](const Range& range) {
    return point >= range.first && point <= range.last;
  });
}

bool is_encoded(std::string_view label) {
  return text::equals_ignoring_case(label.substr(0, 4), "xn--");
}

}  // namespace

std::optional<std::string> label_to_ascii(std::string_view label) {
  if (!text::is_utf8(label) || is_encoded(label)) return std::nullopt;
  std::vector<std::uint32_t> points;
  bool ascii = true;
  while (!label.empty()) {
    const text::Decoded decoded = text::decode_utf8(label);
    const std::uint32_t point = lower_case(decoded.code_point);
    if (!maps_to_itself(point) || points.size() == label_bytes_max) return std::nullopt;
    ascii = ascii && point < initial_n;
    points.push_back(point);
    label.remove_prefix(decoded.bytes);
  }
  std::string spelling =
      ascii ? std::string(points.begin(), points.end()) : "xn--" + encode(points);
  if (spelling.size() > label_bytes_max) return std::nullopt;
  return spelling;
}

}  // namespace fieldcall::http
