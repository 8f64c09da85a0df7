#include "importing/import_body.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "config/structure.hpp"
#include "fieldcall/limits.hpp"
#include "http/content_type.hpp"
#include "http/query.hpp"
#include "json/document.hpp"
#include "json/writer.hpp"
#include "text/ascii.hpp"
#include "text/percent.hpp"
#include "text/utf8.hpp"

namespace fieldcall::importing {
namespace {

constexpr std::string_view form_type = "application/x-www-form-urlencoded";
constexpr std::string_view json_type = "application/json";
// The field around a body takes the rest of the depth a configuration may have.
constexpr std::uint32_t body_depth_max = limits::json_depth_max - 4;

std::string decoded(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  return text::percent_decode(spaced);
}

// Recursion is bounded by body_depth_max.
class TreeWriter {
 public:
  TreeWriter(SecretDrawer& secrets, Remarks& remarks) : secrets_(secrets), remarks_(remarks) {}

  void write(const json::Value& value, std::string_view name) {
    if (value.is_object()) {
      writer_.begin_object();
      for (const json::Member& member : value.members()) {
        writer_.key(member.key);
        write(member.value, member.key);
      }
      writer_.end_object();
    } else if (value.is_array()) {
      writer_.begin_array();
      for (const json::Value& item : value.items()) write(item, {});
      writer_.end_array();
    } else if (value.is_string()) {
      writer_.string(import_value("member", name, value.as_string(), secrets_));
    } else {
      if (value.is_number() && is_secret_name(name) && !text::to_lower(name).ends_with("tokens")) {
        remarks_.note("number_kept",
                      "the number of the body's member " + config::quote(name) +
                          " is kept, because secrets are texts",
                      "if it is a credential, replace it by a {secret.NAME} of your own");
      }
      writer_.value(value);
    }
  }

  std::string take() { return std::move(writer_).take(); }

 private:
  SecretDrawer& secrets_;
  Remarks& remarks_;
  json::Writer writer_;
};

bool import_json(std::string_view data, SecretDrawer& secrets, FieldDraft& draft,
                 Remarks& remarks) {
  std::vector<json::DuplicateKey> duplicates;
  const auto document =
      json::Document::parse(std::string(data), {.depth_max = body_depth_max}, &duplicates);
  if (!document || document->root().is_null()) return false;
  TreeWriter writer(secrets, remarks);
  writer.write(document->root(), {});
  draft.body_json = writer.take();
  draft.body_type = "json";
  if (!duplicates.empty()) {
    remarks.note("adjusted", "the body has a key twice in one object; the last one is kept");
  }
  return true;
}

bool import_form(std::string_view data, SecretDrawer& secrets, FieldDraft& draft,
                 Remarks& remarks) {
  const DecodedPairs decoded_pairs = decode_pairs(data);
  std::vector<DraftPair> form;
  for (const auto& [name, value] : decoded_pairs.pairs) {
    add_pair(name, import_value("member", name, value, secrets), form);
  }
  for (const std::string_view piece : decoded_pairs.others) {
    const std::string name = decoded(piece);
    if (form.empty() || piece.find('=') != std::string_view::npos || !text::is_utf8(name)) {
      return false;
    }
    add_pair(name, "", form);
    remarks.note("adjusted", "a member of the form without \"=\" got an empty value");
  }
  draft.body_json = pairs_to_json(form);
  draft.body_type = "form";
  return true;
}

bool begins_like_json(std::string_view data) {
  const std::size_t first = data.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && (data[first] == '{' || data[first] == '[');
}

void import_text(std::string_view data, SecretDrawer& secrets, FieldDraft& draft,
                 Remarks& remarks) {
  draft.body_json.clear();
  json::write_string(secrets.write(data), draft.body_json);
  draft.body_type = "text";
  if (data.empty()) return;
  remarks.note("text_body",
               "the body is kept as one text, and no credentials were looked for in it",
               "if it holds a password or a key, write {secret.NAME} in its place");
}

}  // namespace

DecodedPairs decode_pairs(std::string_view text) {
  DecodedPairs out;
  for (const http::QueryPair& pair : http::split_query(text)) {
    std::string name = decoded(pair.key);
    std::string value = decoded(pair.value);
    const char* end = pair.key.data() + pair.key.size();
    const bool has_equals = end != text.data() + text.size() && *end == '=';
    if (has_equals && !name.empty() && text::is_utf8(name) && text::is_utf8(value)) {
      out.pairs.push_back({std::move(name), std::move(value)});
    } else {
      out.others.emplace_back(pair.key.data(),
                              pair.key.size() + (has_equals ? 1 + pair.value.size() : 0));
    }
  }
  return out;
}

std::string import_value(std::string_view kind, std::string_view name, std::string_view value,
                         SecretDrawer& secrets) {
  const bool is_count = text::to_lower(name).ends_with("tokens") &&
                        std::all_of(value.begin(), value.end(), text::is_digit);
  const bool is_secret =
      !value.empty() && !is_count && (is_secret_name(name) || is_issued_key(value));
  if (!is_secret) return secrets.write(value);
  const std::string title = name.empty() ? "an item of a list in the body"
                                         : "the " + std::string(kind) + " " + config::quote(name);
  return secrets.take(value, name.empty() ? "api_key" : name, title);
}

void add_pair(std::string_view name, std::string value, std::vector<DraftPair>& pairs) {
  const auto found = std::find_if(pairs.begin(), pairs.end(),
                                  [name](const DraftPair& pair) { return pair.name == name; });
  if (found != pairs.end()) {
    found->values.push_back(std::move(value));
  } else {
    pairs.push_back({std::string(name), {std::move(value)}});
  }
}

std::optional<std::string> import_body(const BodySource& source, SecretDrawer& secrets,
                                       FieldDraft& draft, Remarks& remarks) {
  const std::string essence = http::parse_content_type(source.content_type).essence;
  const bool is_json = http::is_json_media_type(essence);
  const std::string content_type(source.content_type);
  const auto unless = [&content_type](std::string_view usual) {
    return text::equals_ignoring_case(content_type, usual) ? std::nullopt
                                                           : std::optional(content_type);
  };
  if (!text::is_utf8(source.data)) {
    remarks.problem("invalid_value", "the data is not UTF-8 text",
                    "a field sends text only: convert the data to UTF-8");
    return std::nullopt;
  }
  if ((is_json || (!source.is_explicit && begins_like_json(source.data))) &&
      import_json(source.data, secrets, draft, remarks)) {
    if (is_json) return unless(json_type);
    remarks.note("content_type",
                 "the body is JSON, but curl sends it as a form unless told otherwise, so the "
                 "field does the same",
                 "most APIs want JSON: remove the header Content-Type from the field");
    return content_type;
  }
  if (is_json) {
    remarks.note("adjusted",
                 "the body is sent as JSON but cannot be read as such, so it is kept as text");
  }
  if (essence == form_type && import_form(source.data, secrets, draft, remarks)) {
    return unless(form_type);
  }
  import_text(source.data, secrets, draft, remarks);
  return content_type;
}

}  // namespace fieldcall::importing
