#include "transport/curl_options.hpp"

#include <algorithm>
#include <charconv>
#include <memory>
#include <new>
#include <utility>

#include "dns/address.hpp"
#include "transport/curl_library.hpp"

namespace fieldcall::native {
namespace {

// libcurl forgets an address it was given after this; it is used at once.
constexpr std::int64_t kGivenAddressSeconds = 60;

// Sets options until one is refused.
class OptionSetter {
 public:
  explicit OptionSetter(CURL* easy) : easy_(easy) {}

  template <class T>
  void set(CURLoption option, T* value) {
    put(option, value);
  }
  template <class R, class... Arguments>
  void set(CURLoption option, R (*callback)(Arguments...)) {
    put(option, callback);
  }
  void set(CURLoption option, const std::string& text) { put(option, text.c_str()); }
  void set(CURLoption option, std::int64_t number) { put(option, static_cast<long>(number)); }
  void set(CURLoption option, bool flag) { put(option, flag ? 1L : 0L); }
  void set_size(CURLoption option, std::size_t size) { put(option, static_cast<curl_off_t>(size)); }

  [[nodiscard]] std::string problem() const {
    if (code_ == CURLE_OK) return {};
    const curl_easyoption* option = curl_easy_option_by_id(option_);
    return std::string("libcurl refused ") + (option != nullptr ? option->name : "an option") +
           ": " + curl_easy_strerror(code_);
  }

 private:
  template <class T>
  void put(CURLoption option, T value) {
    if (code_ != CURLE_OK) return;
    code_ = (curl_easy_setopt)(easy_, option, value);
    option_ = option;
  }

