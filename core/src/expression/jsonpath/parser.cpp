#include "expression/jsonpath/parser.hpp"

#include <algorithm>
#include <string>

#include "expression/jsonpath/parser_state.hpp"
#include "fieldcall/limits.hpp"
#include "text/utf8.hpp"

namespace fieldcall::expression::jsonpath {

Result<Tree> parse(std::string_view source) {
  if (source.size() > limits::expression_bytes_max) {
    return Error{
        "budget",
        "the query is longer than " + std::to_string(limits::expression_bytes_max) + " bytes", "",
        limits::expression_bytes_max};
  }
  const std::size_t valid = text::valid_utf8_prefix(source);
  if (valid < source.size()) {
    return Error{"syntax", "the query is not valid UTF-8", "", static_cast<std::uint32_t>(valid)};
  }
  return Parser(source).parse();
}

Parser::DepthGuard::DepthGuard(Parser& parser) : parser_(parser) {
  if (++parser_.depth_ > limits::expression_depth_max) {
    parser_.scanner_.fail_at(parser_.scanner_.place(), "budget",
                             "the query is nested more than " +
                                 std::to_string(limits::expression_depth_max) + " levels deep");
  }
}

// jsonpath-query = root-identifier segments
Result<Tree> Parser::parse() {
  if (scanner_.peek() == '$') {
    parse_query();
    if (!scanner_.at_end()) scanner_.fail_expected("\".\", \"[\" or the end");
  } else {
    scanner_.fail_expected("\"$\"");
  }
  if (failed()) return scanner_.take_error();
  return std::move(tree_);
}

// segments = *(S segment)
std::uint32_t Parser::parse_query() {
  Query query;
  query.is_absolute = scanner_.take('$');
  if (!query.is_absolute) scanner_.take('@');
  std::vector<Segment> segments;
  for (Segment segment; !failed() && parse_segment(segment);) segments.push_back(segment);
  query.is_singular = is_singular(segments);
  query.first_segment = static_cast<std::uint32_t>(tree_.segments.size());
  query.segment_count = static_cast<std::uint32_t>(segments.size());
  tree_.segments.insert(tree_.segments.end(), segments.begin(), segments.end());
  tree_.queries.push_back(query);
  return static_cast<std::uint32_t>(tree_.queries.size() - 1);
}

bool Parser::is_singular(const std::vector<Segment>& segments) const {
  return std::all_of(segments.begin(), segments.end(), [&](const Segment& segment) {
    if (failed() || segment.is_descendant || segment.selector_count != 1) return false;
    const SelectorKind kind = tree_.selectors[segment.first_selector].kind;
    return kind == SelectorKind::name || kind == SelectorKind::index;
  });
}

// child-segment      = bracketed-selection / ("." (wildcard-selector / member-name-shorthand))
// descendant-segment = ".." (bracketed-selection / wildcard-selector / member-name-shorthand)
bool Parser::parse_segment(Segment& segment) {
  if (scanner_.take_after_blanks("..")) {
    segment = scanner_.peek() == '[' ? parse_bracketed_selection() : parse_shorthand();
    segment.is_descendant = true;
    return true;
  }
  if (scanner_.take_after_blanks(".")) {
    segment = parse_shorthand();
    return true;
  }
  const std::size_t start = scanner_.place();
  scanner_.skip_blanks();
  if (scanner_.peek() == '[') {
    segment = parse_bracketed_selection();
    return true;
  }
  scanner_.go_back(start);
  return false;
}

Segment Parser::parse_shorthand() {
  Selector selector;
  if (!scanner_.take('*')) {
    selector.kind = SelectorKind::name;
    selector.name = scanner_.take_member_name();
    if (selector.name.empty()) {
      scanner_.fail_expected("a name or \"*\"",
                             "other names are written in brackets: ['first-name']");
    }
  }
  return add_segment({selector});
}

// bracketed-selection = "[" S selector *(S "," S selector) S "]"
Segment Parser::parse_bracketed_selection() {
  scanner_.take('[');
  std::vector<Selector> selectors;
  do {
    scanner_.skip_blanks();
    selectors.push_back(parse_selector());
  } while (!failed() && scanner_.take_after_blanks(","));
  if (!failed() && !scanner_.take_after_blanks("]")) {
    scanner_.skip_blanks();
    scanner_.fail_expected("\",\" or \"]\"");
  }
  return add_segment(selectors);
}

Selector Parser::parse_selector() {
  Selector selector;
  const char c = scanner_.peek();
  if (c == '\'' || c == '"') {
    selector.kind = SelectorKind::name;
    selector.name = scanner_.take_string();
  } else if (scanner_.take('*')) {
    selector.kind = SelectorKind::wildcard;
  } else if (scanner_.take('?')) {
    selector.kind = SelectorKind::filter;
    selector.condition = parse_filter();
  } else if (c == ':' || scanner_.at_integer()) {
    selector = parse_index_or_slice();
  } else {
    scanner_.fail_expected("a quoted name, an index, a slice, \"*\" or \"?\"",
                           "names are written in quotes: ['name']");
  }
  return selector;
}

// index-selector = int
// slice-selector = [start S] ":" S [end S] [":" [S step ]]
Selector Parser::parse_index_or_slice() {
  Selector selector;
  selector.kind = SelectorKind::index;
  if (scanner_.at_integer()) selector.start = scanner_.take_integer();
  if (failed() || !scanner_.take_after_blanks(":")) return selector;
  selector.kind = SelectorKind::slice;
  scanner_.skip_blanks();
  if (scanner_.at_integer()) selector.end = scanner_.take_integer();
  if (failed() || !scanner_.take_after_blanks(":")) return selector;
  scanner_.skip_blanks();
  if (scanner_.at_integer()) selector.step = scanner_.take_integer();
  return selector;
}

Segment Parser::add_segment(const std::vector<Selector>& selectors) {
  Segment segment;
  segment.first_selector = static_cast<std::uint32_t>(tree_.selectors.size());
  segment.selector_count = static_cast<std::uint32_t>(selectors.size());
  tree_.selectors.insert(tree_.selectors.end(), selectors.begin(), selectors.end());
  return segment;
}

}  // namespace fieldcall::expression::jsonpath
