// One request on its way: what libcurl calls back into, and what becomes of it.
//
// Lives at a fixed place from `attach` on, because libcurl holds pointers to it and to its request.
#pragma once

#include <curl/curl.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "fieldcall/engine.hpp"
#include "transport/curl_settings.hpp"
#include "transport/response_reader.hpp"

namespace fieldcall::native {

// Memory for this attempt's answer could not be had.
struct AttemptOutOfMemory {
  AttemptId attempt;
};

using TransportEvent =
    std::variant<ResponseReceived, ResponseProgress, RequestFailed, AttemptOutOfMemory>;

struct SlistDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Slist = std::unique_ptr<curl_slist, SlistDeleter>;

class Transfer {
 public:
  // Transfers that received bytes put themselves there.
  using ProgressList = std::vector<Transfer*>;

  Transfer(SendRequest send, const CurlSettings& settings, ProgressList& progress_list);
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  [[nodiscard]] const AttemptId& attempt() const { return send_.attempt; }
  [[nodiscard]] const SendRequest& send() const { return send_; }
  [[nodiscard]] bool uses_proxy() const { return !send_.egress->proxy.empty(); }
  [[nodiscard]] bool address_allowed(const IpAddress& address) const;

  // Where libcurl keeps what it was given and writes its error text.
  Slist headers;
  Slist resolve;
  char error_text[CURL_ERROR_SIZE] = "";

  // Set by the transport: the handle in use, and the lane it runs in.
  CURL* easy = nullptr;
  std::uint32_t lane_id = 0;
  bool done = false;
  bool progressed = false;
  std::chrono::steady_clock::time_point next_progress{};

  // The last event of this transfer.
  TransportEvent finish(CURLcode code);

  // libcurl's callbacks; the last argument or the one named so is the Transfer.
  static std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* self);
  static std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* self);
  static curl_socket_t on_open_socket(void* self, curlsocktype purpose, curl_sockaddr* address);
  static int on_before_request(void* self, char* remote_ip, char* local_ip, int remote_port,
                               int local_port);
  static int on_transfer_info(void* self, curl_off_t, curl_off_t down_now, curl_off_t, curl_off_t);
  static CURLcode on_ssl_context(CURL* easy, void* ssl_context, void* self);

 private:
  // Why it was stopped from here, if it was.
  enum class Stop : std::uint8_t {
    none,
    egress_denied,
    headers_too_large,
    body_too_large,
    resend_refused,
    out_of_memory,
  };

  void note_progress();
  [[nodiscard]] TransportEvent failed(TransportFault fault, std::string detail) const;

  SendRequest send_;
  const CurlSettings& settings_;
  ProgressList& progress_list_;
  ResponseReader reader_;
  Stop stop_ = Stop::none;
  std::uint32_t requests_begun_ = 0;
  curl_off_t raw_bytes_ = 0;
};

// For `RequestFailed::detail`: printable ASCII, at most 200 bytes.
std::string clean_detail(std::string_view text);

}  // namespace fieldcall::native
