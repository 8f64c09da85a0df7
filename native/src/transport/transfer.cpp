#include "transport/transfer.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <algorithm>
#include <new>
#include <utility>

#include "dns/address.hpp"
#include "transport/fault.hpp"

namespace fieldcall::native {
namespace {

constexpr std::size_t kDetailBytesMax = 200;

// All refusals read the same: which address a name has inside is nobody's business.
constexpr const char* kEgressDenied = "the destination is not allowed";

// What OpenSSL notes on its way to refusing a certificate (a signature that does not fit, say)
// would be taken by libcurl for the reason, and that for a broken handshake.
int leave_one_reason(int ok, X509_STORE_CTX*) {
  if (ok == 0) ERR_clear_error();
  return ok;
}

bool is_safe_method(const std::string& method) {
  return method == "GET" || method == "HEAD";
}

}  // namespace

std::string clean_detail(std::string_view text) {
  std::string result(text.substr(0, kDetailBytesMax));
  std::replace_if(
      result.begin(), result.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return result;
}

Transfer::Transfer(SendRequest send, const CurlSettings& settings, ProgressList& progress_list)
    : send_(std::move(send)),
      settings_(settings),
      progress_list_(progress_list),
      reader_(send_.response_header_bytes_max, send_.response_bytes_max) {}

bool Transfer::address_allowed(const IpAddress& address) const {
  return settings_.address_allowed(address, *send_.egress);
}

TransportEvent Transfer::finish(CURLcode code) {
  switch (stop_) {
    case Stop::none:
      break;
    case Stop::egress_denied:
      return failed(TransportFault::egress_denied, kEgressDenied);
    case Stop::headers_too_large:
      return failed(TransportFault::headers_too_large, "the answer's headers are too large");
    case Stop::body_too_large:
      return failed(TransportFault::response_too_large, "the answer's body is too large");
    case Stop::resend_refused:
      return failed(TransportFault::reset, "the kept connection was closed by the server");
    case Stop::out_of_memory:
      return AttemptOutOfMemory{send_.attempt};
  }
  if (code == CURLE_OUT_OF_MEMORY) {
    // Also libcurl's answer to a header line over 100 KiB, of which it has shown us nothing yet.
    if (requests_begun_ == 0 || reader_.headers_complete()) {
      return AttemptOutOfMemory{send_.attempt};
    }
    return failed(TransportFault::headers_too_large, "the answer's headers are too large");
  }
  if (code != CURLE_OK) {
    const TransferProgress progress{
        .sent = requests_begun_ > 0,
        .answer_begun = reader_.begun(),
        .headers_complete = reader_.headers_complete(),
    };
    const char* text = error_text[0] != '\0' ? error_text : curl_easy_strerror(code);
    return failed(fault_of(code, progress), text);
  }
  auto status = 0L;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  if (status < 100 || status > 599) {
    return failed(TransportFault::bad_response, "the status is not one of HTTP");
  }
  // libcurl takes an end in the middle of the headers for the end of an answer without body.
  if (!reader_.headers_complete()) {
    return failed(TransportFault::truncated, "the connection ended within the headers");
  }
  return ResponseReceived{send_.attempt, reader_.take(static_cast<std::int32_t>(status))};
}

TransportEvent Transfer::failed(TransportFault fault, std::string detail) const {
  return RequestFailed{.attempt = send_.attempt,
                       .fault = fault,
                       .may_have_been_sent = requests_begun_ > 0,
                       .detail = clean_detail(detail)};
}

void Transfer::note_progress() {
  if (progressed) return;
  progress_list_.push_back(this);
  progressed = true;
}

std::size_t Transfer::on_header(char* bytes, std::size_t size, std::size_t count, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  try {
    transfer.note_progress();
    if (transfer.reader_.add_header_line({bytes, size * count})) return size * count;
    transfer.stop_ = Stop::headers_too_large;
  } catch (const std::bad_alloc&) {
    transfer.stop_ = Stop::out_of_memory;
  }
  return 0;
}

std::size_t Transfer::on_body(char* bytes, std::size_t size, std::size_t count, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  try {
    transfer.note_progress();
    if (transfer.reader_.add_body({bytes, size * count})) return size * count;
    transfer.stop_ = Stop::body_too_large;
  } catch (const std::bad_alloc&) {
    transfer.stop_ = Stop::out_of_memory;
  }
  return size * count == 0 ? 1 : 0;  // anything but what was given ends the transfer
}

curl_socket_t Transfer::on_open_socket(void* self, curlsocktype purpose, curl_sockaddr* address) {
  auto& transfer = *static_cast<Transfer*>(self);
  if (purpose != CURLSOCKTYPE_IPCXN) return CURL_SOCKET_BAD;
  if (transfer.settings_.check_new_connections && !transfer.uses_proxy()) {
    const auto ip = address_from_socket(&address->addr);
    if (!ip || !transfer.address_allowed(*ip)) {
      // It holds for the whole transfer, also if another address is tried beside this one.
      transfer.stop_ = Stop::egress_denied;
      return CURL_SOCKET_BAD;
    }
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

int Transfer::on_before_request(void* self, char* remote_ip, char*, int, int) {
  auto& transfer = *static_cast<Transfer*>(self);
  if (transfer.stop_ != Stop::none) return CURL_PREREQFUNC_ABORT;
  if (transfer.settings_.check_used_connections && !transfer.uses_proxy()) {
    std::optional<IpAddress> ip;
    try {
      ip = address_from_text(remote_ip);
    } catch (const std::bad_alloc&) {
      transfer.stop_ = Stop::out_of_memory;
      return CURL_PREREQFUNC_ABORT;
    }
    if (!ip || !transfer.address_allowed(*ip)) {
      transfer.stop_ = Stop::egress_denied;
      return CURL_PREREQFUNC_ABORT;
    }
  }
  if (transfer.requests_begun_ > 0 && !transfer.settings_.resend_unsafe_methods &&
      !is_safe_method(transfer.send_.request.method)) {
    transfer.stop_ = Stop::resend_refused;
    return CURL_PREREQFUNC_ABORT;
  }
  ++transfer.requests_begun_;
  return CURL_PREREQFUNC_OK;
}

// Body bytes as they come, before decoding: a slow compressed body is no stalled one.
int Transfer::on_transfer_info(void* self, curl_off_t, curl_off_t down_now, curl_off_t,
                               curl_off_t) {
  auto& transfer = *static_cast<Transfer*>(self);
  if (down_now <= transfer.raw_bytes_) return 0;
  transfer.raw_bytes_ = down_now;
  try {
    transfer.note_progress();
  } catch (const std::bad_alloc&) {
    transfer.stop_ = Stop::out_of_memory;
    return 1;
  }
  return 0;
}

CURLcode Transfer::on_ssl_context(CURL*, void* ssl_context, void* self) {
  const CurlSettings& settings = static_cast<Transfer*>(self)->settings_;
  auto* context = static_cast<SSL_CTX*>(ssl_context);
  if (settings.clear_key_log) SSL_CTX_set_keylog_callback(context, nullptr);
  if (SSL_CTX_get_security_level(context) < settings.tls_security_level_min) {
    SSL_CTX_set_security_level(context, settings.tls_security_level_min);
  }
  SSL_CTX_set_verify(context, SSL_CTX_get_verify_mode(context), leave_one_reason);
  return CURLE_OK;
}

}  // namespace fieldcall::native
