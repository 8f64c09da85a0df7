// One connection: head, rules, body, call, answer, and again. Belongs to the server's thread.
//
// Included by the two files that know Boost and by nothing else: its headers take seconds to read.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "body_reader.hpp"
#include "http_message.hpp"
#include "http_server.hpp"
#include "problem.hpp"
#include "service.hpp"

namespace fieldcall::server {

class Connection;

// What the connections of a server share.
struct Shared {
  HttpOptions options;
  Service* service = nullptr;
  std::set<Connection*> connections;
  // Those that wait for a head or the rest of it, who waits longest first.
  std::map<std::uint64_t, Connection*> waiting;
  std::uint64_t waits = 0;       // begun so far
  std::uint64_t body_bytes = 0;  // of all bodies in memory
  bool draining = false;
  std::function<void()> on_closed;
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(boost::asio::ip::tcp::socket socket, std::shared_ptr<Shared> shared);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void start();
  // Answers 503 whatever comes.
  void turn_away();
  // Closes it unless a request is being answered; then after that. One whose body has not come is
  // refused.
  void finish();
  // Closes it at once.
  void close();

 private:
  enum class Phase : std::uint8_t { idle, head, body, call, answer, lingering, closed };
  using ErrorCode = boost::system::error_code;

  template <class Next>
  void read_some(Next next);
  void read_head();
  void look_for_head(ErrorCode error);
  void on_head(ErrorCode error, std::size_t bytes);
  void go_on_with(RequestHead head, std::size_t head_bytes);
  void read_body(Service::WantsBody wants, std::size_t head_bytes);
  void send_continue();
  void receive_body();
  void look_for_body(ErrorCode error);
  void call(std::string body);
  void watch();
  void read_ahead();
  void on_outcome(Answer answer);
  void refuse(Problem problem);
  void send(Answer answer);
  void on_sent(ErrorCode error, bool close_now);
  void linger();
  void discard();
  void release_body();
  void end_wait();
  // When it is due, what is read ends with an error and `timed_out_`, what is written with the
  // connection.
  void set_timer(Millis duration);
  void stop_timer();

  boost::asio::ip::tcp::socket socket_;
  std::shared_ptr<Shared> shared_;
  boost::asio::steady_timer timer_;
  std::string input_;  // read and not yet taken
  Phase phase_ = Phase::idle;
  std::uint64_t timers_ = 0;  // set and stopped so far
  bool timed_out_ = false;
  bool is_writing_ = false;
  bool close_after_ = false;
  std::uint64_t requests_ = 0;
  std::uint64_t wait_ = 0;  // its key in Shared::waiting, 0 = it is not there
  std::optional<RequestHead> head_;
  std::optional<BodyReader> reader_;
  Endpoint endpoint_{};
  std::uint64_t body_bytes_ = 0;  // reserved of Shared::body_bytes
  Relay::Cancel cancel_;
  std::string head_text_;  // of the answer
  Answer answer_;
  std::uint64_t discarded_ = 0;
};

}  // namespace fieldcall::server