  CURL* easy_;
  CURLcode code_ = CURLE_OK;
  CURLoption option_ = CURLOPT_URL;
};

void append(Slist& list, const std::string& text) {
  curl_slist* longer = curl_slist_append(list.get(), text.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  static_cast<void>(list.release());
  list.reset(longer);
}

bool has_header(const HttpRequest& request, std::string_view lower_name) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::any_of(request.headers.begin(), request.headers.end(), [&](const Header& header) {
    return std::equal(header.name.begin(), header.name.end(), lower_name.begin(), lower_name.end(),
                      [&](char a, char b) { return lower(a) == b; });
  });
}

// libcurl's spelling: "Name: value", "Name;" for an empty value, "Name:" to leave its own out.
Slist header_list(const HttpRequest& request, const CurlSettings& settings) {
  Slist list;
  for (const auto& [name, value] : request.headers) {
    append(list, value.empty() ? name + ';' : name + ": " + value);
  }
  if (!has_header(request, "accept")) append(list, "Accept:");
  if (!has_header(request, "content-type")) append(list, "Content-Type:");
  if (!settings.send_expect) append(list, "Expect:");
  return list;
}

// "+host:port:address,address"; the plus lets the entry grow old.
Slist resolve_list(const Endpoint& endpoint, const std::vector<IpAddress>& addresses) {
  Slist list;
  if (addresses.empty()) return list;
  std::string entry = '+' + endpoint.host + ':' + std::to_string(endpoint.port);
  char separator = ':';
  for (const auto& address : addresses) {
    entry += separator;
    entry += address.is_v6 ? '[' + address_to_text(address) + ']' : address_to_text(address);
    separator = ',';
  }
  append(list, entry);
  return list;
}

void set_destination(OptionSetter& options, const Transfer& transfer,
                     const CurlSettings& settings) {
  const EgressPolicy& egress = *transfer.send().egress;
  options.set(CURLOPT_URL, transfer.send().request.url);
  options.set(CURLOPT_PATH_AS_IS, settings.path_as_is);
  options.set(CURLOPT_DISALLOW_USERNAME_IN_URL, !settings.allow_user_in_url);
  options.set(CURLOPT_PROTOCOLS_STR, !settings.protocols.empty() ? settings.protocols
                                     : egress.allow_http         ? "http,https"
                                                                 : "https");
  options.set(CURLOPT_FOLLOWLOCATION, settings.follow_redirects);
  options.set(CURLOPT_RESOLVE, transfer.resolve.get());
  options.set(CURLOPT_DNS_CACHE_TIMEOUT, kGivenAddressSeconds);
  if (transfer.uses_proxy()) {
    options.set(CURLOPT_PROXY, egress.proxy);
    options.set(CURLOPT_NOPROXY, "");
    // Our headers are for the origin; the proxy's are not part of the answer.
    options.set(CURLOPT_HEADEROPT, std::int64_t{CURLHEADER_SEPARATE});
    options.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, true);
  } else if (settings.ignore_proxy_environment) {
    options.set(CURLOPT_PROXY, "");
    options.set(CURLOPT_NOPROXY, "*");
  }
}

void set_state_and_process(OptionSetter& options, const CurlSettings& settings) {
  options.set(CURLOPT_NETRC,
              std::int64_t{settings.read_netrc ? CURL_NETRC_OPTIONAL : CURL_NETRC_IGNORED});
  if (settings.keep_cookies) {
    options.set(CURLOPT_COOKIEJAR, "/dev/null");
  } else {
    options.set(CURLOPT_COOKIEFILE, static_cast<const char*>(nullptr));  // off, and forgotten
  }
  options.set(CURLOPT_HSTS_CTRL, std::int64_t{settings.keep_hsts ? CURLHSTS_ENABLE : 0});
  // Alt-Svc has no value for off; it stays off unless it is asked for.
  if (settings.keep_alt_svc) options.set(CURLOPT_ALTSVC_CTRL, std::int64_t{CURLALTSVC_H1});
  options.set(CURLOPT_NOSIGNAL, settings.no_signal);
}

void set_tls(OptionSetter& options, const CurlSettings& settings) {
  options.set(CURLOPT_SSLVERSION, std::int64_t{settings.tls_1_2_at_least ? CURL_SSLVERSION_TLSv1_2
                                                                         : CURL_SSLVERSION_TLSv1});
  options.set(CURLOPT_SSL_VERIFYPEER, settings.verify_peer);
  options.set(CURLOPT_SSL_VERIFYHOST, std::int64_t{settings.verify_host ? 2 : 0});
  // A file and no folder: only so libcurl parses the bundle once and not for every connection.
  options.set(CURLOPT_CAINFO, settings.ca_file.empty() ? built_in_ca_file() : settings.ca_file);
  options.set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
  options.set(CURLOPT_SSL_OPTIONS, std::int64_t{0});
}

void set_answer_rules(OptionSetter& options, const CurlSettings& settings) {
  // One request per connection at a time: a fault has one call to answer for.
  options.set(CURLOPT_HTTP_VERSION, std::int64_t{CURL_HTTP_VERSION_1_1});
  options.set(CURLOPT_HTTP09_ALLOWED, settings.allow_http09);
  options.set(CURLOPT_ACCEPT_ENCODING,
              settings.accept_encoding.empty() ? nullptr : settings.accept_encoding.c_str());
  options.set(CURLOPT_CONNECTTIMEOUT_MS, std::int64_t{settings.connect_timeout.count()});
  options.set(CURLOPT_TIMEOUT_MS, std::int64_t{settings.total_timeout.count()});
  // It counts the wait for the first byte too: stalls are for the engine to time.
  options.set(CURLOPT_LOW_SPEED_LIMIT, std::int64_t{0});
  options.set(CURLOPT_LOW_SPEED_TIME, std::int64_t{0});
  options.set(CURLOPT_MAXAGE_CONN, std::int64_t{settings.idle_connection_age_max.count()});
  options.set(CURLOPT_MAXLIFETIME_CONN, std::int64_t{settings.connection_lifetime_max.count()});
}

void set_callbacks(OptionSetter& options, Transfer& transfer) {
  options.set(CURLOPT_PRIVATE, &transfer);
  options.set(CURLOPT_ERRORBUFFER, static_cast<char*>(transfer.error_text));
  options.set(CURLOPT_HEADERFUNCTION, Transfer::on_header);
  options.set(CURLOPT_HEADERDATA, &transfer);
  options.set(CURLOPT_WRITEFUNCTION, Transfer::on_body);
  options.set(CURLOPT_WRITEDATA, &transfer);
  options.set(CURLOPT_OPENSOCKETFUNCTION, Transfer::on_open_socket);
  options.set(CURLOPT_OPENSOCKETDATA, &transfer);
  options.set(CURLOPT_PREREQFUNCTION, Transfer::on_before_request);
  options.set(CURLOPT_PREREQDATA, &transfer);
  options.set(CURLOPT_NOPROGRESS, false);
  options.set(CURLOPT_XFERINFOFUNCTION, Transfer::on_transfer_info);
  options.set(CURLOPT_XFERINFODATA, &transfer);
  options.set(CURLOPT_SSL_CTX_FUNCTION, Transfer::on_ssl_context);
  options.set(CURLOPT_SSL_CTX_DATA, &transfer);
}

void set_request(OptionSetter& options, const Transfer& transfer) {
  const HttpRequest& request = transfer.send().request;
  options.set(CURLOPT_HTTPHEADER, transfer.headers.get());
  // RFC 9110 section 8.6: methods that expect content say so even when there is none.
  const bool sends_length = request.has_body || request.method == "POST" ||
                            request.method == "PUT" || request.method == "PATCH";
  if (request.method == "HEAD") {
    options.set(CURLOPT_NOBODY, true);
  } else if (sends_length) {
    options.set(CURLOPT_POST, true);
    options.set(CURLOPT_POSTFIELDS, request.body.c_str());
    options.set_size(CURLOPT_POSTFIELDSIZE_LARGE, request.body.size());
  } else {
    options.set(CURLOPT_HTTPGET, true);
  }
  if (request.method != "HEAD") options.set(CURLOPT_CUSTOMREQUEST, request.method);
}

struct UrlDeleter {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

std::string url_part(CURLU* url, CURLUPart part, unsigned int flags) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, flags) != CURLUE_OK) return {};
  std::string result(text);
  curl_free(text);
  return result;
}

}  // namespace

