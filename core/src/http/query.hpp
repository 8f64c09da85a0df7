// The query of a url as a list of pairs that are encoded already. Nothing is decoded here: what a
// url says stays as it was written, in its order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fieldcall::http {

struct QueryPair {
  std::string_view key;
  std::string_view value;  // "" also where there is no "="
  bool operator==(const QueryPair&) const = default;
};

// Splits at "&"; empty pieces are left out. The views are into `query`, which has no "?".
std::vector<QueryPair> split_query(std::string_view query);

// Appends key=value, after "&" unless `query` is empty or ends with one.
void append_query_pair(const QueryPair& pair, std::string& query);

}  // namespace fieldcall::http
