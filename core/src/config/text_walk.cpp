#include "config/text_walk.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "fieldcall/check.hpp"
#include "json/pointer.hpp"
#include "json/reader.hpp"
#include "text/ascii.hpp"

namespace fieldcall::config {

// ---- walking ----

char TextWalk::current() const {
  FIELDCALL_CHECK(position_ < text_.size());
  return text_[position_];
}

void TextWalk::skip_space() {
  position_ = std::min(text_.find_first_not_of(" \t\r\n", position_), text_.size());
}

// From the opening quote to behind the closing one.
void TextWalk::skip_string() {
  ++position_;
  while (current() != '"') position_ += current() == '\\' ? std::size_t{2} : std::size_t{1};
  ++position_;
}

// Into an array or object, past anything else.
void TextWalk::leave_value() {
  switch (current()) {
    case '{':
    case '[':
      levels_.push_back({current() == '{', 0, pointer_.size()});
      ++position_;
      return;
    case '"':
      skip_string();
      return;
    default:
      position_ = std::min(text_.find_first_of(" \t\r\n,]}", position_), text_.size());
  }
}

void TextWalk::read_element() {
  Level& level = levels_.back();
  const std::string_view base = std::string_view(pointer_).substr(0, level.pointer_bytes);
  key_offset_ = position_;
  if (level.is_object) {
    skip_string();
    const std::string_view quoted = text_.substr(key_offset_, position_ - key_offset_);
    arena_.clear();
    const Result<json::Value> key = json::read(quoted, arena_);
    FIELDCALL_CHECK(key.ok());
    pointer_ = json::pointer_join(base, key->as_string());
    skip_space();
    ++position_;  // the colon
    skip_space();
  } else {
    pointer_ = json::pointer_join(base, std::size_t{level.items_count++});
  }
  value_offset_ = position_;
}

bool TextWalk::next() {
  if (!has_started_) {
    has_started_ = true;
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text_.substr(0, 3) == byte_order_mark) position_ = 3;
    skip_space();
    value_offset_ = key_offset_ = position_;
    return true;
  }
  leave_value();
  for (;;) {
    skip_space();
    if (levels_.empty()) return false;
    const char c = current();
    if (c == ']' || c == '}') {
      levels_.pop_back();
      ++position_;
      continue;
    }
    if (c == ',') {
      ++position_;
      skip_space();
    }
    read_element();
    return true;
  }
}

std::vector<std::string> pointers_at(std::string_view text,
                                     std::span<const std::uint32_t> key_offsets) {
  std::vector<std::string> pointers;
  TextWalk walk(text);
  while (pointers.size() < key_offsets.size() && walk.next()) {
    const bool is_wanted =
        std::find(key_offsets.begin(), key_offsets.end(), walk.key_offset()) != key_offsets.end();
    if (is_wanted) pointers.push_back(walk.pointer());
  }
  return pointers;
}

// ---- placing ----

namespace {

struct Place {
  std::string_view pointer;
  std::optional<std::size_t> key_offset;
  std::size_t value_offset = 0;
};

std::string_view parent_of(std::string_view pointer) {
  const auto slash = pointer.rfind('/');
  return slash == std::string_view::npos ? std::string_view{} : pointer.substr(0, slash);
}

// Every pointer and every pointer above it, once, sorted.
std::vector<Place> wanted_places(const std::vector<Diagnostic>& diagnostics) {
  std::vector<Place> places{{"", std::nullopt, 0}};
  for (const Diagnostic& diagnostic : diagnostics) {
    std::string_view pointer = diagnostic.pointer;
    for (; !pointer.empty(); pointer = parent_of(pointer)) {
      places.push_back({pointer, std::nullopt, 0});
      if (pointer.front() != '/') break;  // no JSON Pointer: it has no place
    }
  }
  const auto is_before = [](const Place& a, const Place& b) { return a.pointer < b.pointer; };
  const auto is_equal = [](const Place& a, const Place& b) { return a.pointer == b.pointer; };
  std::sort(places.begin(), places.end(), is_before);
  places.erase(std::unique(places.begin(), places.end(), is_equal), places.end());
  return places;
}

Place* find_place(std::vector<Place>& places, std::string_view pointer) {
  const auto found = std::lower_bound(
      places.begin(), places.end(), pointer,
      [](const Place& place, std::string_view wanted) { return place.pointer < wanted; });
  return found != places.end() && found->pointer == pointer ? &*found : nullptr;
}

// The bytes that an escape at `at` stands for, and its length in the text.
std::pair<std::size_t, std::size_t> measure_escape(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) != "\\u") return {1, 2};
  std::uint32_t unit = 0;
  for (const char c : text.substr(at + 2, 4)) {
    unit = unit * 16 + static_cast<std::uint32_t>(text::hex_value(c));
  }
  if (unit >= 0xD800 && unit <= 0xDFFF) return {4, 12};  // a pair: the reader accepts no other
  if (unit < 0x80) return {1, 6};
  return {unit < 0x800 ? 2 : 3, 6};
}

