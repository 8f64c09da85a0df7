// A body as curl sends it, as the body of a field.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "importing/field_draft.hpp"
#include "importing/remarks.hpp"
#include "importing/secret_drawer.hpp"

namespace fieldcall::importing {

// application/x-www-form-urlencoded, or a query. Pieces that are no pair of UTF-8 texts stay as
// they are, because writing them anew would change them.
struct DecodedPairs {
  struct Pair {
    std::string name;
    std::string value;
  };
  std::vector<Pair> pairs;
  std::vector<std::string_view> others;  // pieces as written
};
DecodedPairs decode_pairs(std::string_view text);

// The value of a named member: a secret's placeholder, or the text as a template.
// `kind` is "member", "param" or "header".
std::string import_value(std::string_view kind, std::string_view name, std::string_view value,
                         SecretDrawer& secrets);

// Appends to the pair of that name, or begins one.
void add_pair(std::string_view name, std::string value, std::vector<DraftPair>& pairs);

struct BodySource {
  std::string_view data;
  std::string_view content_type;  // as it is sent; a form's by default
  bool is_explicit = false;       // the command names the content type
};

// Sets body_json and body_type of the draft. Returns the Content-Type header the field needs, or
// nothing if the one it sends anyway is right.
std::optional<std::string> import_body(const BodySource& source, SecretDrawer& secrets,
                                       FieldDraft& draft, Remarks& remarks);

}  // namespace fieldcall::importing
