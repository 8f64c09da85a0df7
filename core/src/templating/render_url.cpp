#include <algorithm>
#include <string>
#include <utility>

#include "fieldcall/limits.hpp"
#include "http/url.hpp"
#include "templating/render_parts.hpp"
#include "templating/url_scanner.hpp"
#include "templating/url_template.hpp"

namespace fieldcall::templating {
namespace {

constexpr std::string_view location = "url";

// A segment a placeholder stands in and that came out empty: its path means another resource.
bool has_empty_placeholder_segment(const MarkedText& url, std::size_t begin, std::size_t end) {
  std::size_t segment_begin = begin + 1;
  while (segment_begin <= end) {
    const std::size_t segment_end = std::min(url.bytes.find('/', segment_begin), end);
    if (segment_begin == segment_end) {
      const auto touches = [segment_begin, begin](const Mark& mark) {
        return mark.begin > begin && mark.begin <= segment_begin && mark.end >= segment_begin;
      };
      if (std::any_of(url.marks.begin(), url.marks.end(), touches)) return true;
    }
    segment_begin = segment_end + 1;
  }
  return false;
}

// A query ends a path; the fragment was dropped.
void check_path(const RenderedUrl& url, RenderContext& context) {
  const std::string_view text = url.text.bytes;
  const std::size_t end = std::min(text.find('?', url.path_begin), text.size());
  if (http::has_dot_segment(text.substr(url.path_begin, end - url.path_begin))) {
    context.fail(ErrorCode::unsafe_path_segment, "url: a path segment came out as . or ..");
  } else if (has_empty_placeholder_segment(url.text, url.path_begin, end)) {
    context.fail(ErrorCode::unsafe_path_segment,
                 "url: the path segment of a placeholder came out empty");
  }
}

Encoding encoding_at(UrlRegion region, const Placeholder& placeholder) {
  if (region <= UrlRegion::authority) return Encoding::none;
  return region == UrlRegion::path && placeholder.keeps_slashes ? Encoding::percent_path
                                                                : Encoding::percent;
}

}  // namespace

RenderedUrl render_url(const Template& url, RenderContext& context) {
  RenderedUrl rendered;
  rendered.knows_origin = true;
  MarkedText& out = rendered.text;
  UrlScanner scanner;
  // Tracks the origin's end: the first byte that is no longer scheme, host or port.
  const auto advance = [&rendered, &scanner, &out](std::size_t from) {
    for (std::size_t i = from; i < out.bytes.size(); ++i) {
      scanner.advance(std::string_view(out.bytes).substr(i, 1));
      if (scanner.in_origin()) rendered.path_begin = static_cast<std::uint32_t>(i + 1);
    }
  };
  for (const Part& part : url.parts()) {
    const std::size_t before = out.bytes.size();
    if (const auto* literal = std::get_if<std::string>(&part)) {
      out.bytes += *literal;
      advance(before);
      continue;
    }
    const auto& placeholder = std::get<Placeholder>(part);
    const Resolved resolved = context.resolve(placeholder, location);
    const bool in_origin = scanner.in_origin();
    if (in_origin && resolved.kind == Resolved::Kind::none) rendered.knows_origin = false;
    if (!rendered.knows_origin) continue;  // only to learn what else is missing
    // Compiling made sure of it, unless a host root holds half a url.
    if (in_origin && !is_host_placeholder(placeholder)) {
      context.fail(ErrorCode::invalid_url, location, placeholder,
                   "would decide the host: the root before it holds no complete base url");
      return rendered;
    }
    context.append_value(placeholder, resolved, encoding_at(scanner.region(), placeholder),
                         location, out);
    advance(before);
    if (!context.check_size(out, limits::body_bytes_max, location)) return rendered;
  }
  const std::size_t hash = out.bytes.find('#', rendered.path_begin);
  if (hash != std::string::npos) out.truncate(hash);
  if (rendered.knows_origin && !context.has_missing() &&
      context.check_size(out, limits::url_bytes_max, location)) {
    check_path(rendered, context);
  }
  return rendered;
}

}  // namespace fieldcall::templating
