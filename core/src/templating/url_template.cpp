#include "templating/url_template.hpp"

#include <cstddef>
#include <string>
#include <utility>

#include "http/headers.hpp"
#include "http/query.hpp"
#include "http/url.hpp"
#include "templating/placeholder_parser.hpp"
#include "templating/report.hpp"
#include "templating/url_scanner.hpp"

namespace fieldcall::templating {
namespace {

using std::string_view;

// A url as it may come out, for the grammar to judge: placeholders replaced by harmless text.
class Probe {
 public:
  void append(string_view text, std::size_t source_offset, std::size_t source_bytes) {
    stretches_.push_back({text_.size(), source_offset, source_bytes >= text.size()});
    text_ += text;
    scanner_.advance(text);
  }

  // Where in the template the byte of the probe stands.
  [[nodiscard]] std::size_t source_offset(std::size_t at) const {
    Stretch found;
    for (const Stretch& stretch : stretches_) {
      if (stretch.begin > at) break;
      found = stretch;
    }
    return found.source_offset + (found.is_literal ? at - found.begin : 0);
  }

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] const UrlScanner& scanner() const { return scanner_; }

 private:
  struct Stretch {
    std::size_t begin = 0;
    std::size_t source_offset = 0;
    bool is_literal = false;
  };
  std::string text_;
  std::vector<Stretch> stretches_;
  UrlScanner scanner_;
};

string_view region_name(UrlRegion region) {
  return region == UrlRegion::scheme ? "scheme" : "host or port";
}

class Checker {
 public:
  Checker(const Template& url, const KnownRoots& roots, string_view pointer,
          std::vector<Diagnostic>& diagnostics)
      : url_(url), roots_(roots), pointer_(pointer), diagnostics_(diagnostics) {}

  bool run() {
    std::size_t offset = 0;
    for (std::size_t i = 0; i < url_.parts().size(); ++i) {
      const Part& part = url_.parts()[i];
      if (const auto* literal = std::get_if<std::string>(&part)) {
        probe_.append(*literal, offset, literal->size());
        continue;
      }
      const auto& placeholder = std::get<Placeholder>(part);
      place(placeholder, next_literal(i));
      offset = placeholder.offset + placeholder.source.size();
    }
    if (is_good_) check_grammar();
    return is_good_;
  }

 private:
  [[nodiscard]] string_view next_literal(std::size_t i) const {
    if (i + 1 >= url_.parts().size()) return {};
    const auto* literal = std::get_if<std::string>(&url_.parts()[i + 1]);
    return literal == nullptr ? string_view{} : string_view{*literal};
  }

  void place(const Placeholder& placeholder, string_view next) {
    const UrlRegion region = probe_.scanner().region();
    if (placeholder.keeps_slashes && region != UrlRegion::path) {
      error({.code = "plus_outside_path",
             .message = placeholder.source +
                        " keeps slashes, which means something only in the path of the url",
             .fix = "write {" + placeholder.reference + "}",
             .offset = placeholder.offset});
    } else if (!probe_.scanner().in_origin()) {
      append(placeholder, region == UrlRegion::path ? "x" : "");
    } else if (is_host_placeholder(placeholder) && is_known_root(placeholder.root, roots_)) {
      append(placeholder, stand_in(next));
    } else {
      dynamic_origin(placeholder, region);
    }
  }

  void append(const Placeholder& placeholder, string_view text) {
    probe_.append(text, placeholder.offset, 0);
  }

  // What a host root may hold where it stands: a scheme, a base url, a port, or a part of the host.
  [[nodiscard]] string_view stand_in(string_view next) const {
    const std::string& before = probe_.text();
    if (probe_.scanner().region() == UrlRegion::scheme) {
      if (!before.empty()) return {};
      return next.substr(0, 3) == "://" ? "https" : "https://host.example";
    }
    return before.back() == ':' ? "443" : "host";
  }

  void dynamic_origin(const Placeholder& placeholder, UrlRegion region) {
    // Behind a complete host, only a slash is missing.
    const bool wants_slash = region == UrlRegion::authority && probe_.text().back() != '/' &&
                             probe_.text().back() != '.' && probe_.text().back() != ':';
    error(
        {.code = "dynamic_origin",
         .message = placeholder.source + " would decide the " + std::string(region_name(region)) +
                    " of the url, which only literal text and the host application may do",
         .fix = wants_slash
                    ? "if it belongs to the path, write a slash before it: /" + placeholder.source
                    : "write the address itself, or take it from a root that the host application "
                      "supplies",
         .offset = placeholder.offset});
  }

  void check_grammar() {
    const auto url = http::parse_url(probe_.text());
    if (!url) {
      Error why = url.error();
      error({.code = why.code,
             .message = std::move(why.message),
             .fix = std::move(why.fix),
             .offset = probe_.source_offset(why.offset)});
      return;
    }
    if (http::has_dot_segment(url->path)) {
      error({.code = "unsafe_path_segment",
             .message = "a path segment is \".\" or \"..\"",
             .fix = "write the path it leads to"});
    }
    if (url->fragment) {
      report(diagnostics_, pointer_,
             {.severity = Severity::hint,
              .code = "url_fragment",
              .message = "what follows # is never sent",
              .fix = "remove it, or write %23 for a # that belongs to the url",
              .offset = probe_.source_offset(probe_.text().find('#'))});
    }
    if (url->query) lint_query(*url->query);
  }

  void lint_query(const std::string& query) {
    for (const http::QueryPair& pair : http::split_query(query)) {
      if (pair.value.empty() || !http::is_sensitive_name(pair.key)) continue;
      report(diagnostics_, pointer_,
             {.severity = Severity::warning,
              .code = "hardcoded_credential",
              .message = "\"" + std::string(pair.key) +
                         "\" looks like a credential written into the configuration",
              .fix = "store it as a secret and write {secret.NAME}",
              .offset = probe_.source_offset(probe_.text().find(pair.key))});
    }
  }

  void error(Problem problem) {
    is_good_ = false;
    report(diagnostics_, pointer_, std::move(problem));
  }

  const Template& url_;
  const KnownRoots& roots_;
  string_view pointer_;
  std::vector<Diagnostic>& diagnostics_;
  Probe probe_;
  bool is_good_ = true;
};

}  // namespace

bool is_host_placeholder(const Placeholder& placeholder) {
  return !placeholder.expression && placeholder.root != "data" && placeholder.root != "secret" &&
         placeholder.root != "call";
}

bool check_url_template(const Template& url, const KnownRoots& roots, string_view pointer,
                        std::vector<Diagnostic>& diagnostics) {
  return Checker(url, roots, pointer, diagnostics).run();
}

}  // namespace fieldcall::templating
