#include "connection.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <cstdio>
#include <ctime>
#include <utility>

#include "head_rules.hpp"

namespace fieldcall::server {
namespace {

namespace asio = boost::asio;

// What is thrown away after a refusal before the connection is cut.
constexpr std::uint64_t discarded_bytes_max = 16 * 1024 * 1024;

// IMF-fixdate (RFC 9110 5.6.7), in English whatever the locale.
std::string date_now() {
  constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  ::gmtime_r(&now, &utc);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                days[static_cast<std::size_t>(utc.tm_wday)], utc.tm_mday,
                months[static_cast<std::size_t>(utc.tm_mon)], utc.tm_year + 1900, utc.tm_hour,
                utc.tm_min, utc.tm_sec);
  return text.data();
}

std::string head_of(const Answer& answer, bool close) {
  std::string text = "HTTP/1.1 " + std::to_string(answer.status) + ' ' +
                     std::string(reason_phrase(answer.status)) + "\r\nDate: " + date_now() + "\r\n";
  for (const HttpHeader& header : answer.headers) {
    text += header.name + ": " + header.value + "\r\n";
  }
  // These two have none.
  if (answer.status != 204 && answer.status != 304) {
    text += "Content-Length: " + std::to_string(answer.content().size()) + "\r\n";
  }
  return text + (close ? "Connection: close\r\n\r\n" : "\r\n");
}

bool wants_to_close(const RequestHead& head) {
  const std::string_view connection = head.header("Connection").value_or("");
  return head.http_minor == 0 ? !same_name(connection, "keep-alive")
                              : same_name(connection, "close");
}

}  // namespace

Connection::Connection(asio::ip::tcp::socket socket, std::shared_ptr<Shared> shared)
    : socket_(std::move(socket)), shared_(std::move(shared)), timer_(socket_.get_executor()) {
  shared_->connections.insert(this);
}

Connection::~Connection() {
  release_body();
  end_wait();
  shared_->connections.erase(this);
  if (shared_->on_closed) shared_->on_closed();
}

void Connection::start() {
  ErrorCode ignored;
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  socket_.non_blocking(true, ignored);
  read_head();
}

void Connection::turn_away() {
  ErrorCode ignored;
  socket_.non_blocking(true, ignored);
  phase_ = Phase::head;
  refuse(Problem::too_many_connections);
}

void Connection::finish() {
  if (phase_ == Phase::idle) return close();
  close_after_ = true;
  // Wakes look_for_body, which refuses. While 100 Continue is written it comes there anyway.
  ErrorCode ignored;
  if (phase_ == Phase::body && !is_writing_) socket_.cancel(ignored);
}

void Connection::close() {
  if (phase_ == Phase::closed) return;
  phase_ = Phase::closed;
  end_wait();
  if (cancel_) std::exchange(cancel_, nullptr)();
  ErrorCode ignored;
  stop_timer();
  socket_.close(ignored);
}

void Connection::set_timer(Millis duration) {
  stop_timer();
  timer_.expires_after(std::chrono::milliseconds(duration.count()));
  timer_.async_wait([weak = weak_from_this(), number = timers_](ErrorCode error) {
    const auto self = weak.lock();
    if (error || !self || self->timers_ != number) return;
    // Who neither reads an answer nor goes away after it is not told why.
    if (self->is_writing_ || self->phase_ == Phase::lingering) return self->close();
    self->timed_out_ = true;
    ErrorCode ignored;
    self->socket_.cancel(ignored);
  });
}

void Connection::stop_timer() {
  ++timers_;  // one that is due already and not yet told is too late
  timed_out_ = false;
  timer_.cancel();
}

// Appends what comes to `input_`, then goes on with `next`. While nothing comes no buffer is held.
template <class Next>
void Connection::read_some(Next next) {
  socket_.async_wait(asio::ip::tcp::socket::wait_read,
                     [self = shared_from_this(), next](ErrorCode error) {
                       // What came together with the end of its time came too late.
                       if (self->timed_out_) error = asio::error::operation_aborted;
                       std::array<char, 16 * 1024> bytes;  // NOLINT: filled before it is read
                       std::size_t count = 0;
                       if (!error) count = self->socket_.read_some(asio::buffer(bytes), error);
                       if (error == asio::error::would_block || error == asio::error::interrupted) {
                         return self->read_some(next);
                       }
                       self->input_.append(bytes.data(), count);
                       next(error);
                     });
}

