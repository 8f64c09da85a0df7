#include "expression/iregexp/pattern_parser.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "fieldcall/limits.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace fieldcall::expression::iregexp {
namespace {

constexpr bool is_quantifier_start(char c) {
  return c == '*' || c == '+' || c == '?' || c == '{';
}

}  // namespace

// i-regexp = branch *( "|" branch )
// branch = *piece
// piece = atom [ quantifier ]
Result<Regexp> PatternParser::parse() {
  groups_.emplace_back();
  while (!failed() && !at_end()) parse_next();
  if (!failed() && groups_.size() > 1) fail("\")\"");
  if (!failed()) {
    close_group();
    emit(Opcode::accept);
  }
  if (failed()) return *std::move(error_);
  return std::move(regexp_);
}

void PatternParser::parse_next() {
  const std::size_t piece_start = regexp_.program_.size();
  if (take('(')) {
    groups_.push_back({piece_start, piece_start, {}});
  } else if (take('|')) {
    close_branch();
  } else if (peek() == ')') {
    if (groups_.size() == 1) return fail("no \")\" without its \"(\"");
    take(')');
    const std::size_t group_start = groups_.back().start;
    close_group();
    parse_quantifier(group_start);
  } else if (!parse_anchor()) {
    parse_atom();
    parse_quantifier(piece_start);
  }
}

// Branch by branch: split(this, next) this jump(end) split(next, ...) ...
void PatternParser::close_branch() {
  Group& group = groups_.back();
  const std::size_t size = regexp_.program_.size() - group.branch_start;
  insert_split(group.branch_start, static_cast<std::int32_t>(size + 2));
  group.jumps.push_back(regexp_.program_.size());
  emit(Opcode::jump);
  group.branch_start = regexp_.program_.size();
}

void PatternParser::close_group() {
  for (const std::size_t jump : groups_.back().jumps) {
    if (jump >= regexp_.program_.size()) continue;  // not written: over the limit
    regexp_.program_[jump].first = static_cast<std::int32_t>(regexp_.program_.size() - jump);
  }
  groups_.pop_back();
}

bool PatternParser::parse_anchor() {
  const char c = peek();
  const char next = place_ + 1 < pattern_.size() ? pattern_[place_ + 1] : '\0';
  const bool is_last = place_ + 1 == pattern_.size() || next == '|' || next == ')';
  if (c == '$' && is_last) {
    emit(Opcode::text_end);
  } else if (c == '^' && regexp_.program_.size() == groups_.back().branch_start &&
             !is_quantifier_start(next)) {
    emit(Opcode::text_start);
  } else {
    return false;
  }
  ++place_;
  return true;
}

// atom = NormalChar / charClass / ( "(" i-regexp ")" )
void PatternParser::parse_atom() {
  switch (peek()) {
    case '.':
      ++place_;
      return emit(Opcode::any);
    case '\\':
      return parse_escape();
    case '[':
      return parse_class();
    case '*':
    case '+':
    case '?':
    case '{':
      return fail("something to repeat");
    case ']':
    case '}':
      return fail("a backslash before it");
    default:
      return emit(Opcode::character, static_cast<std::int32_t>(take_code_point()));
  }
}

void PatternParser::parse_escape() {
  if (const auto categories = parse_category()) {
    emit_class({false, *categories, {}});
  } else if (const auto code_point = parse_single_escape()) {
    emit(Opcode::character, static_cast<std::int32_t>(*code_point));
  }
}

// SingleCharEsc = "\" ( "(" / ")" / "*" / "+" / "-" / "." / "?" / "[" / "\" / "]" / "^" / "n" /
//                 "r" / "t" / "{" / "|" / "}" )
std::optional<char32_t> PatternParser::parse_single_escape() {
  if (failed()) return {};
  const char c = place_ + 1 < pattern_.size() ? pattern_[place_ + 1] : '\0';
  constexpr std::string_view escapable = "()*+-.?[\\]^nrt{|}";
  if (c == '\0' || escapable.find(c) == std::string_view::npos) {
    fail("\\n, \\r, \\t, \\p{...}, \\P{...} or a backslash before one of ()*+-.?[\\]^{|}");
    return {};
  }
  place_ += 2;
  if (c == 'n') return U'\n';
  if (c == 'r') return U'\r';
  if (c == 't') return U'\t';
  return static_cast<char32_t>(c);
}

