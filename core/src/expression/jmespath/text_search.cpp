#include "expression/jmespath/text_search.hpp"

namespace fieldcall::expression::jmespath {
namespace {

// Up to here looking again at each place costs less than a table.
constexpr std::size_t short_needle_bytes_max = 32;

}  // namespace

TextSearch::TextSearch(std::string_view needle, Workspace& work) : needle_(needle), work_(work) {
  if (needle.size() <= short_needle_bytes_max || !work.spend_text(needle.size())) return;
  borders_ = work.make_list<std::uint32_t>(needle.size());
  if (borders_ == nullptr) return;
  borders_[0] = 0;
  std::uint32_t border = 0;
  for (std::size_t i = 1; i < needle.size(); ++i) {
    while (border > 0 && needle[i] != needle[border]) border = borders_[border - 1];
    if (needle[i] == needle[border]) ++border;
    borders_[i] = border;
  }
}

std::size_t TextSearch::find_with_table(std::string_view text, std::size_t from) const {
  std::uint32_t matched = 0;
  for (std::size_t i = from; i < text.size(); ++i) {
    while (matched > 0 && text[i] != needle_[matched]) matched = borders_[matched - 1];
    if (text[i] == needle_[matched]) ++matched;
    if (matched == needle_.size()) return i + 1 - matched;
  }
  return std::string_view::npos;
}

std::size_t TextSearch::find(std::string_view text, std::size_t from) {
  if (work_.failed()) return std::string_view::npos;
  const std::size_t found =
      borders_ == nullptr ? text.find(needle_, from) : find_with_table(text, from);
  const std::size_t end = found == std::string_view::npos ? text.size() : found;
  return work_.spend_text(end - from) ? found : std::string_view::npos;
}

std::size_t TextSearch::find_last(std::string_view text) {
  if (borders_ == nullptr) {
    return work_.spend_text(text.size()) ? text.rfind(needle_) : std::string_view::npos;
  }
  std::size_t last = std::string_view::npos;
  for (std::size_t next = find(text, 0); next != std::string_view::npos;
       next = find(text, next + 1)) {
    last = next;
  }
  return last;
}

}  // namespace fieldcall::expression::jmespath
