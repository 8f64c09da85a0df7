#include "bench/baselines.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace fieldcall::bench {
namespace {

using Json = nlohmann::json;

// The member, or nullptr where there is none or no object.
const Json* member(const Json* value, const char* name) {
  if (value == nullptr || !value->is_object()) return nullptr;
  const auto found = value->find(name);
  return found == value->end() ? nullptr : &*found;
}

const Json& companies(const Json& document) {
  static const Json none = Json::array();
  const Json* const list = member(member(&document, "result"), "companies");
  return list != nullptr && list->is_array() ? *list : none;
}

// A projection gives a new list of values, as the expression does.
std::uint64_t list_of(const Json& items, const char* name) {
  Json list = Json::array();
  for (const Json& item : items) {
    if (const Json* const value = member(&item, name); value != nullptr && !value->is_null()) {
      list.push_back(*value);
    }
  }
  return list.size();
}

bool is_text(const Json& object, const char* name, const char* wanted) {
  const Json* const value = member(&object, name);
  return value != nullptr && value->is_string() && value->get_ref<const std::string&>() == wanted;
}

double number_of(const Json& object, const char* name) {
  const Json* const value = member(&object, name);
  return value != nullptr && value->is_number() ? value->get<double>() : 0;
}

void collect(const Json& value, const std::string& name, Json& list) {
  if (value.is_object()) {
    if (const auto found = value.find(name); found != value.end()) list.push_back(*found);
  }
  if (value.is_structured()) {
    for (const Json& child : value) collect(child, name, list);
  }
}

}  // namespace

std::uint64_t four_step_path(const Json& document) {
  const Json* const value =
      member(member(member(member(&document, "result"), "page"), "company"), "score");
  return value != nullptr && value->is_number() ? value->get<std::uint64_t>() : 0;
}

std::uint64_t names(const Json& document) {
  return list_of(companies(document), "name");
}

std::uint64_t active_names(const Json& document) {
  Json list = Json::array();
  for (const Json& company : companies(document)) {
    if (!is_text(company, "status", "active")) continue;
    if (const Json* const name = member(&company, "name")) list.push_back(*name);
  }
  return list.size();
}

std::uint64_t sum_of_employees(const Json& document) {
  std::int64_t sum = 0;
  for (const Json& company : companies(document)) {
    const Json* const value = member(&company, "employees");
    if (value != nullptr && value->is_number()) sum += value->get<std::int64_t>();
  }
  return static_cast<std::uint64_t>(sum);
}

std::uint64_t pairs(const Json& document) {
  Json list = Json::array();
  for (const Json& company : companies(document)) {
    const Json* const name = member(&company, "name");
    const Json* const city = member(member(&company, "address"), "city");
    list.push_back(
        {{"name", name == nullptr ? Json() : *name}, {"city", city == nullptr ? Json() : *city}});
  }
  return list.size();
}

std::uint64_t officer_names(const Json& document) {
  Json list = Json::array();
  for (const Json& company : companies(document)) {
    const Json* const officers = member(&company, "officers");
    if (officers == nullptr || !officers->is_array()) continue;
    for (const Json& officer : *officers) {
      if (const Json* const name = member(&officer, "name")) list.push_back(*name);
    }
  }
  return list.size();
}

std::uint64_t sorted_names(const Json& document) {
  std::vector<const Json*> sorted;
  for (const Json& company : companies(document)) sorted.push_back(&company);
  std::stable_sort(sorted.begin(), sorted.end(), [](const Json* left, const Json* right) {
    return number_of(*left, "score") < number_of(*right, "score");
  });
  Json list = Json::array();
  for (const Json* const company : sorted) {
    if (const Json* const name = member(company, "name")) list.push_back(*name);
  }
  return list.size();
}

std::uint64_t best_name(const Json& document) {
  const Json* best = nullptr;
  for (const Json& company : companies(document)) {
    if (best == nullptr || number_of(company, "score") > number_of(*best, "score")) {
      best = &company;
    }
  }
  const Json* const name = member(best, "name");
  return name != nullptr && name->is_string() ? name->get_ref<const std::string&>().size() : 0;
}

std::uint64_t joined_names(const Json& document) {
  std::string text;
  for (const Json& company : companies(document)) {
    const Json* const name = member(&company, "name");
    if (name == nullptr || !name->is_string()) continue;
    if (!text.empty()) text += ", ";
    text += name->get_ref<const std::string&>();
  }
  return text.size();
}

std::uint64_t high_and_active_count(const Json& document) {
  std::uint64_t count = 0;
  for (const Json& company : companies(document)) {
    if (number_of(company, "score") > 400 && is_text(company, "status", "active")) ++count;
  }
  return count;
}

std::uint64_t every_name(const Json& document) {
  Json list = Json::array();
  collect(document, "name", list);
  return list.size();
}

std::uint64_t slice_of_names(const Json& document) {
  Json list = Json::array();
  const Json& all = companies(document);
  for (std::size_t i = 1; i < all.size(); i += 2) {
    if (const Json* const name = member(&all[i], "name")) list.push_back(*name);
  }
  return list.size();
}

std::uint64_t tagged_scores(const Json& document) {
  Json list = Json::array();
  for (const Json& company : companies(document)) {
    const Json* const tags = member(&company, "tags");
    if (tags == nullptr || !tags->is_array() || tags->empty() || (*tags)[0] != "a1") continue;
    if (const Json* const score = member(&company, "score")) list.push_back(*score);
  }
  return list.size();
}

}  // namespace fieldcall::bench
