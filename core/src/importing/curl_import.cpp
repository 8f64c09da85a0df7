#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "config/structure.hpp"
#include "fieldcall/import.hpp"
#include "fieldcall/limits.hpp"
#include "http/headers.hpp"
#include "http/method.hpp"
#include "http/url.hpp"
#include "importing/curl_command.hpp"
#include "importing/field_draft.hpp"
#include "importing/import_auth.hpp"
#include "importing/import_body.hpp"
#include "importing/import_headers.hpp"
#include "importing/import_url.hpp"
#include "importing/names.hpp"
#include "json/writer.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace fieldcall {
namespace {

using namespace importing;  // NOLINT(google-build-using-namespace): this file is its face

// Ranges of the configuration.
constexpr std::int64_t timeout_min_ms = 100;
constexpr std::int64_t timeout_max_ms = 120'000;
constexpr std::int64_t retries_max = 10;
constexpr std::int64_t redirects_max = 3;

// Makes the draft of a command. Runs twice: what the first run takes as a secret, the second one
// finds wherever else it stands.
class DraftMaker {
 public:
  DraftMaker(const CurlCommand& command, const ImportUrl& url, SecretDrawer& secrets,
             Remarks& remarks)
      : command_(command), url_(url), secrets_(secrets), remarks_(remarks) {}

  FieldDraft run() {
    headers_ = read_headers(command_, url_, remarks_);
    auth();
    method();
    body();
    headers();
    query();
    draft_.url = url_.base + path() + url_query_;
    settings();
    name();
    return std::move(draft_);
  }

 private:
  // The only braces in it are those of placeholders.
  [[nodiscard]] std::string path() const {
    std::string written;
    std::string_view rest = url_.path;
    while (!rest.empty()) {
      const std::size_t open = std::min(rest.find('{'), rest.size());
      const std::size_t close = std::min(rest.find('}', open), rest.size() - 1) + 1;
      written += secrets_.write(rest.substr(0, open));
      if (open < rest.size()) written += rest.substr(open, close - open);
      rest.remove_prefix(open < rest.size() ? close : rest.size());
    }
    return written;
  }

  // ---- signing in: one way is "auth", others stay where they are ----

  void auth() {
    if (const std::string* value = http::find_header(headers_, "Authorization")) {
      draft_.auth_json = authorization_auth(*value, secrets_);
      remove_header("Authorization");
      if (command_.user || command_.bearer || url_.user_info) {
        remarks_.note("left_out", "the header Authorization wins over the other credentials");
      }
    } else if (command_.bearer && !command_.bearer->empty()) {
      draft_.auth_json = bearer_auth(*command_.bearer, "--oauth2-bearer", secrets_);
    } else if (command_.user) {
      user(*command_.user, "--user");
    } else if (url_.user_info) {
      user(*url_.user_info, "the url");
    }
  }

  void user(std::string_view user, const std::string& found_in) {
    if (!text::is_utf8(user)) {
      remarks_.problem("invalid_value", "the user name or password is not UTF-8 text");
      return;
    }
    if (user.find(':') == std::string_view::npos) {
      remarks_.note("adjusted",
                    "curl would ask for the password; the field takes it from a secret");
    }
    draft_.auth_json = basic_auth(user, found_in, secrets_);
  }

  void remove_header(std::string_view name) {
    std::erase_if(headers_, [name](const Header& header) {
      return text::equals_ignoring_case(header.name, name);
    });
  }

  // ---- method and body ----

  void method() {
    draft_.method = command_.method;
    for (char& c : draft_.method) {
      if (text::is_lower(c)) c = static_cast<char>(c - ('a' - 'A'));
    }
    if (draft_.method != command_.method) {
      remarks_.note("adjusted", "the method is written in capitals, as methods are");
    }
    const bool has_body = command_.data && !command_.is_get;
    if (draft_.method.empty()) {
      draft_.method = command_.is_head ? "HEAD" : has_body ? "POST" : "GET";
    }
    if (!http::parse_method(draft_.method)) {
      remarks_.problem("unsupported_flag",
                       "a field cannot send the method " +
                           config::quote(std::string_view(draft_.method).substr(0, 20)),
                       "use GET, HEAD, POST, PUT, PATCH or DELETE");
    }
  }

