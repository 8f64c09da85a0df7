// One field of a cron expression: a list of `*`, numbers, names and ranges with steps.
//
//   field = item *( "," item )
//   item  = ( "*" / value [ "-" value ] ) [ "/" step ]     value = digits / name
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "fieldcall/result.hpp"

namespace fieldcall::policy {

struct CronFieldRule {
  std::string_view noun;  // "minute"
  std::uint32_t min = 0;
  std::uint32_t max = 0;
  std::span<const std::string_view> names = {};  // in upper case; the first stands for `min`
  bool is_day = false;                           // takes a lone `?`
  bool wraps = false;                            // `max` + 1 is `min` again: 7 is Sunday
};

struct CronField {
  std::uint64_t numbers = 0;  // bit n = the number n
  bool is_bare = false;       // `*` or `?` and nothing else
  bool has_star = false;      // an item starts with `*`
};

// `offset` is where `text` starts in the whole expression. Error code "invalid_cron".
Result<CronField> parse_cron_field(std::string_view text, std::uint32_t offset,
                                   const CronFieldRule& rule);

}  // namespace fieldcall::policy
