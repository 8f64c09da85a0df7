#include "http/redirect.hpp"

#include <algorithm>
#include <string>

#include "text/ascii.hpp"

namespace fieldcall::http {
namespace {

// scheme ":" in front of the first "/", "?" or "#" (RFC 3986, 3.1).
bool has_scheme(std::string_view reference) {
  const std::size_t end = reference.find_first_of(":/?#");
  return end != std::string_view::npos && reference[end] == ':';
}

// RFC 3986, 5.2.2, up to the dot segments.
std::string transform(const Url& base, std::string_view reference) {
  if (has_scheme(reference)) return std::string(reference);
  std::string target;
  if (reference.starts_with("//")) {
    target = base.scheme + ":";
  } else if (reference.starts_with('/')) {
    target = base.origin();
  } else if (reference.starts_with('?')) {
    target = base.origin() + base.path;
  } else if (reference.empty() || reference.starts_with('#')) {
    target = base.to_string();
  } else {
    target = base.origin() + base.path.substr(0, base.path.rfind('/') + 1);
  }
  target += reference;
  return target;
}

// RFC 3986, 5.2.4, for a path that begins with "/".
std::string remove_dot_segments(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/', 1), path.size());
    const std::string_view segment = path.substr(0, end);  // "/segment"
    const bool is_last = end == path.size();
    path.remove_prefix(end);
    if (segment == "/.." && !out.empty()) out.erase(out.rfind('/'));
    if (segment != "/." && segment != "/..") {
      out += segment;
    } else if (is_last) {
      out.push_back('/');
    }
  }
  return out;
}

}  // namespace

Result<Url> resolve_redirect(const Url& base, std::string_view location) {
  auto url = parse_url(transform(base, text::trim_ows(location)));
  if (!url) {
    Error error = std::move(url).error();
    error.offset = 0;  // of the resolved text, which nobody has seen
    return error;
  }
  if (url->origin() != base.origin()) {
    return Error{.code = "redirect_origin",
                 .message = "The redirect leads to another origin.",
                 .fix = "Call that origin directly.",
                 .offset = 0};
  }
  url->path = remove_dot_segments(url->path);
  return url;
}

}  // namespace fieldcall::http
