#include "importing/openapi_document.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "config/structure.hpp"
#include "fieldcall/limits.hpp"
#include "json/pointer.hpp"
#include "text/ascii.hpp"
#include "text/percent.hpp"

namespace fieldcall::importing {
namespace {

constexpr json::Value nothing;
constexpr std::array<std::string_view, 8> method_keys{"get",     "put",  "post",  "delete",
                                                      "options", "head", "patch", "trace"};
constexpr std::size_t shown_operations = 5;
// A name that is longer is no typing error.
constexpr std::size_t compared_bytes_max = 200;
constexpr std::size_t compared_operations_max = 5000;

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (text::is_lower(c)) c = static_cast<char>(c - ('a' - 'A'));
  }
  return out;
}

std::string_view text_of(const json::Value& object, std::string_view key) {
  const json::Value* value = object.find(key);
  return value == nullptr ? std::string_view{} : value->as_string();
}

// How many pairs of neighbouring letters two names share, in thousandths of all their pairs.
std::size_t likeness(std::string_view left, std::string_view right) {
  const auto pairs = [](std::string_view name) {
    std::vector<std::uint16_t> out;
    const std::string lower = text::to_lower(name.substr(0, compared_bytes_max));
    for (std::size_t i = 1; i < lower.size(); ++i) {
      out.push_back(static_cast<std::uint16_t>(static_cast<unsigned char>(lower[i - 1]) << 8 |
                                               static_cast<unsigned char>(lower[i])));
    }
    std::sort(out.begin(), out.end());
    return out;
  };
  const auto a = pairs(left);
  const auto b = pairs(right);
  std::vector<std::uint16_t> common;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(common));
  return a.empty() || b.empty() ? 0 : 2000 * common.size() / (a.size() + b.size());
}

struct Candidate {
  std::string text;
  std::size_t score = 0;
};

std::string nearest(std::vector<Candidate> candidates) {
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  std::string list;
  for (std::size_t i = 0; i < std::min(candidates.size(), shown_operations); ++i) {
    list += (list.empty() ? "" : ", ") + config::quote(candidates[i].text);
  }
  return list;
}

}  // namespace

bool OpenapiDocument::check_version() {
  const std::string_view version = text_of(root_, "openapi");
  if (version.starts_with("3.0.") || version.starts_with("3.1.") || version == "3.0" ||
      version == "3.1") {
    return true;
  }
  if (root_.find("swagger") != nullptr) {
    remarks_.problem("not_openapi", "this is a Swagger 2 document, not OpenAPI 3",
                     "convert it, for example with swagger2openapi or at editor.swagger.io",
                     "/swagger");
  } else if (!version.empty()) {
    remarks_.problem("not_openapi",
                     "OpenAPI " + config::quote(version) + " is not known here: 3.0 and 3.1 are",
                     "", "/openapi");
  } else {
    remarks_.problem("not_openapi",
                     "this is not an OpenAPI document: it has no \"openapi\" version",
                     "give the API's description, a JSON file that begins with {\"openapi\": \"3.");
  }
  return false;
}

std::optional<OpenapiOperation> OpenapiDocument::find_operation(std::string_view wanted) {
  const std::size_t space = std::min(wanted.find(' '), wanted.size());
  const std::string wanted_method = upper(wanted.substr(0, space));
  const std::string_view wanted_path = text::trim_ows(wanted.substr(space));
  const json::Value& paths = member(root_, "paths");
  std::vector<Candidate> candidates;
  std::size_t count = 0;
  for (const json::Member& entry : paths.members()) {
    const json::Value& item =
        entry.value.find("$ref") == nullptr ? entry.value : resolve(entry.value);
    for (const std::string_view key : method_keys) {
      const json::Value* operation = item.find(key);
      if (operation == nullptr || !operation->is_object()) continue;
      const std::string method = upper(key);
      const std::string_view id = text_of(*operation, "operationId");
      const bool is_it =
          (!id.empty() && id == wanted) || (method == wanted_method && entry.key == wanted_path);
      if (is_it) {
        return OpenapiOperation{method, std::string(entry.key),
                                json::pointer_join(json::pointer_join("/paths", entry.key), key),
                                &item, operation};
      }
      ++count;
      if (count > compared_operations_max) continue;
      const std::string shown = method + " " + std::string(entry.key);
      candidates.push_back({id.empty() ? shown : std::string(id),
                            std::max(likeness(id, wanted), likeness(shown, wanted))});
    }
  }
  remarks_.problem("unknown_operation", "the document has no operation " + config::quote(wanted),
                   count == 0 ? "it describes no operation at all"
                              : "the nearest of its " + std::to_string(count) + ": " +
                                    nearest(std::move(candidates)),
                   "/paths");
  return std::nullopt;
}

bool OpenapiDocument::spend() {
  if (steps_ >= limits::openapi_steps_max) {
    if (!is_spent_) {
      remarks_.note(
          "adjusted",
          "the description of this operation is too large: the field covers a part of it");
    }
    is_spent_ = true;
    return false;
  }
  ++steps_;
  return true;
}

const json::Value& OpenapiDocument::resolve(const json::Value& value) {
  const json::Value* found = &value;
  for (std::uint32_t hops = 0; hops <= limits::openapi_depth_max; ++hops) {
    if (!spend()) return nothing;
    const json::Value* reference = found->find("$ref");
    if (reference == nullptr || !reference->is_string()) return *found;
    const std::string_view target = reference->as_string();
    if (!target.starts_with("#")) return broken_reference(target);
    found = json::pointer_find(root_, text::percent_decode(target.substr(1)));
    if (found == nullptr) return broken_reference(target);
  }
  return broken_reference(value.find("$ref")->as_string());
}

const json::Value& OpenapiDocument::member(const json::Value& object, std::string_view key) {
  const json::Value* found = object.find(key);
  return found == nullptr ? nothing : resolve(*found);
}

const json::Value& OpenapiDocument::broken_reference(std::string_view reference) {
  const bool is_local = reference.starts_with("#");
  remarks_.problem("invalid_reference",
                   is_local ? "the reference " + config::quote(reference) + " leads nowhere"
                            : "the reference " + config::quote(reference) +
                                  " leads to another document, which is not read",
                   is_local ? ""
                            : "bundle the documents into one, for example with \"redocly "
                              "bundle\"");
  return nothing;
}

}  // namespace fieldcall::importing
