// HTTP/1.1 over TCP: one thread reads and writes all connections, however many wait for their call.
//
// A connection carries one request after the other; what is pipelined waits its turn. A client that
// goes away, or closes its sending side, cancels its call.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "fieldcall/result.hpp"
#include "fieldcall/time.hpp"
#include "service.hpp"

namespace fieldcall::server {

struct HttpOptions {
  std::string address = "127.0.0.1";  // an IP address
  std::uint16_t port = 0;             // 0 = any
  // One more takes the place of that which has waited longest for a head; when all are busy with a
  // request it is told to come back (503).
  std::uint32_t connections_max = 8192;
  std::uint64_t head_bytes_max = 16 * 1024;
  // Bodies in memory until they are answered, of all connections together.
  std::uint64_t body_bytes_total_max = 256 * 1024 * 1024;
  // From the first byte waited for to the last of the head; between requests too.
  Millis head_timeout{15'000};
  Millis body_timeout{30'000};
  Millis write_timeout{60'000};
  // After a refusal the rest of the request is read and thrown away for so long, so that the client
  // reads the answer instead of a reset.
  Millis linger{2'000};
};

class HttpServer {
 public:
  // Listens; answers nothing before `run`. Error code "usage": the address cannot be had.
  static Result<std::unique_ptr<HttpServer>> listen(HttpOptions options);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  [[nodiscard]] std::uint16_t port() const;

  // Starts the thread.
  void run(Service& service);

  // Takes no connection more and no call more. Returns when that holds.
  void drain();

  // Sends what is to be sent, at most for `grace`, and ends the thread. After it nothing of the
  // service is used.
  void stop(Millis grace);

  // Since the start.
  [[nodiscard]] std::uint64_t accepted() const;
  [[nodiscard]] std::uint64_t open() const;

 private:
  class Implementation;
  explicit HttpServer(std::unique_ptr<Implementation> implementation);
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace fieldcall::server
