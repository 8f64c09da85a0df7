// The parts of a request, each rendered by the file of its name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "templating/body_template.hpp"
#include "templating/marked_text.hpp"
#include "templating/render_context.hpp"
#include "templating/request_template.hpp"

namespace fieldcall::templating {

// ---- url ----

struct RenderedUrl {
  MarkedText text;               // without fragment
  std::uint32_t path_begin = 0;  // where the origin ends
  bool knows_origin = false;     // nothing is missing up to there
};

// Checks path segments. The grammar is checked when the query is complete.
RenderedUrl render_url(const Template& url, RenderContext& context);

// ---- pairs: a query, a form ----

// Writes name=value pairs behind each other; arrays in one of the styles.
class PairWriter {
 public:
  PairWriter(RenderContext& context, ArrayStyle style, Encoding encoding, MarkedText& out)
      : context_(context), style_(style), encoding_(encoding), out_(out) {}

  void add(std::string_view name, const BodyNode& value, std::string_view location);
  void add(std::string_view name, const Template& value, std::string_view location);

  // What stands before the next pair: "" at the start of a form, "?" or "&" in a url.
  std::string_view separator;

 private:
  bool list_fits(std::uint64_t bytes, std::string_view location);
  void add_list(std::string_view name, std::vector<MarkedText> items);
  void add_value(std::string_view name, const Placeholder& placeholder, const Resolved& resolved,
                 std::string_view location);
  void write(std::string_view name, const MarkedText& value);

  RenderContext& context_;
  ArrayStyle style_;
  Encoding encoding_;
  MarkedText& out_;
};

// ---- body ----

// JSON text of a node. False: the node is an optional placeholder that is absent. `pointer` is for
// messages.
bool append_json(const BodyNode& node, const std::string& pointer, RenderContext& context,
                 MarkedText& out);

// False: there is no body.
bool render_body(const RequestTemplate& request, RenderContext& context, MarkedText& out);

// ---- headers ----

struct RenderedHeader {
  std::string name;
  MarkedText value;
  std::string_view origin;  // "generated" for defaults, else "literal"
};

std::vector<RenderedHeader> render_headers(const RequestTemplate& request,
                                           const RenderOptions& options, bool has_body,
                                           RenderContext& context);

}  // namespace fieldcall::templating