// ---- the head ----

void Connection::read_head() {
  phase_ = input_.empty() ? Phase::idle : Phase::head;
  head_.reset();
  reader_.reset();
  ++requests_;
  wait_ = ++shared_->waits;
  shared_->waiting.emplace(wait_, this);
  set_timer(shared_->options.head_timeout);
  look_for_head({});
}

void Connection::end_wait() {
  if (wait_ != 0) shared_->waiting.erase(std::exchange(wait_, 0));
}

void Connection::look_for_head(ErrorCode error) {
  if (phase_ == Phase::closed) return;
  const auto bytes = head_size(input_);
  if (bytes || error || input_.size() > shared_->options.head_bytes_max) {
    return on_head(error, bytes.value_or(0));
  }
  read_some([this](ErrorCode failed) { look_for_head(failed); });
}

void Connection::on_head(ErrorCode error, std::size_t bytes) {
  if (phase_ == Phase::closed) return;
  end_wait();
  const bool too_late = timed_out_;
  stop_timer();
  phase_ = Phase::head;
  if (bytes == 0 && !error) return refuse(Problem::headers_too_large);
  if (bytes == 0) {
    if (too_late && input_.size() > 0) return refuse(Problem::request_timeout);
    return close();
  }
  if (bytes > shared_->options.head_bytes_max) return refuse(Problem::headers_too_large);
  auto read = fieldcall::server::read_head(std::string_view(input_).substr(0, bytes));
  if (const auto* problem = std::get_if<Problem>(&read)) return refuse(*problem);
  go_on_with(std::get<RequestHead>(std::move(read)), bytes);
}

void Connection::go_on_with(RequestHead head, std::size_t head_bytes) {
  head_ = std::move(head);
  if (wants_to_close(*head_)) close_after_ = true;
  auto admitted = shared_->service->admit(*head_);
  if (auto* answer = std::get_if<Answer>(&admitted)) {
    // The body of a request that is answered without it is never read as a request.
    if (head_->has_body()) answer->close = true;
    input_.erase(0, head_bytes);
    return send(std::move(*answer));
  }
  read_body(std::get<Service::WantsBody>(admitted), head_bytes);
}

// ---- the body ----

void Connection::read_body(Service::WantsBody wants, std::size_t head_bytes) {
  phase_ = Phase::body;
  endpoint_ = wants.endpoint;
  const std::uint64_t bytes = head_->content_length.value_or(wants.bytes_max);
  if (shared_->body_bytes + bytes > shared_->options.body_bytes_total_max) {
    return refuse(Problem::unavailable);
  }
  body_bytes_ = bytes;
  shared_->body_bytes += bytes;
  reader_.emplace(*head_, wants.bytes_max);
  input_.erase(0, head_bytes);
  const auto expected = head_->header("Expect");
  if (!expected) return receive_body();
  if (!same_name(*expected, "100-continue")) return refuse(Problem::expectation_failed);
  send_continue();
}

void Connection::send_continue() {
  head_text_ = "HTTP/1.1 100 Continue\r\n\r\n";
  is_writing_ = true;
  set_timer(shared_->options.write_timeout);
  asio::async_write(socket_, asio::buffer(head_text_),
                    [self = shared_from_this()](ErrorCode error, std::size_t) {
                      self->is_writing_ = false;
                      if (self->phase_ == Phase::closed) return;
                      if (error) return self->close();
                      self->receive_body();
                    });
}

void Connection::receive_body() {
  set_timer(shared_->options.body_timeout);
  look_for_body({});
}

void Connection::look_for_body(ErrorCode error) {
  if (phase_ == Phase::closed) return;
  // Who would carry it out has ended or is about to.
  if (shared_->draining) return refuse(Problem::shutting_down);
  if (error && timed_out_) return refuse(Problem::request_timeout);
  if (error) return close();
  std::string_view bytes(input_);
  const std::size_t before = bytes.size();
  const BodyReader::State state = reader_->read(bytes);
  input_.erase(0, before - bytes.size());
  switch (state) {
    case BodyReader::State::done:
      stop_timer();
      return call(reader_->take());
    case BodyReader::State::malformed:
      return refuse(Problem::bad_request);
    case BodyReader::State::too_large:
      return refuse(Problem::body_too_large);
    case BodyReader::State::wants_more:
      break;
  }
  read_some([this](ErrorCode failed) { look_for_body(failed); });
}

