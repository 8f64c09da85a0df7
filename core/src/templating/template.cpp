#include "templating/template.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "fieldcall/limits.hpp"
#include "templating/placeholder_parser.hpp"
#include "templating/report.hpp"
#include "text/suggest.hpp"

namespace fieldcall::templating {
namespace {

using std::string_view;

// After so many malformed placeholders the rest is no template but an accident.
constexpr int malformed_max = 20;

std::string in_braces(string_view content) {
  return "{" + std::string(content) + "}";
}

// Turns the text into parts and judges each placeholder by the place it stands in.
class Compiler {
 public:
  Compiler(string_view source, Place place, const KnownRoots& roots, string_view pointer,
           std::vector<Diagnostic>& diagnostics)
      : source_(source),
        place_(place),
        roots_(roots),
        pointer_(pointer),
        diagnostics_(diagnostics) {}

  bool run() {
    if (source_.size() > limits::template_bytes_max) {
      return error({.code = "template_too_long", .message = "this text is longer than 64 KiB"});
    }
    std::size_t at = 0;
    while (at < source_.size() && malformed_ < malformed_max) {
      const char c = source_[at];
      const bool has_next = at + 1 < source_.size();
      if (c == '\\' && has_next && source_[at + 1] == '{' &&
          opens_placeholder(source_, at + 1, roots_)) {
        literal_.push_back('{');
        at += 2;
      } else if (c != '{') {
        literal_.push_back(c);
        ++at;
      } else if (has_next && source_[at + 1] == '{') {
        lint_mustache(at);
        literal_ += "{{";
        at += 2;
      } else {
        at = brace(at);
      }
    }
    if (!literal_.empty()) parts_.emplace_back(std::move(literal_));
    return malformed_ == 0;
  }

  std::vector<Part> take_parts() { return std::move(parts_); }
  std::shared_ptr<json::Arena> take_arena() { return std::move(arena_); }

 private:
  std::size_t brace(std::size_t at) {
    Brace found = parse_brace(source_, at, roots_, arena_);
    if (found.kind == Brace::Kind::malformed) {
      Error& why = found.error;
      if (why.fix.empty() && why.code == "placeholder_syntax") {
        why.fix = "write \\{ for a brace that is text";
      }
      error({.code = why.code,
             .message = std::move(why.message),
             .fix = std::move(why.fix),
             .offset = why.offset});
    }
    if (found.kind != Brace::Kind::placeholder) {
      if (found.kind == Brace::Kind::literal) lint_spaces(at);
      literal_.push_back('{');
      return at + 1;
    }
    if (judge(found.placeholder)) {
      if (!literal_.empty()) parts_.emplace_back(std::exchange(literal_, {}));
      parts_.emplace_back(std::move(found.placeholder));
    } else {
      literal_ += source_.substr(at, found.end - at);
    }
    return found.end;
  }

  // False: it is literal text, or an error was reported.
  bool judge(const Placeholder& placeholder) {
    if (placeholder.keeps_slashes && place_ != Place::url) {
      return error({.code = "plus_outside_path",
                    .message = placeholder.source +
                               " keeps slashes, which means something only in the path of the url",
                    .fix = "write " + in_braces(placeholder.reference),
                    .offset = placeholder.offset});
    }
    if (placeholder.expression) return judge_expression(placeholder);
    if (!is_known_root(placeholder.root, roots_)) {
      return placeholder.is_bare ? judge_bare(placeholder) : judge_unknown_root(placeholder);
    }
    if (placeholder.root == "secret") return judge_secret(placeholder);
    if (placeholder.is_bare && (placeholder.root == "data" || placeholder.root == "call")) {
      return judge_root_alone(placeholder);
    }
    return true;
  }

  bool judge_expression(const Placeholder& placeholder) {
    for (const auto& path : placeholder.expression->references()) {
      if (path.empty()) continue;  // all roots: secrets are not among them
      const std::string& root = path.front();
      if (root == "secret") {
        return error({.code = "secret_in_expression",
                      .message = "a secret cannot be computed with, only placed",
                      .fix = "place it beside the expression: {secret.NAME}",
                      .offset = placeholder.offset});
      }
      if (is_known_root(root, roots_)) continue;
      const bool is_error = path.size() > 1 && place_ != Place::body;
      Problem problem{.severity = is_error ? Severity::error : Severity::warning,
                      .code = "unknown_root",
                      .message = "nothing is called \"" + root + "\" here, so " +
                                 placeholder.source + " finds nothing there",
                      .fix = suggest_root(root, {"data", "call"}),
                      .offset = placeholder.offset};
      if (is_error) return error(std::move(problem));
      report(diagnostics_, pointer_, std::move(problem));
    }
    return true;
  }

  bool judge_bare(const Placeholder& placeholder) {
    const bool is_body = place_ == Place::body;
    const std::string& name = placeholder.root;
    report(diagnostics_, pointer_,
           {.severity = is_body ? Severity::hint : Severity::warning,
            .code = "bare_placeholder",
            .message = is_body ? placeholder.source + " is sent as it stands here"
                               : placeholder.source +
                                     " is filled in only if the host application supplies \"" +
                                     name + "\"",
            .fix = "did you mean {secret." + name + "} or {data." + name + "}?",
            .offset = placeholder.offset});
    return !is_body;
  }

