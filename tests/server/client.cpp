#include "server/client.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "http_message.hpp"
#include "problem.hpp"

namespace fieldcall::server::test {

std::string Reply::header(std::string_view name) const {
  std::size_t at = head.find("\r\n");
  while (at != std::string::npos && at + 2 < head.size()) {
    const std::size_t begin = at + 2;
    at = head.find("\r\n", begin);
    const std::string_view line = std::string_view(head).substr(begin, at - begin);
    const auto colon = line.find(": ");
    if (colon == std::string_view::npos || !same_name(line.substr(0, colon), name)) continue;
    return std::string(line.substr(colon + 2));
  }
  return {};
}

std::string Reply::problem() const {
  if (header("Content-Type") != "application/problem+json") return {};
  const auto document = nlohmann::json::parse(body, nullptr, false);
  for (const auto* const member : {"type", "title", "detail", "code"}) {
    EXPECT_TRUE(document.is_object() && document.contains(member) && document[member].is_string())
        << member << " in " << body;
  }
  EXPECT_EQ(document.value("status", 0), status);
  EXPECT_EQ(document.value("type", ""), "about:blank");
  EXPECT_EQ(document.value("title", ""), reason_phrase(status));
  return document.value("code", "");
}

RawClient::RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  timeval patience{30, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
  const int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  EXPECT_EQ(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
}

RawClient::~RawClient() {
  close();
}

RawClient::RawClient(RawClient&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), input_(std::move(other.input_)) {}

void RawClient::close() {
  if (socket_ >= 0) ::close(std::exchange(socket_, -1));
}

bool RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

bool RawClient::receive() {
  std::array<char, 65536> bytes{};
  const ssize_t count = ::recv(socket_, bytes.data(), bytes.size(), 0);
  if (count <= 0) return false;
  input_.append(bytes.data(), static_cast<std::size_t>(count));
  return true;
}

Reply RawClient::read(bool has_body) {
  Reply reply;
  std::size_t end = 0;
  while ((end = input_.find("\r\n\r\n")) == std::string::npos) {
    if (!receive()) return reply;
  }
  reply.head = input_.substr(0, end + 2);
  input_.erase(0, end + 4);
  const std::string length = reply.header("Content-Length");
  const std::size_t bytes = has_body && !length.empty() ? std::stoul(length) : 0;
  while (input_.size() < bytes) {
    if (!receive()) return {};
  }
  reply.body = input_.substr(0, bytes);
  input_.erase(0, bytes);
  reply.status = std::stoi(reply.head.substr(9, 3));
  return reply;
}

bool RawClient::ends() {
  if (!input_.empty()) return false;
  char byte = 0;
  return ::recv(socket_, &byte, 1, 0) <= 0;
}

}  // namespace fieldcall::server::test
