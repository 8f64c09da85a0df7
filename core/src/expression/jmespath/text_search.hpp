// Finding a text in a text in linear time, whatever the texts are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "expression/jmespath/workspace.hpp"

namespace fieldcall::expression::jmespath {

class TextSearch {
 public:
  // A long needle needs a table in the arena of `work`; searches spend steps there.
  TextSearch(std::string_view needle, Workspace& work);

  // Where the needle first stands at or after `from`, in bytes; npos if nowhere or after a failure.
  std::size_t find(std::string_view text, std::size_t from);
  // Where it last stands within `text`.
  std::size_t find_last(std::string_view text);

 private:
  std::size_t find_with_table(std::string_view text, std::size_t from) const;

  std::string_view needle_;
  Workspace& work_;
  std::uint32_t* borders_ =
      nullptr;  // of each prefix: its longest proper border (Knuth-Morris-Pratt)
};

}  // namespace fieldcall::expression::jmespath
