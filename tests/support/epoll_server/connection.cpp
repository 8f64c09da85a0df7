#include "support/epoll_server/connection.hpp"

#include <openssl/err.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <utility>

namespace fieldcall::test {
namespace {

// The head of the first request in `input`, if it is complete; `head_bytes` includes the blank
// line.
std::optional<Request> parse_head(std::string_view input, std::size_t& head_bytes) {
  const auto end = input.find("\r\n\r\n");
  if (end == std::string_view::npos) return std::nullopt;
  head_bytes = end + 4;
  Request request;
  request.raw_head = input.substr(0, head_bytes);
  std::string_view rest = input.substr(0, end + 2);
  const auto take_line = [&rest] {
    const std::string_view line = rest.substr(0, rest.find("\r\n"));
    rest.remove_prefix(line.size() + 2);
    return line;
  };
  const std::string_view first = take_line();
  const auto space = first.find(' ');
  request.method = first.substr(0, space);
  request.target = first.substr(space + 1, first.rfind(' ') - space - 1);
  while (!rest.empty()) {
    const std::string_view line = take_line();
    const auto colon = line.find(':');
    auto value = colon == std::string_view::npos ? "" : line.substr(colon + 1);
    value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
    request.headers.emplace_back(line.substr(0, colon), value);
  }
  return request;
}

}  // namespace

Connection::Connection(std::int32_t socket, SSL_CTX* tls, OnRequest on_request)
    : socket_(socket), on_request_(std::move(on_request)), handshake_done_(tls == nullptr) {
  if (tls == nullptr) return;
  ssl_.reset(SSL_new(tls));
  SSL_set_fd(ssl_.get(), socket_);
  SSL_set_accept_state(ssl_.get());
}

Connection::~Connection() {
  if (socket_ >= 0) close(socket_);
}

bool Connection::run() {
  wants_write_ = false;
  if (wakes_at_ && Clock::now() >= *wakes_at_) wakes_at_.reset();
  if (!handshake_done_ && !shake_hands()) return false;
  if (!handshake_done_) return true;
  if (!read_available()) return false;
  while (!wakes_at_) {
    const Progress progress = step_ < script_.size() ? run_step() : next_request();
    if (progress == Progress::over) return false;
    if (progress == Progress::blocked) break;
  }
  return true;
}

bool Connection::shake_hands() {
  ERR_clear_error();
  const int result = SSL_do_handshake(ssl_.get());
  if (result == 1) {
    handshake_done_ = true;
    return true;
  }
  const int error = SSL_get_error(ssl_.get(), result);
  wants_write_ = error == SSL_ERROR_WANT_WRITE;
  return wants_write_ || error == SSL_ERROR_WANT_READ;
}

bool Connection::read_available() {
  std::array<char, 16 * 1024> buffer;
  while (true) {
    std::int64_t count = 0;
    if (ssl_) {
      ERR_clear_error();
      count = SSL_read(ssl_.get(), buffer.data(), static_cast<int>(buffer.size()));
      if (count <= 0) {
        return SSL_get_error(ssl_.get(), static_cast<int>(count)) == SSL_ERROR_WANT_READ;
      }
    } else {
      count = recv(socket_, buffer.data(), buffer.size(), 0);
      if (count == 0) return false;
      if (count < 0) return errno == EAGAIN || errno == EWOULDBLOCK;
    }
    input_.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

std::int64_t Connection::write_some(std::string_view bytes) {
  if (ssl_) {
    ERR_clear_error();
    const int count = SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size()));
    if (count > 0) return count;
    return SSL_get_error(ssl_.get(), count) == SSL_ERROR_WANT_WRITE ? 0 : -1;
  }
  const auto count = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  if (count >= 0) return count;
  return errno == EAGAIN || errno == EWOULDBLOCK ? 0 : -1;
}

Connection::Progress Connection::next_request() {
  if (finished_writing_) return Progress::blocked;
  std::size_t head_bytes = 0;
  auto request = parse_head(input_, head_bytes);
  if (!request) return Progress::blocked;
  std::size_t body_bytes = 0;
  const std::string length = request->header("Content-Length");
  std::from_chars(length.data(), length.data() + length.size(), body_bytes);
  if (input_.size() < head_bytes + body_bytes) return Progress::blocked;
  request->body = input_.substr(head_bytes, body_bytes);
  input_.erase(0, head_bytes + body_bytes);
  request->number_on_connection = ++requests_;
  script_ = on_request_(*request);
  step_ = 0;
  sent_ = 0;
  return Progress::advanced;
}

Connection::Progress Connection::run_step() {
  const Step& step = script_[step_];
  Progress progress = Progress::over;
  if (const auto* send = std::get_if<Send>(&step)) {
    progress = run_send(*send);
  } else if (const auto* drip = std::get_if<Drip>(&step)) {
    progress = run_drip(*drip);
  } else if (const auto* wait = std::get_if<Wait>(&step)) {
    progress = run_wait(wait->duration);
  } else {
    progress = run_end(*std::get_if<End>(&step));
  }
  if (progress == Progress::advanced) {
    ++step_;
    sent_ = 0;
  }
  return progress;
}

Connection::Progress Connection::run_send(const Send& send) {
  const std::uint64_t total = send.bytes.size() * send.times;
  std::string many;  // small repeated pieces are sent together
  while (sent_ < total) {
    const std::uint64_t offset = sent_ % send.bytes.size();
    std::string_view piece = std::string_view(send.bytes).substr(offset);
    if (send.times > 1 && offset == 0) {
      many.clear();
      const std::uint64_t left = (total - sent_) / send.bytes.size();
      for (std::uint64_t i = 0; i < left && many.size() < 64 * 1024; ++i) many += send.bytes;
      piece = many;
    }
    const std::int64_t count = write_some(piece);
    if (count < 0) return Progress::over;
    if (count == 0) {
      wants_write_ = true;
      return Progress::blocked;
    }
    sent_ += static_cast<std::uint64_t>(count);
  }
  return Progress::advanced;
}

Connection::Progress Connection::run_drip(const Drip& drip) {
  while (sent_ < drip.bytes.size()) {
    const std::int64_t count =
        write_some(std::string_view(drip.bytes).substr(sent_, drip.piece_bytes));
    if (count < 0) return Progress::over;
    wants_write_ = count == 0;
    if (count == 0) return Progress::blocked;
    sent_ += static_cast<std::uint64_t>(count);
    if (drip.pause.count() > 0 && sent_ < drip.bytes.size()) {
      wakes_at_ = Clock::now() + drip.pause;
      return Progress::blocked;
    }
  }
  return Progress::advanced;
}

Connection::Progress Connection::run_wait(std::chrono::milliseconds duration) {
  if (sent_ == 1) return Progress::advanced;  // it is over: `run` comes here only then
  sent_ = 1;
  wakes_at_ = Clock::now() + duration;
  return Progress::blocked;
}

Connection::Progress Connection::run_end(End end) {
  switch (end) {
    case End::close:
      if (ssl_) SSL_shutdown(ssl_.get());
      return Progress::over;
    case End::reset: {
      const linger hard{.l_onoff = 1, .l_linger = 0};
      setsockopt(socket_, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
      return Progress::over;
    }
    case End::half_close:
      shutdown(socket_, SHUT_WR);
      finished_writing_ = true;
      return Progress::advanced;
    case End::hang:
      finished_writing_ = true;
      return Progress::advanced;
  }
  return Progress::over;
}

}  // namespace fieldcall::test