// ---- the call ----

void Connection::call(std::string body) {
  phase_ = Phase::call;
  // What was set aside for chunks of unknown size may be more than came.
  shared_->body_bytes -= body_bytes_ - std::min<std::uint64_t>(body.size(), body_bytes_);
  body_bytes_ = std::min<std::uint64_t>(body.size(), body_bytes_);
  // From another thread: the executor brings the answer home.
  cancel_ = shared_->service->start(
      endpoint_, std::move(body),
      [self = shared_from_this(), executor = socket_.get_executor()](Answer answer) {
        asio::post(executor, [self, answer = std::move(answer)]() mutable {
          self->on_outcome(std::move(answer));
        });
      });
  watch();
}

// Readable means that the client went away, or that it sends the next request already: that is kept
// for later, as much of it as a head may have, so that the end behind it is seen. More stays where
// it is, and an end behind that is noticed after the call.
void Connection::watch() {
  if (input_.size() >= shared_->options.head_bytes_max) return;
  socket_.async_wait(asio::ip::tcp::socket::wait_read, [weak = weak_from_this(),
                                                        number = requests_](ErrorCode error) {
    const auto self = weak.lock();
    if (!self || error || self->phase_ != Phase::call || self->requests_ != number) return;
    self->read_ahead();
  });
}

void Connection::read_ahead() {
  std::array<char, 4096> bytes;  // NOLINT: filled before it is read
  const std::size_t room = shared_->options.head_bytes_max - input_.size();
  ErrorCode error;
  const std::size_t count =
      socket_.read_some(asio::buffer(bytes.data(), std::min(bytes.size(), room)), error);
  const bool is_early = error == asio::error::would_block || error == asio::error::interrupted;
  if (error && !is_early) return close();
  input_.append(bytes.data(), count);
  watch();
}

void Connection::on_outcome(Answer answer) {
  cancel_ = nullptr;
  release_body();
  if (phase_ == Phase::closed) return;
  send(std::move(answer));
}

void Connection::release_body() {
  shared_->body_bytes -= std::exchange(body_bytes_, 0);
}

// ---- the answer ----

void Connection::refuse(Problem problem) {
  Answer answer = problem_answer(problem);
  answer.close = true;
  send(std::move(answer));
}

void Connection::send(Answer answer) {
  phase_ = Phase::answer;
  release_body();
  answer_ = shared_->service->finished(head_ ? &*head_ : nullptr, std::move(answer));
  const bool close_now = answer_.close || close_after_ || shared_->draining;
  head_text_ = head_of(answer_, close_now);
  const std::string_view content =
      head_ && head_->method == "HEAD" ? std::string_view{} : answer_.content();
  const std::array<asio::const_buffer, 2> buffers{asio::buffer(head_text_),
                                                  asio::buffer(content.data(), content.size())};
  is_writing_ = true;
  set_timer(shared_->options.write_timeout);
  asio::async_write(socket_, buffers,
                    [self = shared_from_this(), close_now](ErrorCode error, std::size_t) {
                      self->on_sent(error, close_now);
                    });
}

void Connection::on_sent(ErrorCode error, bool close_now) {
  is_writing_ = false;
  if (phase_ == Phase::closed) return;
  stop_timer();
  answer_ = {};
  if (error) return close();
  if (close_now) return linger();
  read_head();
}

void Connection::linger() {
  phase_ = Phase::lingering;
  ErrorCode error;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, error);
  if (error) return close();
  set_timer(shared_->options.linger);
  discard();
}

void Connection::discard() {
  input_.clear();
  read_some([this](ErrorCode error) {
    if (phase_ == Phase::closed) return;
    discarded_ += input_.size();
    if (error || discarded_ > discarded_bytes_max) return close();
    discard();
  });
}

}  // namespace fieldcall::server
