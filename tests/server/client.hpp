// A client that sends what a test wrote, byte for byte, and reads one answer after the other.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fieldcall::server::test {

struct Reply {
  std::int32_t status = 0;  // 0 = the connection ended before an answer
  std::string head;         // status line and headers
  std::string body;

  // The first header of that name, in any letter case; empty = none.
  [[nodiscard]] std::string header(std::string_view name) const;
  // "code" of a problem document; empty if it is none. Fails the test if the document lacks what
  // RFC 9457 and this project ask of it.
  [[nodiscard]] std::string problem() const;
};

class RawClient {
 public:
  explicit RawClient(std::uint16_t port);
  ~RawClient();
  RawClient(RawClient&& other) noexcept;
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  // False = the other side has closed.
  bool send(std::string_view bytes);
  // Waits at most half a minute. `has_body` is false for answers to HEAD.
  Reply read(bool has_body = true);
  Reply ask(std::string_view bytes) {
    send(bytes);
    return read();
  }
  // Whether the connection ends without a byte more. Waits for it.
  bool ends();
  void close();

 private:
  bool receive();

  int socket_ = -1;
  std::string input_;
};

}  // namespace fieldcall::server::test
