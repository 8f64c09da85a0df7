// Text with a layer of escapes removed, and where each of its bytes came from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fieldcall::text {

// %41 (either hex case); \n, \", \u00e9 and the other escapes of JSON; &quot;, &amp;, &lt;, &gt;,
// &apos;, &#39; and &#x27;.
enum class Escapes : std::uint8_t { percent, json, html };

class UnescapedText {
 public:
  // The text itself. It must outlive this and everything made from it by unescape().
  explicit UnescapedText(std::string_view text) : source_(text) {}

  [[nodiscard]] std::string_view bytes() const { return origins_.empty() ? source_ : bytes_; }
  // The stretch of the first text that became bytes()[at].
  struct Origin {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };
  [[nodiscard]] Origin origin(std::size_t at) const;

  // False if there is no such escape; then `out` is of no use. Malformed escapes stay as they are.
  bool unescape(Escapes escapes, UnescapedText& out) const;

 private:
  void append(std::string_view decoded, Origin origin);

  std::string_view source_;
  std::string bytes_;
  std::vector<Origin> origins_;  // of bytes_; empty = this is the first text
};

}  // namespace fieldcall::text
