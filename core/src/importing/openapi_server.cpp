#include <algorithm>
#include <cstddef>

#include "config/structure.hpp"
#include "http/url.hpp"
#include "importing/import_url.hpp"
#include "importing/openapi_parts.hpp"

namespace fieldcall::importing {
namespace {

constexpr std::string_view server_fix =
    "name the API's address: --server https://api.example.com/v1";

// The first server of the innermost list that is there.
const json::Value* first_server(OpenapiImport& import) {
  for (const json::Value* level :
       {import.operation.operation, import.operation.item, &import.document.root()}) {
    const json::Value* servers = level->find("servers");
    if (servers == nullptr || servers->size() == 0) continue;
    if (servers->size() > 1) {
      import.remarks.note(
          "adjusted", "of " + std::to_string(servers->size()) + " servers the first one is taken",
          "--server takes another one", "/servers");
    }
    return &servers->items()[0];
  }
  return nullptr;
}

// {name} replaced by the default of the server's variable.
std::optional<std::string> with_defaults(std::string_view url, const json::Value& server,
                                         OpenapiImport& import) {
  std::string out;
  const json::Value& variables = import.document.member(server, "variables");
  while (!url.empty()) {
    const std::size_t open = std::min(url.find('{'), url.size());
    const std::size_t close = url.find('}', open);
    out += url.substr(0, open);
    if (open == url.size()) break;
    if (close == std::string_view::npos) return std::nullopt;
    const std::string_view name = url.substr(open + 1, close - open - 1);
    const json::Value* variable = variables.find(name);
    const json::Value* value = variable == nullptr ? nullptr : variable->find("default");
    if (value == nullptr || !value->is_string()) return std::nullopt;
    out += value->as_string();
    import.remarks.note("adjusted",
                        "the server's variable " + config::quote(name) + " is " +
                            config::quote(value->as_string()) + ", its default",
                        "change the url if yours is another one");
    url.remove_prefix(close + 1);
  }
  return out;
}

std::optional<ServerBase> refuse(OpenapiImport& import, std::string message) {
  import.remarks.problem("missing_server", std::move(message), std::string(server_fix), "/servers");
  return std::nullopt;
}

}  // namespace

std::optional<ServerBase> read_server(std::string_view chosen, OpenapiImport& import) {
  std::string url(chosen);
  if (url.empty()) {
    const json::Value* server = first_server(import);
    if (server == nullptr) return refuse(import, "the document names no server");
    const json::Value* written = server->find("url");
    auto filled = with_defaults(written == nullptr ? "" : written->as_string(), *server, import);
    if (!filled) return refuse(import, "a variable in the server's url has no default");
    url = std::move(*filled);
  }
  if (url.find("://") == std::string::npos) {
    return refuse(import, "the server's url is relative: it does not say where the API is");
  }
  while (url.ends_with('/')) url.pop_back();
  const std::size_t path = std::min(url.find_first_of("/?#", url.find("://") + 3), url.size());
  url = url.substr(0, path) + legal_url_text(std::string_view(url).substr(path));
  const auto parsed = http::parse_url(url);
  if (!parsed) {
    return refuse(import, "the server's url cannot be used: " + parsed.error().message);
  }
  if (parsed->query || parsed->fragment) {
    return refuse(import, "the server's url has a query or a fragment, so no path can follow it");
  }
  return ServerBase{std::move(url), parsed->origin()};
}

}  // namespace fieldcall::importing