  void body() {
    if (!command_.data || command_.is_get) return;
    const bool is_safe = draft_.method == "GET" || draft_.method == "HEAD";
    if (is_safe && !command_.data->empty()) {
      remarks_.problem("body_not_allowed", draft_.method + " requests have no body",
                       "use --get to put the data into the url, or --request POST if the API "
                       "allows it");
      return;
    }
    if (is_safe) return;
    const std::string* set = http::find_header(headers_, "Content-Type");
    const std::string content_type = set != nullptr           ? *set
                                     : command_.has_json_flag ? "application/json"
                                                              : "application/x-www-form-urlencoded";
    const bool is_explicit = set != nullptr || command_.has_json_flag;
    const auto needed =
        import_body({*command_.data, content_type, is_explicit}, secrets_, draft_, remarks_);
    const auto header = std::find_if(headers_.begin(), headers_.end(), [](const Header& candidate) {
      return text::equals_ignoring_case(candidate.name, "Content-Type");
    });
    if (!needed) {
      remove_header("Content-Type");
    } else if (header == headers_.end()) {
      headers_.push_back({"Content-Type", *needed});
    }
  }

  // ---- headers and query ----

  void headers() {
    for (const Header& header : headers_) {
      const bool is_cookie = text::equals_ignoring_case(header.name, "Cookie");
      std::string value = is_cookie ? secrets_.take(header.value, "cookie", "the cookies")
                                    : import_value("header", header.name, header.value, secrets_);
      const bool is_secret = value.starts_with("{secret.") && is_secret_name(header.name);
      if (is_secret && !is_cookie && draft_.auth_json.empty()) {
        draft_.auth_json = keyed_auth("header", header.name, value);
      } else {
        draft_.headers.emplace_back(header.name, std::move(value));
      }
    }
  }

  void query() {
    std::string text = url_.query;
    const auto add = [&text](const std::string& more) {
      if (!more.empty()) text += (text.empty() ? "" : "&") + more;
    };
    add(command_.url_query);
    if (command_.is_get && command_.data) add(*command_.data);
    const DecodedPairs decoded = decode_pairs(text);
    for (const auto& [name, value] : decoded.pairs) {
      add_pair(name, import_value("param", name, value, secrets_), draft_.params);
    }
    for (const std::string_view piece : decoded.others) {
      url_query_ += (url_query_.empty() ? "?" : "&") + other_piece(piece);
    }
    key_in_query();
  }

  // Stays in the url as it is written.
  std::string other_piece(std::string_view piece) {
    const std::size_t equals = std::min(piece.find('='), piece.size());
    const std::string_view name = piece.substr(0, equals);
    std::string legal = legal_url_text(piece);
    if (equals + 1 >= piece.size() || !is_secret_name(name)) return secrets_.write(legal);
    return legal_url_text(name) + "=" +
           secrets_.take(legal_url_text(piece.substr(equals + 1)), name,
                         "the param " + config::quote(name));
  }

  // A key in the query is the request's way to sign in, if there is no other.
  void key_in_query() {
    if (!draft_.auth_json.empty()) return;
    const auto is_key = [](const DraftPair& param) {
      return param.values.size() == 1 && param.values.front().starts_with("{secret.") &&
             param.values.front().find('}') + 1 == param.values.front().size();
    };
    const auto found = std::find_if(draft_.params.begin(), draft_.params.end(), is_key);
    if (found == draft_.params.end()) return;
    draft_.auth_json = keyed_auth("query", found->name, found->values.front());
    draft_.params.erase(found);
  }

  // ---- timeout, retries, redirects ----

  std::int64_t clamped(std::int64_t value, std::int64_t least, std::int64_t most,
                       const std::string& what) {
    const std::int64_t fit = std::clamp(value, least, most);
    if (fit != value) {
      remarks_.note("adjusted",
                    what + " is " + std::to_string(fit) + ", the nearest that is allowed");
    }
    return fit;
  }

  void settings() {
    if (command_.max_time_ms && *command_.max_time_ms > 0) {
      draft_.timeout_ms =
          clamped(*command_.max_time_ms, timeout_min_ms, timeout_max_ms, "the timeout in ms");
    }
    if (command_.retry) draft_.retry = clamped(*command_.retry, 0, retries_max, "the retry count");
    if (!command_.follows_redirects || command_.max_redirects == 0) return;
    if (draft_.method != "GET" && draft_.method != "HEAD") {
      remarks_.note("left_out", "--location is left out: redirects of a " + draft_.method +
                                    " are not followed");
      return;
    }
    draft_.max_redirects = std::min(command_.max_redirects.value_or(redirects_max), redirects_max);
    remarks_.note("adjusted", "at most " + std::to_string(*draft_.max_redirects) +
                                  " redirects are followed, and only within the same origin");
  }

