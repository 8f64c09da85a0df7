#include "templating/marked_text.hpp"

#include <algorithm>

#include "json/writer.hpp"
#include "text/ascii.hpp"
#include "text/base64.hpp"
#include "text/percent.hpp"
#include "text/redact.hpp"

namespace fieldcall::templating {
namespace {

// Copies `from` to the end of `to`: gap(text) appends what lies between marks, stretch(mark, text)
// what a mark covers.
template <class Gap, class Stretch>
void rewrite(const MarkedText& from, MarkedText& to, Gap gap, Stretch stretch) {
  const std::string_view bytes = from.bytes;
  std::size_t at = 0;
  for (const Mark& mark : from.marks) {
    gap(bytes.substr(at, mark.begin - at));
    Mark moved = mark;
    moved.begin = to.size();
    stretch(moved, bytes.substr(mark.begin, mark.end - mark.begin));
    moved.end = to.size();
    to.marks.push_back(moved);
    at = mark.end;
  }
  gap(bytes.substr(at));
}

}  // namespace

std::string_view encoding_name(Encoding encoding) {
  switch (encoding) {
    case Encoding::none:
      return "none";
    case Encoding::percent:
    case Encoding::percent_path:
      return "percent";
    case Encoding::form:
      return "form";
    case Encoding::json:
      return "json";
  }
  return "none";
}

void append_encoded(Encoding encoding, std::string_view text, std::string& out) {
  switch (encoding) {
    case Encoding::none:
      out += text;
      return;
    case Encoding::percent:
      text::append_percent_encoded(text, out);
      return;
    case Encoding::percent_path:
      text::append_percent_encoded_path(text, out);
      return;
    case Encoding::form:
      text::append_form_encoded(text, out);
      return;
    case Encoding::json: {
      std::string quoted;
      json::write_string(text, quoted);
      out.append(quoted, 1, quoted.size() - 2);
      return;
    }
  }
}

void MarkedText::append(const MarkedText& text) {
  const std::uint32_t offset = size();
  bytes += text.bytes;
  for (Mark mark : text.marks) {
    mark.begin += offset;
    mark.end += offset;
    marks.push_back(mark);
  }
}

void MarkedText::append(const MarkedText& text, Encoding encoding) {
  const auto encode = [this, encoding](std::string_view part) {
    append_encoded(encoding, part, bytes);
  };
  rewrite(text, *this, encode, [&encode, encoding](Mark& mark, std::string_view part) {
    mark.encoding = encoding;
    encode(part);
  });
}

void MarkedText::append_base64(const MarkedText& text) {
  const std::uint32_t begin = size();
  text::append_base64(text.bytes, bytes);
  if (text.marks.empty()) return;
  const auto secret = std::find_if(text.marks.begin(), text.marks.end(),
                                   [](const Mark& mark) { return !mark.secret.empty(); });
  Mark mark = secret == text.marks.end() ? text.marks.front() : *secret;
  mark.begin = begin;
  mark.end = size();
  marks.push_back(mark);
}

void MarkedText::trim() {
  const std::string_view kept = text::trim_ows(bytes);
  const auto cut = kept.empty() ? size() : static_cast<std::uint32_t>(kept.data() - bytes.data());
  const auto length = static_cast<std::uint32_t>(kept.size());
  for (Mark& mark : marks) {
    mark.begin = std::min(mark.begin - std::min(mark.begin, cut), length);
    mark.end = std::min(mark.end - std::min(mark.end, cut), length);
  }
  bytes = std::string(kept);
}

void MarkedText::truncate(std::size_t size) {
  bytes.resize(size);
  while (!marks.empty() && marks.back().end > size) marks.pop_back();
}

MarkedText MarkedText::masked() const {
  MarkedText out;
  rewrite(
      *this, out, [&out](std::string_view part) { out.bytes += part; },
      [&out](Mark& mark, std::string_view part) {
        if (mark.secret.empty()) {
          out.bytes += part;
        } else {
          out.bytes += text::secret_mask(mark.secret);
        }
      });
  return out;
}

}  // namespace fieldcall::templating