// catEsc = "\p{" charProp "}", complEsc = "\P{" charProp "}"
std::optional<CategorySet> PatternParser::parse_category() {
  const std::string_view rest = pattern_.substr(place_);
  const bool is_complement = rest.starts_with("\\P{");
  if (!is_complement && !rest.starts_with("\\p{")) return {};
  const std::size_t end = std::min(rest.find('}'), rest.size());
  const auto categories = category_set(rest.substr(3, end - 3));
  if (end == rest.size() || !categories) {
    fail("a general category of Unicode, such as \\p{L} or \\p{Lu}");
    return {};
  }
  place_ += end + 1;
  return is_complement ? all_categories & ~*categories : *categories;
}

// quantifier = ( "*" / "+" / "?" ) / range-quantifier
void PatternParser::parse_quantifier(std::size_t piece_start) {
  if (failed()) return;
  if (take('*')) return repeat(piece_start, {0, {}});
  if (take('+')) return repeat(piece_start, {1, {}});
  if (take('?')) return repeat(piece_start, {0, 1});
  if (peek() != '{') return;
  if (const auto repetition = parse_range_quantifier()) repeat(piece_start, *repetition);
}

// range-quantifier = "{" QuantExact [ "," [ QuantExact ] ] "}"
std::optional<PatternParser::Repetition> PatternParser::parse_range_quantifier() {
  take('{');
  const auto min = parse_count();
  Repetition repetition{min.value_or(0), min};
  if (min && take(',')) repetition.max = text::is_digit(peek()) ? parse_count() : std::nullopt;
  if (!min || !take('}')) {
    fail("a repetition {n}, {n,} or {n,m}");
    return {};
  }
  if (repetition.max && *repetition.max < repetition.min) {
    fail("{n,m} with n not above m");
    return {};
  }
  return repetition;
}

// A number beyond the limit stays beyond it, however many digits it has.
std::optional<std::uint32_t> PatternParser::parse_count() {
  if (!text::is_digit(peek())) return {};
  std::uint32_t count = 0;
  while (text::is_digit(peek())) {
    count = std::min(count * 10 + static_cast<std::uint32_t>(peek() - '0'), 100'000'000U);
    ++place_;
  }
  return count;
}

// Written out: x{2,4} is xx(x(x)?)?, x{2,} is xx*x.
void PatternParser::repeat(std::size_t piece_start, const Repetition& repetition) {
  auto& program = regexp_.program_;
  const std::vector<Instruction> piece(program.begin() + static_cast<std::ptrdiff_t>(piece_start),
                                       program.end());
  if (piece.empty() || failed()) return;
  const std::uint64_t copies = repetition.max.value_or(repetition.min + 1);
  if (!fits(copies * (piece.size() + 1))) return;
  const auto append_piece = [&] { program.insert(program.end(), piece.begin(), piece.end()); };
  program.resize(piece_start);
  for (std::uint32_t i = 0; i < repetition.min; ++i) append_piece();
  const auto size = static_cast<std::int32_t>(piece.size());
  if (!repetition.max && repetition.min > 0) {
    emit(Opcode::split, -size, 1);
  } else if (!repetition.max) {
    emit(Opcode::split, 1, size + 2);
    append_piece();
    emit(Opcode::jump, -(size + 1));
  } else {
    for (std::uint32_t rest = *repetition.max - repetition.min; rest > 0; --rest) {
      emit(Opcode::split, 1, static_cast<std::int32_t>(rest) * (size + 1));
      append_piece();
    }
  }
}

