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

// The first mark behind `after` that stands in, or at an end of, [begin, end).
const Mark* mark_at(const MarkedText& url, std::size_t after, std::size_t begin, std::size_t end) {
  const auto touches = [after, begin, end](const Mark& mark) {
    return mark.placeholder != nullptr && mark.begin > after && mark.begin <= end &&
           mark.end >= begin;
  };
  const auto found = std::find_if(url.marks.begin(), url.marks.end(), touches);
  return found == url.marks.end() ? nullptr : &*found;
}

// No segment may be . or .., nor one that a placeholder stands in empty: its path would mean
// another resource. A query ends a path; the fragment was dropped.
void check_path(const RenderedUrl& url, RenderContext& context) {
  const std::string_view text = url.text.bytes;
  const std::size_t end = std::min(text.find('?', url.path_begin), text.size());
  for (std::size_t slash = url.path_begin; slash < end;) {
    const std::size_t next = std::min(text.find('/', slash + 1), end);
    const Mark* mark = mark_at(url.text, url.path_begin, slash + 1, next);
    const std::string segment =
        mark == nullptr ? "a path segment" : "the path segment of " + mark->placeholder->source;
    if (http::has_dot_segment(text.substr(slash, next - slash))) {
      context.fail(ErrorCode::unsafe_path_segment, "url: " + segment + " came out as . or ..");
    } else if (mark != nullptr && next == slash + 1) {
      context.fail(ErrorCode::unsafe_path_segment, "url: " + segment + " came out empty");
    }
    slash = next;
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
