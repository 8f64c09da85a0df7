// One spelling of a secret that a text is searched for, in linear time whatever the text holds.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fieldcall::text {

class SecretPattern {
 public:
  // The secret itself; "+" and space are one, as forms write a space as "+". Zero bytes may stand
  // between its own, as in UTF-16.
  static SecretPattern plain(std::string_view secret);
  // Two hex digits a byte, either case; "73:6b" and "73 6b" too.
  static SecretPattern hex(std::string_view secret);
  // Base64 or base64url of anything that holds the secret behind a multiple of three bytes plus
  // `alignment` (0 to 2). The characters that hold bits of the secret and of a neighbour are found
  // and covered too, so nothing of the secret can be decoded from what remains. Line breaks may
  // stand anywhere, as MIME puts them.
  static SecretPattern base64(std::string_view secret, std::size_t alignment);

  SecretPattern(SecretPattern&&) = default;
  SecretPattern& operator=(SecretPattern&&) = default;
  ~SecretPattern();

  // Calls `found(begin, end)` for every match, in order, overlapping ones too; stops when it
  // returns false.
  template <class Found>
  void find_all(std::string_view text, Found found) const;

 private:
  using Fold = std::array<char, 256>;
  SecretPattern(std::string text, const Fold& fold);

  // What a fold makes of a character that may stand between two others.
  static constexpr char separator = '\0';
  static constexpr std::size_t separators_max = 3;  // in a row: UTF-32

  [[nodiscard]] char fold(char c) const { return (*fold_)[static_cast<unsigned char>(c)]; }
  [[nodiscard]] bool is_separator(char c) const { return has_separators_ && fold(c) == separator; }
  // Where a match may begin at the earliest; the size of the text = nowhere.
  [[nodiscard]] std::size_t next_start(std::string_view text, std::size_t from) const;
  // Where the match begins whose last character is at `last`.
  [[nodiscard]] std::size_t begin_of(std::string_view text, std::size_t last) const;
  // Widens a match of base64 by its shared characters and padding; false: they do not fit.
  [[nodiscard]] bool widen(std::string_view text, std::size_t& begin, std::size_t& end) const;

  std::string text_;                     // folded
  std::vector<std::uint32_t> fallback_;  // Knuth-Morris-Pratt: length of the longest border
  const Fold* fold_;
  std::array<char, 2> starts_{};  // the characters that fold to the first one, at most two
  bool has_separators_ = false;
  bool is_base64_ = false;
  // Bits of the secret in the character before and behind; mask 0 = none there.
  std::uint8_t left_mask_ = 0;
  std::uint8_t left_bits_ = 0;
  std::uint8_t right_mask_ = 0;
  std::uint8_t right_bits_ = 0;
};

template <class Found>
void SecretPattern::find_all(std::string_view text, Found found) const {
  std::size_t matched = 0;
  std::size_t separators = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (matched == 0) {
      i = next_start(text, i);
      if (i == text.size()) return;
    }
    const char c = fold(text[i]);
    if (is_separator(text[i])) {
      if (++separators > separators_max) matched = 0;
      continue;
    }
    separators = 0;
    while (matched > 0 && c != text_[matched]) matched = fallback_[matched - 1];
    if (c != text_[matched]) continue;
    if (++matched < text_.size()) continue;
    matched = fallback_[matched - 1];
    std::size_t begin = begin_of(text, i);
    std::size_t end = i + 1;
    if (is_base64_ && !widen(text, begin, end)) continue;
    if (!found(begin, end)) return;
  }
}

}  // namespace fieldcall::text
