#include "expression/iregexp/general_category.hpp"

#include <algorithm>

namespace fieldcall::expression::iregexp {
namespace {

constexpr std::string_view category_names =
    "CcCfCnCoCsLlLmLoLtLuMcMeMnNdNlNoPcPdPePfPiPoPsScSkSmSoZlZpZs";
static_assert(category_names.size() == 2 * categories_count);

constexpr std::uint32_t category_number(std::string_view name) {
  return static_cast<std::uint32_t>(category_names.find(name)) / 2;
}
constexpr std::uint32_t upper_lower = 30;
constexpr std::uint32_t lower_upper = 31;

struct Run {
  std::uint32_t length = 0;
  std::uint32_t category = 0;
};

Run read_run(const std::uint8_t*& place) {
  const std::uint8_t head = *place++;
  Run run{static_cast<std::uint32_t>(head >> 5), static_cast<std::uint32_t>(head & 0x1F)};
  if (run.length != 0) return run;
  for (std::uint32_t shift = 0;; shift += 7) {
    const std::uint8_t byte = *place++;
    run.length |= static_cast<std::uint32_t>(byte & 0x7F) << shift;
    if ((byte & 0x80) == 0) return run;
  }
}

}  // namespace

std::optional<CategorySet> category_set(std::string_view name) {
  CategorySet set = 0;
  for (std::uint32_t number = 0; number < categories_count; ++number) {
    const std::string_view known = category_names.substr(std::size_t{2} * number, 2);
    if (known == "Cs" ? name == "C" : name == known || name == known.substr(0, 1)) {
      set |= CategorySet{1} << number;
    }
  }
  if (set == 0) return {};
  return set;
}

CategorySet category_of(char32_t code_point) {
  const auto blocks = general_category_blocks();
  const auto after = std::upper_bound(
      blocks.begin(), blocks.end(), code_point,
      [](char32_t wanted, const RunBlock& block) { return wanted < block.first_code_point; });
  const RunBlock& block = *(after - 1);
  const std::uint8_t* place = general_category_runs().data() + block.first_byte;
  std::uint32_t rest = static_cast<std::uint32_t>(code_point) - block.first_code_point;
  Run run = read_run(place);
  while (rest >= run.length) {
    rest -= run.length;
    run = read_run(place);
  }
  if (run.category == upper_lower || run.category == lower_upper) {
    const bool is_upper = (rest % 2 == 0) == (run.category == upper_lower);
    run.category = is_upper ? category_number("Lu") : category_number("Ll");
  }
  return CategorySet{1} << run.category;
}

}  // namespace fieldcall::expression::iregexp
