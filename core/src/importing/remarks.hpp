// What an import has to say, collected while it goes on.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fieldcall/import.hpp"
#include "fieldcall/limits.hpp"

namespace fieldcall::importing {

struct Remarks {
  std::vector<ImportRemark> notes;
  std::vector<ImportRemark> problems;

  void note(std::string_view code, std::string message, std::string fix = {},
            std::string place = {}) {
    add(notes, {std::string(code), std::move(message), std::move(fix), std::move(place)});
  }
  void problem(std::string_view code, std::string message, std::string fix = {},
               std::string place = {}) {
    add(problems, {std::string(code), std::move(message), std::move(fix), std::move(place)});
  }

 private:
  // The first ones are the most telling: those behind are often their consequences.
  static void add(std::vector<ImportRemark>& list, ImportRemark remark) {
    if (list.size() < limits::import_remarks_max) list.push_back(std::move(remark));
  }
};

}  // namespace fieldcall::importing
