#include "fieldcall/time.hpp"

#include "base/padded.hpp"

namespace fieldcall {

std::string format_instant(Instant instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{instant - day};
  std::string text;
  base::append_padded(static_cast<int>(date.year()), 4, text);
  text += '-';
  base::append_padded(static_cast<unsigned>(date.month()), 2, text);
  text += '-';
  base::append_padded(static_cast<unsigned>(date.day()), 2, text);
  text += 'T';
  base::append_padded(time.hours().count(), 2, text);
  text += ':';
  base::append_padded(time.minutes().count(), 2, text);
  text += ':';
  base::append_padded(time.seconds().count(), 2, text);
  text += '.';
  base::append_padded(time.subseconds().count(), 3, text);
  text += 'Z';
  return text;
}

}  // namespace fieldcall
