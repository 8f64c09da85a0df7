#include "text/redact.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "text/secret_pattern.hpp"
#include "text/unescape.hpp"

namespace fieldcall::text {
namespace {

constexpr std::size_t encoded_bytes_min = 3;
// Escapes within escapes: a url with an encoded parameter inside a JSON string is two.
constexpr int layers_max = 2;

// A stretch to mask.
struct Range {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t needle = 0;
};

}  // namespace

struct Redactor::State {
  struct Spelling {
    SecretPattern pattern;
    std::uint32_t needle;
  };
  std::vector<std::string> names;
  std::vector<Spelling> spellings;

  // All stretches of `text` to mask, or only one if `first_only`.
  [[nodiscard]] std::vector<Range> find(std::string_view text, bool first_only) const {
    std::vector<Range> ranges;
    find(UnescapedText(text), layers_max, first_only, ranges);
    return ranges;
  }

  void find(const UnescapedText& text, int layers, bool first_only,
            std::vector<Range>& ranges) const {
    for (const Spelling& spelling : spellings) {
      bool is_first = true;
      spelling.pattern.find_all(text.bytes(), [&](std::size_t begin, std::size_t end) {
        const Range range{text.origin(begin).begin, text.origin(end - 1).end, spelling.needle};
        // Overlapping matches of one spelling come in order: keep one range for all of them.
        if (!is_first && range.begin <= ranges.back().end) {
          ranges.back().end = std::max(ranges.back().end, range.end);
        } else {
          ranges.push_back(range);
        }
        is_first = false;
        return !first_only;
      });
      if (first_only && !ranges.empty()) return;
    }
    if (layers == 0) return;
    for (const Escapes escapes : {Escapes::percent, Escapes::json, Escapes::html}) {
      UnescapedText inner("");
      if (text.unescape(escapes, inner)) find(inner, layers - 1, first_only, ranges);
      if (first_only && !ranges.empty()) return;
    }
  }
};

Redactor::Redactor(const std::vector<Needle>& needles, std::uint32_t bytes_min) {
  auto state = std::make_shared<State>();
  for (const Needle& needle : needles) {
    if (needle.secret.empty() || needle.secret.size() < bytes_min) continue;
    const auto index = static_cast<std::uint32_t>(state->names.size());
    state->names.push_back(needle.name);
    auto& spellings = state->spellings;
    spellings.push_back({SecretPattern::plain(needle.secret), index});
    if (needle.secret.size() < encoded_bytes_min) continue;
    spellings.push_back({SecretPattern::hex(needle.secret), index});
    for (const std::size_t alignment : {0U, 1U, 2U}) {
      spellings.push_back({SecretPattern::base64(needle.secret, alignment), index});
    }
  }
  if (!state->names.empty()) state_ = std::move(state);
}

std::string Redactor::redact(std::string_view text, bool* found) const {
  std::vector<Range> ranges;
  if (state_ != nullptr) ranges = state_->find(text, false);
  if (found != nullptr) *found = !ranges.empty();
  std::sort(ranges.begin(), ranges.end(), [](const Range& left, const Range& right) {
    return left.begin != right.begin ? left.begin < right.begin : left.end > right.end;
  });
  std::string out;
  std::size_t at = 0;
  for (std::size_t i = 0; i < ranges.size();) {
    const Range first = ranges[i];
    std::uint32_t end = first.end;
    for (++i; i < ranges.size() && ranges[i].begin < end; ++i) end = std::max(end, ranges[i].end);
    out += text.substr(at, first.begin - at);
    out += secret_mask(state_->names[first.needle]);
    at = end;
  }
  out += text.substr(at);
  return out;
}

bool Redactor::contains(std::string_view text) const {
  return state_ != nullptr && !state_->find(text, true).empty();
}

bool Redactor::empty() const {
  return state_ == nullptr;
}

std::string secret_mask(std::string_view name) {
  return "\xe2\x80\xb9secret:" + std::string(name) + "\xe2\x80\xba";
}

}  // namespace fieldcall::text