  bool judge_unknown_root(const Placeholder& placeholder) {
    Problem problem{.severity = place_ == Place::body ? Severity::warning : Severity::error,
                    .code = "unknown_root",
                    .message = "nothing is called \"" + placeholder.root + "\" here",
                    .fix = suggest_root(placeholder.root, {"data", "secret", "call"}),
                    .offset = placeholder.offset};
    if (place_ != Place::body) return error(std::move(problem));
    problem.message += ", so " + placeholder.source + " is sent as it stands";
    report(diagnostics_, pointer_, std::move(problem));
    return false;
  }

  bool judge_secret(const Placeholder& placeholder) {
    const bool is_name = placeholder.steps.size() == 1 &&
                         std::holds_alternative<std::string>(placeholder.steps.front());
    if (!is_name || placeholder.fallback) {
      return error({.code = "placeholder_syntax",
                    .message = is_name ? "a secret has no default: it would be a credential in "
                                         "the configuration"
                                       : "a secret is named by one word: {secret.api_token}",
                    .offset = placeholder.offset});
    }
    if (place_ == Place::url || place_ == Place::param) {
      report(diagnostics_, pointer_,
             {.severity = Severity::warning,
              .code = "secret_in_url",
              .message = placeholder.source +
                         " becomes a part of the url, which servers and proxies write into logs",
              .fix = "send it in a header, if the API allows it",
              .offset = placeholder.offset});
    }
    return true;
  }

  bool judge_root_alone(const Placeholder& placeholder) {
    const bool is_body = place_ == Place::body;
    Problem problem{.severity = is_body ? Severity::warning : Severity::error,
                    .code = "root_without_path",
                    .message = placeholder.source + " names no value",
                    .fix = "name one: {" + placeholder.root +
                           ".NAME}, or write {= " + placeholder.root + " } for the whole object",
                    .offset = placeholder.offset};
    if (!is_body) return error(std::move(problem));
    problem.message += " and is sent as it stands";
    report(diagnostics_, pointer_, std::move(problem));
    return false;
  }

  // {{data.x}}: other template languages write two braces.
  void lint_mustache(std::size_t at) {
    const std::size_t begin = source_.find_first_not_of(" \t#/^&>!", at + 2);
    if (begin == string_view::npos) return;
    bool has_steps = false;
    const std::size_t end = path_end(source_, begin, has_steps);
    const std::size_t close = source_.find_first_not_of(" \t", end);
    if (end == begin || close == string_view::npos || source_.substr(close, 2) != "}}") return;
    const string_view path = source_.substr(begin, end - begin);
    const string_view root = path.substr(0, path.find_first_of(".["));
    // In a body double braces around other names belong to whoever reads it.
    if (place_ == Place::body && !(has_steps && is_known_root(root, roots_))) return;
    report(diagnostics_, pointer_,
           {.severity = Severity::warning,
            .code = "mustache_braces",
            .message = "double braces are literal text: nothing is filled in here",
            .fix = "write " + in_braces(path),
            .offset = at});
  }

  // { data.x }: looks like a placeholder, but is text.
  void lint_spaces(std::size_t at) {
    const std::size_t begin = source_.find_first_not_of(" \t", at + 1);
    if (begin == string_view::npos || begin == at + 1) return;
    bool has_steps = false;
    const std::size_t end = path_end(source_, begin, has_steps);
    const std::size_t close = source_.find_first_not_of(" \t", end);
    if (!has_steps || close == string_view::npos || source_[close] != '}') return;
    const string_view path = source_.substr(begin, end - begin);
    if (!is_known_root(path.substr(0, path.find_first_of(".[")), roots_)) return;
    report(diagnostics_, pointer_,
           {.severity = Severity::warning,
            .code = "placeholder_spaces",
            .message = "a placeholder has no spaces inside its braces, so this is literal text",
            .fix = "write " + in_braces(path),
            .offset = at});
  }

  // `known` are those of fieldcall itself.
  [[nodiscard]] std::string suggest_root(string_view root, std::vector<string_view> known) const {
    known.insert(known.end(), roots_.host.begin(), roots_.host.end());
    std::string suggestion = text::did_you_mean(root, known);
    if (!suggestion.empty()) return suggestion;
    std::string list;
    for (const string_view name : known) list += (list.empty() ? "" : ", ") + std::string(name);
    return "known here: " + list;
  }

  bool error(Problem problem) {
    ++malformed_;
    report(diagnostics_, pointer_, std::move(problem));
    return false;
  }

  string_view source_;
  Place place_;
  const KnownRoots& roots_;
  string_view pointer_;
  std::vector<Diagnostic>& diagnostics_;
  std::vector<Part> parts_;
  std::string literal_;
  std::shared_ptr<json::Arena> arena_;
  int malformed_ = 0;
};

}  // namespace

std::optional<Template> Template::compile(string_view source, Place place, const KnownRoots& roots,
                                          string_view pointer,
                                          std::vector<Diagnostic>& diagnostics) {
  Compiler compiler(source, place, roots, pointer, diagnostics);
  if (!compiler.run()) return std::nullopt;
  Template compiled;
  compiled.source_ = source;
  compiled.parts_ = compiler.take_parts();
  compiled.arena_ = compiler.take_arena();
  return compiled;
}

Template Template::literal(string_view text) {
  Template made;
  made.source_ = text;
  if (!text.empty()) made.parts_.emplace_back(std::string(text));
  return made;
}

const Placeholder* Template::sole_placeholder() const {
  return parts_.size() == 1 ? std::get_if<Placeholder>(&parts_.front()) : nullptr;
}

bool Template::is_literal() const {
  return std::all_of(parts_.begin(), parts_.end(),
                     [](const Part& part) { return std::holds_alternative<std::string>(part); });
}

}  // namespace fieldcall::templating
