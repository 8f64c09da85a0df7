// Keys, labels and data names made from the words of urls and API descriptions.
#pragma once

#include <string>
#include <string_view>

#include "fieldcall/result.hpp"
#include "http/url.hpp"

namespace fieldcall::importing {

// "X-Api-Key" and "xApiKey" -> "x_api_key": letters, digits and single "_", at most 48; begins with
// a letter or "_". "" if nothing of `text` can be used.
std::string snake_case(std::string_view text);

// A key for a field: snake_case(text), or `otherwise`, and never a word that cannot be a mapping
// target ("data", "constructor", ...).
std::string field_key(std::string_view text, std::string_view otherwise);

// "vat_check" -> "Vat check".
std::string label(std::string_view key);

// The last word of the path that names something, else the host's own name: "/v1/customers/42" ->
// "customers", "https://api.example.com/" -> "example".
std::string key_from_url(const http::Url& url);

// One step of a path into case data, to be written without quotes: letters, digits, "_" and "-" are
// kept, anything else becomes "_". Never empty.
std::string data_name(std::string_view name);

// True for ids, hashes and tokens: what stands in a url for one thing of many.
bool looks_like_an_id(std::string_view segment);

}  // namespace fieldcall::importing
