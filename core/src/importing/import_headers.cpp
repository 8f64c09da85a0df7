#include "importing/import_headers.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "config/structure.hpp"
#include "http/headers.hpp"
#include "text/ascii.hpp"

namespace fieldcall::importing {
namespace {

// What browsers add for their own purposes; a copied command is full of it.
constexpr std::array<std::string_view, 4> browser_noise{"Upgrade-Insecure-Requests", "DNT",
                                                        "Priority", "X-Client-Data"};

bool is_browser_noise(std::string_view name) {
  return text::equals_ignoring_case(name.substr(0, 4), "Sec-") ||
         std::any_of(browser_noise.begin(), browser_noise.end(), [name](std::string_view known) {
           return text::equals_ignoring_case(name, known);
         });
}

class HeaderReader {
 public:
  HeaderReader(const ImportUrl& url, Remarks& remarks) : url_(url), remarks_(remarks) {}

  void read(std::string_view written) {
    const std::size_t colon = written.find(':');
    const std::size_t end =
        std::min(colon == written.npos ? written.find(';') : colon, written.size());
    const std::string_view name = text::trim_ows(written.substr(0, end));
    const std::string_view value =
        end < written.size() ? text::trim_ows(written.substr(end + 1)) : std::string_view{};
    if (!http::is_token(name)) {
      remarks_.note("left_out",
                    "a header whose name is not made of letters, digits and - is left "
                    "out");
    } else if (colon != written.npos && value.empty()) {
      remarks_.note("left_out", "curl would not send the header " + std::string(name) +
                                    "; a field cannot switch a header off");
    } else {
      add(name, value);
    }
  }

  void add(std::string_view name, std::string_view value) {
    if (http::forbidden_request_header(name)) {
      const bool is_host = text::equals_ignoring_case(name, "Host");
      if (!is_host || url_.base.find(value) == std::string::npos) leave_out(name);
    } else if (is_browser_noise(name)) {
      leave_out(name);
    } else if (text::equals_ignoring_case(name, "Idempotency-Key")) {
      remarks_.note("left_out",
                    "the header Idempotency-Key is left out: a field makes one for "
                    "every call");
    } else {
      merge(name, value);
    }
  }

  std::vector<Header> take() {
    if (!left_out_.empty()) {
      remarks_.note("left_out",
                    "headers left out, because they belong to the connection or to a "
                    "browser: " +
                        left_out_);
    }
    return std::move(headers_);
  }

  void add_unless_set(std::string_view name, const std::optional<std::string>& value) {
    if (value && !value->empty() && http::find_header(headers_, name) == nullptr) {
      add(name, *value);
    }
  }

 private:
  void leave_out(std::string_view name) {
    left_out_ += (left_out_.empty() ? "" : ", ") + std::string(name);
  }

  void merge(std::string_view name, std::string_view value) {
    const auto same = std::find_if(headers_.begin(), headers_.end(), [name](const Header& header) {
      return text::equals_ignoring_case(header.name, name);
    });
    if (same == headers_.end()) {
      headers_.push_back({std::string(name), std::string(value)});
      return;
    }
    same->value += text::equals_ignoring_case(name, "Cookie") ? "; " : ", ";
    same->value += value;
    if (text::equals_ignoring_case(name, "Cookie")) return;
    remarks_.note("adjusted",
                  "the header " + std::string(name) + " is there twice; its values are joined");
  }

  const ImportUrl& url_;
  Remarks& remarks_;
  std::vector<Header> headers_;
  std::string left_out_;
};

}  // namespace

std::vector<Header> read_headers(const CurlCommand& command, const ImportUrl& url,
                                 Remarks& remarks) {
  HeaderReader reader(url, remarks);
  for (const std::string& header : command.headers) reader.read(header);
  reader.add_unless_set("User-Agent", command.user_agent);
  reader.add_unless_set("Referer", command.referer);
  reader.add_unless_set("Range", command.range);
  if (!command.cookies.empty()) reader.add("Cookie", command.cookies);
  return reader.take();
}

}  // namespace fieldcall::importing
