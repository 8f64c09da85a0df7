#include "instant_option.hpp"

#include <chrono>
#include <regex>

namespace fieldcall::cli {

std::optional<Instant> parse_instant(const std::string& text) {
  static const std::regex form(
      R"((\d{4})-(\d\d)-(\d\d)[Tt ])"
      R"((\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:[Zz]|([+-])(\d\d):(\d\d)))");
  std::smatch parts;
  if (!std::regex_match(text, parts, form)) return std::nullopt;
  const auto number = [&parts](std::size_t part) {
    return parts[part].matched ? std::stoi(parts[part].str()) : 0;
  };
  const std::chrono::year_month_day date{std::chrono::year{number(1)},
                                         std::chrono::month{static_cast<unsigned>(number(2))},
                                         std::chrono::day{static_cast<unsigned>(number(3))}};
  if (!date.ok() || number(4) > 23 || number(5) > 59 || number(6) > 59 || number(9) > 23 ||
      number(10) > 59) {
    return std::nullopt;
  }
  const std::string fraction = (parts[7].str() + "000").substr(0, 3);
  const auto offset = std::chrono::hours{number(9)} + std::chrono::minutes{number(10)};
  const Instant local = Instant{std::chrono::sys_days{date}} + std::chrono::hours{number(4)} +
                        std::chrono::minutes{number(5)} + std::chrono::seconds{number(6)} +
                        Millis{std::stoi(fraction)};
  return parts[8].str() == "-" ? local + offset : local - offset;
}

}  // namespace fieldcall::cli
