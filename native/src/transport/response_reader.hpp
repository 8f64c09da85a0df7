// Collects one answer while it streams in and counts it against its ceilings.
//
// Header bytes are counted as they arrive: status lines, interim (1xx) answers and trailers
// included, so none of them is a way around the ceiling. Body bytes are counted after decoding, so
// that a compression bomb ends at the ceiling. Source: RFC 9112 sections 4, 5 and 7.1.2.
#pragma once

#include <cstdint>
#include <string_view>

#include "fieldcall/http.hpp"

namespace fieldcall::native {

class ResponseReader {
 public:
  ResponseReader(std::uint64_t header_bytes_max, std::uint64_t body_bytes_max)
      : header_bytes_max_(header_bytes_max), body_bytes_max_(body_bytes_max) {}

  // One header line, status line, trailer or the empty line after them. False = over the ceiling.
  [[nodiscard]] bool add_header_line(std::string_view line);

  // A piece of the decoded body. False = over the ceiling.
  [[nodiscard]] bool add_body(std::string_view bytes);

  // At least a byte of the answer has arrived.
  [[nodiscard]] bool begun() const { return header_bytes_ + body_bytes_ > 0; }
  [[nodiscard]] bool headers_complete() const { return headers_complete_; }

  [[nodiscard]] HttpResponse take(std::int32_t status);

 private:
  void add_field(std::string_view line);

  HttpResponse response_;
  std::uint64_t header_bytes_max_;
  std::uint64_t body_bytes_max_;
  std::uint64_t header_bytes_ = 0;
  std::uint64_t body_bytes_ = 0;
  bool interim_ = false;
  bool headers_complete_ = false;
};

}  // namespace fieldcall::native