  // ---- name and mapping ----

  void name() {
    const auto url = http::parse_url(url_.base + legal_url_text(url_.path));
    draft_.key = url ? key_from_url(*url) : "answer";
    draft_.name = label(draft_.key);
    const bool is_head = draft_.method == "HEAD";
    json::Writer mapping;
    mapping.begin_object().key(draft_.key).string(is_head ? "$status" : "@").end_object();
    draft_.mapping_json = std::move(mapping).take();
    remarks_.note("mapping_to_do",
                  std::string(is_head ? "the status" : "the whole answer") + " is mapped to \"" +
                      draft_.key + "\" for a start",
                  "name the values you need in \"response_mapping\", such as "
                  "\"credit_score\": \"result.score\"");
  }

  const CurlCommand& command_;
  const ImportUrl& url_;
  SecretDrawer& secrets_;
  Remarks& remarks_;
  std::vector<Header> headers_;
  std::string url_query_;
  FieldDraft draft_;
};

// What a shell would have filled in and nobody did.
void note_variables(const CommandWords& words, ImportResult& result) {
  Remarks remarks;
  for (const std::string& name : words.variables) {
    const auto stands = [&result, &name](const char* before) {
      return result.field_json.find(before + name) != std::string::npos;
    };
    // The brace may be an escaped one.
    if (!stands("$") && !stands("${") && !stands("$\\\\{")) continue;
    remarks.note("shell_variable",
                 "$" + name + " stands in the field as text: a shell would have filled it in",
                 "write a value, {data.NAME} or {secret.NAME} in its place");
  }
  if (words.has_substitution) {
    remarks.note("shell_variable",
                 "the output of a command ($(...) or `...`) is not filled in: nothing is executed",
                 "write a value, {data.NAME} or {secret.NAME} in its place");
  }
  result.notes.insert(result.notes.end(), remarks.notes.begin(), remarks.notes.end());
}

// Names are looked for among those before them.
bool has_too_many_pairs(const CurlCommand& command, const ImportUrl& url) {
  const auto pairs = [](std::string_view text) {
    return std::count(text.begin(), text.end(), '&');
  };
  const auto count = pairs(command.data.value_or("")) + pairs(command.url_query) + pairs(url.query);
  return count > static_cast<std::ptrdiff_t>(limits::import_words_max);
}

ImportResult refused(Remarks remarks) {
  ImportResult result;
  result.notes = std::move(remarks.notes);
  result.problems = std::move(remarks.problems);
  return result;
}

}  // namespace

ImportResult import_curl(std::string_view command_line) {
  Remarks remarks;
  if (command_line.size() > limits::import_command_bytes_max) {
    remarks.problem("too_large", "the command is longer than 1 MiB");
    return refused(std::move(remarks));
  }
  if (!text::is_utf8(command_line) || command_line.find('\0') != std::string_view::npos) {
    remarks.problem("not_a_command", "the command is not UTF-8 text",
                    "paste the command as text; a file of bytes cannot be imported");
    return refused(std::move(remarks));
  }
  const CommandWords words = is_cmd_line(command_line) ? read_cmd_words(command_line, remarks)
                                                       : read_shell_words(command_line, remarks);
  if (!remarks.problems.empty()) return refused(std::move(remarks));
  const CurlCommand command = read_curl_command(command_line, words, remarks);
  if (!remarks.problems.empty()) return refused(std::move(remarks));
  const auto url = read_import_url({command.url, command.has_globs, command.place}, remarks);
  if (!url) return refused(std::move(remarks));

  if (has_too_many_pairs(command, *url)) {
    remarks.problem("too_large", "the request has too many params or members of a form");
    return refused(std::move(remarks));
  }

  SecretDrawer secrets;
  Remarks unused;
  DraftMaker(command, *url, secrets, unused).run();
  const FieldDraft draft = DraftMaker(command, *url, secrets, remarks).run();
  ImportResult result = finish(draft, secrets, url->origin, std::move(remarks));
  if (result.ok()) note_variables(words, result);
  return result;
}

}  // namespace fieldcall
