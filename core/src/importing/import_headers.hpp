// The headers of a curl command: those a field keeps, and those it cannot or should not have.
#pragma once

#include <string>
#include <vector>

#include "fieldcall/http.hpp"
#include "importing/curl_command.hpp"
#include "importing/import_url.hpp"
#include "importing/remarks.hpp"

namespace fieldcall::importing {

// In their order, each name once (equal ones joined as RFC 9110, 5.3 allows), values not yet
// templates; those of --user-agent, --referer, --range and --cookie at the end.
std::vector<Header> read_headers(const CurlCommand& command, const ImportUrl& url,
                                 Remarks& remarks);

}  // namespace fieldcall::importing
