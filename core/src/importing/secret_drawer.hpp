// Where an import puts the credentials it finds: names come out, values stay in.
//
// Two passes: first everything secret is taken (`take`), then texts are written (`write`), in which
// no value that was taken stands any more.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fieldcall/import.hpp"
#include "importing/remarks.hpp"

namespace fieldcall::importing {

// Header, parameter or member names whose values are credentials.
bool is_secret_name(std::string_view name);

// The well-known forms of issued keys and tokens: "sk_live_...", "ghp_...", three parts of
// base64url that begin with "eyJ".
bool is_issued_key(std::string_view value);

class SecretDrawer {
 public:
  // The placeholder that stands for `value`: "{secret.api_token}". Equal values share one secret; a
  // shell variable's name becomes the secret's name. `suggested` may be any text.
  std::string take(std::string_view value, std::string_view suggested, std::string found_in);

  // A secret whose value nobody has shown: "the field needs a token".
  std::string need(std::string_view suggested, std::string what_for);

  // `text` as a template, with the placeholders of all values taken that stand in it. Only values
  // of 8 bytes and more with letters and digits are looked for: others occur by chance.
  [[nodiscard]] std::string write(std::string_view text) const;

  // Whether such a value stands in `text`.
  [[nodiscard]] bool holds_value(std::string_view text) const;

  [[nodiscard]] std::vector<ImportedSecret> secrets(std::string_view origin) const;
  void add_notes(Remarks& remarks) const;

 private:
  struct Taken {
    std::string name;
    std::string placeholder;
    std::string value;
    std::string found_in;
    bool was_shown = true;
  };
  std::string add(std::string name, Taken taken);
  [[nodiscard]] std::string free_name(std::string name) const;

  std::vector<Taken> taken_;
  bool has_too_many_ = false;
};

}  // namespace fieldcall::importing
