#include "expression/iregexp/regexp.hpp"

#include <algorithm>
#include <utility>

#include "expression/iregexp/pattern_parser.hpp"
#include "fieldcall/limits.hpp"
#include "text/utf8.hpp"

namespace fieldcall::expression::iregexp {
namespace {

// A set of places in the program, in the order they were added (sparse set by Briggs and Torczon:
// clearing takes no time).
class PlaceSet {
 public:
  PlaceSet(std::uint32_t* memory, std::size_t places) : dense_(memory), sparse_(memory + places) {}

  [[nodiscard]] std::uint32_t size() const { return size_; }
  [[nodiscard]] std::uint32_t operator[](std::uint32_t index) const { return dense_[index]; }
  void clear() { size_ = 0; }
  // False if it is there already.
  bool add(std::uint32_t place) {
    const std::uint32_t index = sparse_[place];
    if (index < size_ && dense_[index] == place) return false;
    sparse_[place] = size_;
    dense_[size_++] = place;
    return true;
  }

 private:
  std::uint32_t* dense_;
  std::uint32_t* sparse_;
  std::uint32_t size_ = 0;
};

constexpr std::size_t words_per_place = 4;  // of two sets

}  // namespace

bool CharClass::contains(char32_t code_point) const {
  const auto after = std::upper_bound(
      ranges.begin(), ranges.end(), code_point,
      [](char32_t wanted, const CharRange& range) { return wanted < range.first; });
  bool is_in = after != ranges.begin() && code_point <= (after - 1)->last;
  if (!is_in && categories != 0) is_in = (category_of(code_point) & categories) != 0;
  return is_in != negated;
}

// One run over a text: the set of places where the program may stand, character by character.
class Machine {
 public:
  Machine(const Regexp& regexp, std::string_view text, Scope scope, std::uint32_t* memory)
      : regexp_(regexp),
        text_(text),
        scope_(scope),
        current_(memory, regexp.program_.size()),
        next_(memory + 2 * regexp.program_.size(), regexp.program_.size()) {}

  std::optional<bool> run(std::uint64_t& operations_left) {
    while (true) {
      if (position_ == 0 || scope_ == Scope::anywhere) current_.add(0);
      follow_jumps();
      const std::uint64_t cost = current_.size() + std::uint64_t{1};
      if (cost > operations_left) return {};
      operations_left -= cost;
      const bool at_end = position_ == text_.size();
      if (is_accepted_ && (at_end || scope_ == Scope::anywhere)) return true;
      if (at_end || (current_.size() == 0 && scope_ == Scope::whole)) return false;
      read_character();
    }
  }

 private:
  // Places added on the way stand behind the ones they are reached from: one pass sees all.
  void follow_jumps() {
    is_accepted_ = false;
    for (std::uint32_t index = 0; index < current_.size(); ++index) {
      const std::uint32_t place = current_[index];
      const Instruction& instruction = regexp_.program_[place];
      switch (instruction.opcode) {
        case Opcode::split:
          add_to_current(place, instruction.first);
          add_to_current(place, instruction.second);
          break;
        case Opcode::jump:
          add_to_current(place, instruction.first);
          break;
        case Opcode::text_start:
          if (position_ == 0) add_to_current(place, 1);
          break;
        case Opcode::text_end:
          if (position_ == text_.size()) add_to_current(place, 1);
          break;
        case Opcode::accept:
          is_accepted_ = true;
          break;
        case Opcode::character:
        case Opcode::any:
        case Opcode::char_class:
          break;
      }
    }
  }

  void add_to_current(std::uint32_t place, std::int32_t distance) {
    current_.add(static_cast<std::uint32_t>(static_cast<std::int32_t>(place) + distance));
  }

  void read_character() {
    const text::Decoded decoded = text::decode_utf8(text_.substr(position_));
    position_ += decoded.bytes;
    next_.clear();
    for (std::uint32_t index = 0; index < current_.size(); ++index) {
      const std::uint32_t place = current_[index];
      if (accepts(regexp_.program_[place], decoded.code_point)) next_.add(place + 1);
    }
    std::swap(current_, next_);
  }

  [[nodiscard]] bool accepts(const Instruction& instruction, char32_t code_point) const {
    switch (instruction.opcode) {
      case Opcode::character:
        return static_cast<char32_t>(instruction.first) == code_point;
      case Opcode::any:
        return code_point != U'\n' && code_point != U'\r';
      case Opcode::char_class:
        return regexp_.classes_[static_cast<std::size_t>(instruction.first)].contains(code_point);
      default:
        return false;
    }
  }

  const Regexp& regexp_;
  std::string_view text_;
  Scope scope_;
  std::size_t position_ = 0;  // bytes of the text that are read
  bool is_accepted_ = false;
  PlaceSet current_;
  PlaceSet next_;
};

Result<Regexp> Regexp::compile(std::string_view pattern) {
  if (pattern.size() > limits::expression_bytes_max) {
    return Error{"budget", "the regular expression is too long", "", limits::expression_bytes_max};
  }
  return PatternParser(pattern).parse();
}

std::optional<bool> Regexp::matches(std::string_view text, Scope scope, Scratch& scratch,
                                    std::uint64_t& operations_left) const {
  const std::size_t words = words_per_place * program_.size();
  if (scratch.words.size() < words) scratch.words.resize(words);
  return Machine(*this, text, scope, scratch.words.data()).run(operations_left);
}

}  // namespace fieldcall::expression::iregexp
