#include "http/query.hpp"

#include <algorithm>

namespace fieldcall::http {

std::vector<QueryPair> split_query(std::string_view query) {
  std::vector<QueryPair> pairs;
  while (!query.empty()) {
    const std::string_view piece = query.substr(0, query.find('&'));
    const std::size_t equals = std::min(piece.find('='), piece.size());
    if (!piece.empty()) {
      pairs.push_back({piece.substr(0, equals), piece.substr(std::min(equals + 1, piece.size()))});
    }
    query.remove_prefix(std::min(piece.size() + 1, query.size()));
  }
  return pairs;
}

void append_query_pair(const QueryPair& pair, std::string& query) {
  if (!query.empty() && query.back() != '&') query.push_back('&');
  query += pair.key;
  query.push_back('=');
  query += pair.value;
}

}  // namespace fieldcall::http
