// Case data and values as a host hands them over where no call is made.
#pragma once

#include <string_view>

#include "fieldcall/result.hpp"
#include "json/document.hpp"

namespace fieldcall::engine {

// An object; an empty text is {}. Error "invalid_data" names the text as `what` ("the case before")
// and says where in it.
Result<json::Document> read_case_text(std::string_view text, std::string_view what);

// Any value, as large as a mapped answer; an empty text is null.
Result<json::Document> read_value_text(std::string_view text, std::string_view what);

}  // namespace fieldcall::engine