// charClassExpr = "[" [ "^" ] ( "-" / CCE1 ) *CCE1 [ "-" ] "]"
// "[^]" has no other reading than the class of "^".
void PatternParser::parse_class() {
  take('[');
  CharClass set;
  set.negated = peek() == '^' && !pattern_.substr(place_).starts_with("^]");
  if (set.negated) take('^');
  bool is_empty = true;
  if (take('-')) {
    set.ranges.push_back({U'-', U'-'});
    is_empty = false;
  }
  while (!failed() && peek() != ']' && peek() != '-') {
    if (!parse_class_item(set)) return;
    is_empty = false;
  }
  if (!is_empty && take('-')) set.ranges.push_back({U'-', U'-'});
  if (is_empty || !take(']'))
    return fail("a character or \"]\" (write \"-\" first, last or as \\-)");
  emit_class(std::move(set));
}

// CCE1 = ( CCchar [ "-" CCchar ] ) / charClassEsc
bool PatternParser::parse_class_item(CharClass& set) {
  if (const auto categories = parse_category()) {
    set.categories |= *categories;
    return true;
  }
  const auto first = parse_class_character();
  if (!first) return false;
  CharRange range{*first, *first};
  const bool has_last = peek() == '-' && !pattern_.substr(place_).starts_with("-]");
  if (has_last) {
    take('-');
    const auto last = parse_class_character();
    if (!last) return false;
    if (*last < *first) {
      fail("a range from the lower to the higher character");
      return false;
    }
    range.last = *last;
  }
  set.ranges.push_back(range);
  return true;
}

std::optional<char32_t> PatternParser::parse_class_character() {
  if (failed()) return {};
  const char c = peek();
  if (c == '\\') return parse_single_escape();
  if (at_end() || c == '[' || c == ']' || c == '-') {
    fail("a character");
    return {};
  }
  return take_code_point();
}

void PatternParser::emit_class(CharClass set) {
  range_count_ += set.ranges.size();
  if (!fits(range_count_)) return;
  std::sort(set.ranges.begin(), set.ranges.end(),
            [](const CharRange& left, const CharRange& right) { return left.first < right.first; });
  std::vector<CharRange> merged;
  for (const CharRange& range : set.ranges) {
    if (!merged.empty() && range.first <= merged.back().last) {
      merged.back().last = std::max(merged.back().last, range.last);
    } else {
      merged.push_back(range);
    }
  }
  set.ranges = std::move(merged);
  regexp_.classes_.push_back(std::move(set));
  emit(Opcode::char_class, static_cast<std::int32_t>(regexp_.classes_.size() - 1));
}

bool PatternParser::take(char wanted) {
  if (at_end() || pattern_[place_] != wanted) return false;
  ++place_;
  return true;
}

char32_t PatternParser::take_code_point() {
  const text::Decoded decoded = text::decode_utf8(pattern_.substr(place_));
  place_ += decoded.bytes;
  return decoded.code_point;
}

void PatternParser::emit(Opcode opcode, std::int32_t first, std::int32_t second) {
  if (!failed() && fits(1)) regexp_.program_.push_back({opcode, first, second});
}

// split(next, second) in front of what stands at `place`.
void PatternParser::insert_split(std::size_t place, std::int32_t second) {
  if (failed() || !fits(1)) return;
  regexp_.program_.insert(regexp_.program_.begin() + static_cast<std::ptrdiff_t>(place),
                          {Opcode::split, 1, second});
}

bool PatternParser::fits(std::uint64_t more_instructions) {
  if (regexp_.program_.size() + more_instructions <= limits::regexp_instructions_max) return true;
  error_ =
      Error{"budget", "the regular expression is too long when its repetitions are written out",
            "use smaller repetitions", static_cast<std::uint32_t>(place_)};
  return false;
}

void PatternParser::fail(std::string_view expected) {
  if (failed()) return;
  error_ = Error{"syntax", "not an I-Regexp (RFC 9485): expected " + std::string(expected), "",
                 static_cast<std::uint32_t>(place_)};
}

}  // namespace fieldcall::expression::iregexp
