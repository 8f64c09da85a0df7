#include "importing/import_url.hpp"

#include <algorithm>
#include <cstddef>

#include "http/url.hpp"
#include "text/ascii.hpp"
#include "text/percent.hpp"

namespace fieldcall::importing {
namespace {

bool is_legal(char c) {
  return c > 0x20 && c < 0x7f && std::string_view("\"<>\\^`{}").find(c) == std::string_view::npos;
}

bool is_escape(std::string_view text) {
  return text.size() > 2 && text::hex_value(text[1]) >= 0 && text::hex_value(text[2]) >= 0;
}

bool is_plain_name(std::string_view text) {
  return !text.empty() && !text::is_digit(text.front()) && text.front() != '-' &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return text::is_alnum(c) || c == '_' || c == '-'; });
}

bool is_range(std::string_view text) {
  const std::size_t dash = text.find('-');
  return dash != std::string_view::npos && dash > 0 && dash + 1 < text.size();
}

class UrlReader {
 public:
  UrlReader(const UrlSource& source, Remarks& remarks) : source_(source), remarks_(remarks) {}

  std::optional<ImportUrl> run() {
    std::string_view text = text::trim_ows(source_.text);
    text = text.substr(0, text.find('#'));
    if (text.find("://") == std::string_view::npos) {
      url_.base = "https";
      remarks_.note("adjusted", "the url names no scheme: https is used, where curl would use http",
                    "", std::string(source_.place));
    } else {
      url_.base = text::to_lower(text.substr(0, text.find("://")));
      text.remove_prefix(text.find("://") + 3);
    }
    url_.base += "://";
    const std::size_t path = std::min(text.find_first_of("/?"), text.size());
    const std::size_t query = std::min(text.find('?', path), text.size());
    if (!authority(text.substr(0, path))) return std::nullopt;
    if (query < text.size()) url_.query = text.substr(query + 1);
    if (!path_text(text.substr(path, query - path)) || !has_one_query()) return std::nullopt;
    return url_;
  }

 private:
  bool problem(std::string_view code, std::string message, std::string fix) {
    remarks_.problem(code, std::move(message), std::move(fix), std::string(source_.place));
    return false;
  }

  bool authority(std::string_view text) {
    if (const std::size_t at = text.rfind('@'); at != std::string_view::npos) {
      url_.user_info = text::percent_decode(text.substr(0, at));
      text.remove_prefix(at + 1);
    }
    if (text.find('$') != std::string_view::npos) {
      return problem("invalid_value", "the host of the url is a variable of the shell",
                     "write the address itself into the command");
    }
    const auto url = http::parse_url(url_.base + std::string(text) + "/");
    if (!url) {
      return problem("invalid_value", "the url cannot be used: " + url.error().message,
                     url.error().fix);
    }
    url_.base += text;
    url_.origin = url->origin();
    return true;
  }

  bool several() {
    return problem("several_urls",
                   "curl makes several requests of the braces or brackets in the "
                   "url",
                   "write one url; with --globoff braces and brackets are text");
  }

  // {name} is how documentation writes a value to fill in, and curl would send the bare name.
  bool path_text(std::string_view text) {
    while (!text.empty()) {
      const std::size_t open = source_.has_globs ? text.find_first_of("{[") : text.npos;
      const std::size_t close =
          open == text.npos ? text.npos : text.find(text[open] == '{' ? '}' : ']', open);
      if (close == text.npos) {
        url_.path += legal_url_text(text);
        return true;
      }
      const std::string_view inside = text.substr(open + 1, close - open - 1);
      url_.path += legal_url_text(text.substr(0, open));
      if (text[open] == '{' ? inside.find(',') != inside.npos : is_range(inside)) return several();
      if (text[open] == '{' && is_plain_name(inside)) {
        if (open > 0 && text[open - 1] == '$') url_.path.pop_back();  // a shell's ${name}
        const std::string placeholder = "{data." + std::string(inside) + "}";
        url_.path += placeholder;
        remarks_.note("adjusted", "{" + std::string(inside) + "} in the url became " + placeholder +
                                      ", a value of the case");
      } else {
        url_.path += legal_url_text(text.substr(open, close + 1 - open));
      }
      text.remove_prefix(close + 1);
    }
    return true;
  }

  // filter[name]=x is a parameter; a={b,c} are two requests.
  bool has_one_query() {
    if (!source_.has_globs) return true;
    const std::string_view query = url_.query;
    for (std::size_t open = query.find_first_of("{["); open != query.npos;
         open = query.find_first_of("{[", open + 1)) {
      const std::size_t close = query.find(query[open] == '{' ? '}' : ']', open);
      if (close == query.npos) return true;
      const std::string_view inside = query.substr(open + 1, close - open - 1);
      const bool is_json = inside.find_first_of("\":%") != inside.npos;
      if (query[open] == '{' && !is_json && inside.find(',') != inside.npos) return several();
      open = close;
    }
    return true;
  }

  const UrlSource& source_;
  Remarks& remarks_;
  ImportUrl url_;
};

}  // namespace

std::string legal_url_text(std::string_view text) {
  std::string legal;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' ? is_escape(text.substr(i, 3)) : is_legal(text[i])) {
      legal.push_back(text[i]);
    } else {
      text::append_percent_encoded(text.substr(i, 1), legal);
    }
  }
  return legal;
}

std::optional<ImportUrl> read_import_url(const UrlSource& source, Remarks& remarks) {
  return UrlReader(source, remarks).run();
}

}  // namespace fieldcall::importing