// Where byte `offset` of the string that starts at `start` stands in the text.
std::size_t offset_in_string(std::string_view text, std::size_t start, std::size_t offset) {
  if (start >= text.size() || text[start] != '"') return start;
  std::size_t at = start + 1;
  std::size_t decoded = 0;
  while (at < text.size() && text[at] != '"' && decoded < offset) {
    const auto [bytes, length] =
        text[at] == '\\' ? measure_escape(text, at) : std::pair<std::size_t, std::size_t>{1, 1};
    decoded += bytes;
    at += length;
  }
  return at;
}

// What is wrong with these is the key, not its value.
bool points_at_key(const Diagnostic& diagnostic) {
  constexpr std::array<std::string_view, 10> codes{
      "unknown_key",      "duplicate_key",      "invalid_target", "reserved_name",
      "target_conflict",  "duplicate_target",   "self_trigger",   "unknown_target",
      "duplicate_header", "placeholder_in_name"};
  return std::find(codes.begin(), codes.end(), diagnostic.code) != codes.end();
}

std::size_t text_offset(std::string_view text, std::vector<Place>& places,
                        const Diagnostic& diagnostic) {
  std::string_view pointer = diagnostic.pointer;
  const Place* place = find_place(places, pointer);
  while (place != nullptr && !place->key_offset && !pointer.empty()) {
    pointer = parent_of(pointer);
    place = find_place(places, pointer);
  }
  if (place == nullptr || !place->key_offset) return 0;
  const bool is_key = points_at_key(diagnostic) && pointer == diagnostic.pointer;
  const std::size_t start = is_key ? *place->key_offset : place->value_offset;
  if (diagnostic.offset == 0 || pointer != diagnostic.pointer) return start;
  return offset_in_string(text, start, diagnostic.offset);
}

}  // namespace

void place_diagnostics(std::string_view text, std::vector<Diagnostic>& diagnostics) {
  if (diagnostics.empty()) return;
  std::vector<Place> places = wanted_places(diagnostics);
  TextWalk walk(text);
  while (walk.next()) {
    if (Place* place = find_place(places, walk.pointer())) {
      place->key_offset = walk.key_offset();
      place->value_offset = walk.value_offset();
    }
  }

  std::vector<std::size_t> offsets;
  for (const Diagnostic& diagnostic : diagnostics) {
    offsets.push_back(text_offset(text, places, diagnostic));
  }
  std::vector<std::pair<std::size_t, Diagnostic>> placed;
  for (std::size_t i = 0; i < diagnostics.size(); ++i) {
    placed.emplace_back(offsets[i], std::move(diagnostics[i]));  // ends the views in `places`
  }
  std::stable_sort(placed.begin(), placed.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });

  // From one place to the next, so that the text is read once.
  json::TextPosition position;
  std::size_t read_bytes = 0;
  for (std::size_t i = 0; i < placed.size(); ++i) {
    const std::size_t offset = placed[i].first;
    const json::TextPosition step =
        json::position_at(text.substr(read_bytes, offset - read_bytes), offset - read_bytes);
    position.column = step.line == 1 ? position.column + step.column - 1 : step.column;
    position.line += step.line - 1;
    read_bytes = offset;
    diagnostics[i] = std::move(placed[i].second);
    diagnostics[i].line = position.line;
    diagnostics[i].column = position.column;
  }
}

}  // namespace fieldcall::config
