// Which part of a url a text has reached: decides what may stand there and how it is encoded.
#pragma once

#include <cstdint>
#include <string_view>

namespace fieldcall::templating {

enum class UrlRegion : std::uint8_t { scheme, authority, path, query, fragment };

class UrlScanner {
 public:
  constexpr void advance(std::string_view text) {
    for (const char c : text) advance(c);
  }
  [[nodiscard]] constexpr UrlRegion region() const { return region_; }
  // Scheme, host or port: what decides where a request goes.
  [[nodiscard]] constexpr bool in_origin() const { return region_ <= UrlRegion::authority; }

 private:
  constexpr void advance(char c) {
    switch (region_) {
      case UrlRegion::scheme:
        advance_scheme(c);
        return;
      case UrlRegion::authority:
        if (c == '/') region_ = UrlRegion::path;
        [[fallthrough]];
      case UrlRegion::path:
        if (c == '?') region_ = UrlRegion::query;
        [[fallthrough]];
      case UrlRegion::query:
        if (c == '#') region_ = UrlRegion::fragment;
        return;
      case UrlRegion::fragment:
        return;
    }
  }

  // Until "://" is complete.
  constexpr void advance_scheme(char c) {
    if (c == ':' && slashes_ == 0) {
      slashes_ = 1;
    } else if (c == '/' && slashes_ > 0) {
      if (++slashes_ == 3) region_ = UrlRegion::authority;
    } else {
      slashes_ = 0;
    }
  }

  UrlRegion region_ = UrlRegion::scheme;
  std::uint8_t slashes_ = 0;  // of "://" seen, the colon included
};

}  // namespace fieldcall::templating
