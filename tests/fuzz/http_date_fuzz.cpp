// HTTP dates: what is read is written back as the same instant.
#include <cstdint>
#include <string_view>

#include "fieldcall/check.hpp"
#include "http/date.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const fieldcall::Instant now{fieldcall::Millis{1'768'478'400'000}};
  const auto instant = fieldcall::http::parse_http_date(text, now);
  // The last leap second of year 9999 belongs to a year that the form cannot write.
  const fieldcall::Instant last{fieldcall::Millis{253'402'300'799'000}};
  if (!instant || *instant > last) return 0;
  const std::string fixed = fieldcall::http::format_http_date(*instant);
  FIELDCALL_CHECK(fixed.size() == 29);
  FIELDCALL_CHECK(fieldcall::http::parse_http_date(fixed, now) == instant);
  return 0;
}
