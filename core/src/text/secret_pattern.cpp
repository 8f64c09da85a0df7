#include "text/secret_pattern.hpp"

#include <algorithm>
#include <utility>

#include "text/ascii.hpp"
#include "text/base64.hpp"

namespace fieldcall::text {
namespace {

using Fold = std::array<char, 256>;

template <class Change>
constexpr Fold make_fold(Change change) {
  Fold fold{};
  for (std::size_t i = 0; i < fold.size(); ++i) fold[i] = change(static_cast<char>(i));
  return fold;
}

constexpr Fold plain_fold = make_fold([](char c) { return c == '+' ? ' ' : c; });
constexpr bool is_line_break(char c) {
  return c == '\r' || c == '\n';
}
constexpr Fold hex_fold = make_fold([](char c) {
  return c == ':' || c == ' ' || c == '-' || is_line_break(c) ? '\0' : to_lower(c);
});
constexpr Fold base64_fold = make_fold([](char c) {
  return is_line_break(c) ? '\0' : c == '-' ? '+' : c == '_' ? '/' : c;
});

// 0 to 63, or -1. Of folded characters.
int sextet(char c) {
  if (is_upper(c)) return c - 'A';
  if (is_lower(c)) return c - 'a' + 26;
  if (is_digit(c)) return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

}  // namespace

SecretPattern::SecretPattern(std::string text, const Fold& fold)
    : text_(std::move(text)), fallback_(text_.size()), fold_(&fold) {
  for (char& c : text_) c = this->fold(c);
  std::size_t starts = 0;
  for (std::size_t i = 0; i < fold.size(); ++i) {
    if (fold[i] != text_.front()) continue;
    if (starts == 0) starts_.fill(static_cast<char>(i));
    starts_[starts++ % starts_.size()] = static_cast<char>(i);
  }
  std::uint32_t border = 0;
  for (std::size_t i = 1; i < text_.size(); ++i) {
    while (border > 0 && text_[i] != text_[border]) border = fallback_[border - 1];
    if (text_[i] == text_[border]) ++border;
    fallback_[i] = border;
  }
}

// volatile: a compiler may drop writes to memory that is about to be freed.
SecretPattern::~SecretPattern() {
  volatile char* byte = text_.data();
  for (std::size_t i = 0; i < text_.size(); ++i) byte[i] = 0;
}

SecretPattern SecretPattern::plain(std::string_view secret) {
  SecretPattern pattern(std::string(secret), plain_fold);
  pattern.has_separators_ = secret.find(separator) == std::string_view::npos;
  return pattern;
}

SecretPattern SecretPattern::hex(std::string_view secret) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char c : secret) {
    text.push_back(digits[static_cast<unsigned char>(c) >> 4]);
    text.push_back(digits[static_cast<unsigned char>(c) & 15]);
  }
  SecretPattern pattern(std::move(text), hex_fold);
  pattern.has_separators_ = true;
  return pattern;
}

SecretPattern SecretPattern::base64(std::string_view secret, std::size_t alignment) {
  const std::string encoded = text::base64(std::string(alignment, '\0') + std::string(secret));
  const std::size_t bits_before = 8 * alignment;
  const std::size_t bits = bits_before + 8 * secret.size();
  const std::size_t first = (bits_before + 5) / 6;  // first character of secret bits only
  const std::size_t last = bits / 6;                // behind the last one
  SecretPattern pattern(encoded.substr(first, last - first), base64_fold);
  pattern.is_base64_ = true;
  pattern.has_separators_ = true;
  if (bits_before % 6 != 0) {
    pattern.left_mask_ = static_cast<std::uint8_t>((1U << (6 - bits_before % 6)) - 1);
    pattern.left_bits_ = static_cast<std::uint8_t>(sextet(encoded[first - 1]));
  }
  if (bits % 6 != 0) {
    pattern.right_mask_ = static_cast<std::uint8_t>(63U & ~((1U << (6 - bits % 6)) - 1));
    pattern.right_bits_ = static_cast<std::uint8_t>(sextet(encoded[last]));
  }
  return pattern;
}

std::size_t SecretPattern::next_start(std::string_view text, std::size_t from) const {
  if (starts_[0] == starts_[1]) return std::min(text.find(starts_[0], from), text.size());
  while (from < text.size() && text[from] != starts_[0] && text[from] != starts_[1]) ++from;
  return from;
}

std::size_t SecretPattern::begin_of(std::string_view text, std::size_t last) const {
  if (!has_separators_) return last + 1 - text_.size();
  std::size_t begin = last;
  for (std::size_t left = text_.size() - 1; left > 0;) {
    --begin;
    if (!is_separator(text[begin])) --left;
  }
  return begin;
}

bool SecretPattern::widen(std::string_view text, std::size_t& begin, std::size_t& end) const {
  const auto fits = [this, text](std::size_t at, unsigned mask, unsigned bits) {
    if (at >= text.size()) return false;
    const int value = sextet(fold(text[at]));
    return value >= 0 && (static_cast<unsigned>(value) & mask) == (bits & mask);
  };
  if (left_mask_ != 0) {
    do {
      if (begin == 0) return false;
      --begin;
    } while (is_separator(text[begin]));
    if (!fits(begin, left_mask_, left_bits_)) return false;
  }
  if (right_mask_ != 0) {
    while (end < text.size() && is_separator(text[end])) ++end;
    if (!fits(end, right_mask_, right_bits_)) return false;
    ++end;
  }
  for (int padding = 0; padding < 2 && end < text.size() && text[end] == '='; ++padding) ++end;
  return true;
}

}  // namespace fieldcall::text