std::optional<Endpoint> endpoint_of(const std::string& url_text) {
  const std::unique_ptr<CURLU, UrlDeleter> url(curl_url());
  if (url == nullptr) throw std::bad_alloc();
  if (curl_url_set(url.get(), CURLUPART_URL, url_text.c_str(), CURLU_PATH_AS_IS) != CURLUE_OK) {
    return std::nullopt;
  }
  Endpoint endpoint;
  endpoint.host = url_part(url.get(), CURLUPART_HOST, 0);
  if (endpoint.host.size() > 2 && endpoint.host.front() == '[' && endpoint.host.back() == ']') {
    endpoint.host = endpoint.host.substr(1, endpoint.host.size() - 2);
  }
  endpoint.is_address = address_from_text(endpoint.host).has_value();
  const std::string port = url_part(url.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
  std::from_chars(port.data(), port.data() + port.size(), endpoint.port);
  return endpoint;
}

std::string set_options(CURL* easy, Transfer& transfer, const CurlSettings& settings,
                        const Endpoint& endpoint, const std::vector<IpAddress>& addresses) {
  transfer.headers = header_list(transfer.send().request, settings);
  transfer.resolve = resolve_list(endpoint, addresses);
  OptionSetter options(easy);
  set_callbacks(options, transfer);
  set_destination(options, transfer, settings);
  set_state_and_process(options, settings);
  set_tls(options, settings);
  set_answer_rules(options, settings);
  set_request(options, transfer);
  return options.problem();
}

}  // namespace fieldcall::native
