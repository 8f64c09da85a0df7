// Urls and redirect locations: what is accepted means the same when written and read again.
#include <cstdint>
#include <string_view>

#include "fieldcall/check.hpp"
#include "http/redirect.hpp"
#include "http/url.hpp"

namespace {

using fieldcall::http::Url;

void check_stable(const Url& url) {
  const std::string text = url.to_string();
  const auto again = fieldcall::http::parse_url(text);
  // Only a default port, a slash or a longer address spelling can have been added.
  if (!again) {
    FIELDCALL_CHECK(again.error().code == "url_too_long");
    return;
  }
  FIELDCALL_CHECK(again->to_string() == text);
  FIELDCALL_CHECK(again->origin() == url.origin());
  FIELDCALL_CHECK(again->address == url.address);
  const auto origin = fieldcall::http::parse_origin(url.origin());
  FIELDCALL_CHECK(origin.ok() && *origin == url.origin());
  for (const char c : text) FIELDCALL_CHECK(c > 0x20 && c < 0x7f);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto url = fieldcall::http::parse_url(text)) {
    check_stable(*url);
    static_cast<void>(fieldcall::http::check_egress(*url, {}));
    static_cast<void>(fieldcall::http::has_dot_segment(url->path));
  }
  const auto base = fieldcall::http::parse_url("https://example.com/a/b?c");
  if (const auto url = fieldcall::http::resolve_redirect(*base, text)) {
    FIELDCALL_CHECK(url->origin() == base->origin());
    FIELDCALL_CHECK(url->path.front() == '/');
    check_stable(*url);
  }
  return 0;
}
