#include "support/epoll_server/server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/bio.h>
#include <openssl/pem.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace fieldcall::test {
namespace {

void require(bool ok, const char* what) {
  if (!ok) throw std::runtime_error(std::string("test server: ") + what);
}

template <class T, class Read>
T* from_pem(const std::string& text, Read read) {
  BIO* bio = BIO_new_mem_buf(text.data(), static_cast<int>(text.size()));
  T* value = read(bio, nullptr, nullptr, nullptr);
  BIO_free(bio);
  require(value != nullptr, "unreadable PEM");
  return value;
}

void watch(std::int32_t epoll, std::int32_t socket, int operation, bool writable) {
  epoll_event event{};
  event.events = EPOLLIN | (writable ? EPOLLOUT : 0U);
  event.data.fd = socket;
  epoll_ctl(epoll, operation, socket, &event);
}

}  // namespace

EpollServer::EpollServer(ServerOptions options) : options_(std::move(options)) {
  listen_on_loopback();
  if (options_.tls) set_up_tls(*options_.tls);
  epoll_ = epoll_create1(EPOLL_CLOEXEC);
  stop_event_ = eventfd(0, EFD_CLOEXEC);
  watch(epoll_, listener_, EPOLL_CTL_ADD, false);
  watch(epoll_, stop_event_, EPOLL_CTL_ADD, false);
  thread_ = std::thread([this] {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, nullptr);  // SSL_write raises SIGPIPE
    loop();
  });
}

EpollServer::~EpollServer() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto size = write(stop_event_, &one, sizeof one);
  thread_.join();
  connections_.clear();
  close(listener_);
  close(epoll_);
  close(stop_event_);
  SSL_CTX_free(tls_);
}

std::string EpollServer::origin() const {
  return (tls_ != nullptr ? "https://" : "http://") + options_.address + ':' +
         std::to_string(port_);
}

std::vector<Request> EpollServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void EpollServer::listen_on_loopback() {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  require(inet_pton(AF_INET, options_.address.c_str(), &address.sin_addr) == 1, "address");
  require(bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0, "bind");
  require(listen(listener_, 4096) == 0, "listen");
  socklen_t size = sizeof address;
  getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
}

void EpollServer::set_up_tls(const TlsOptions& options) {
  tls_ = SSL_CTX_new(TLS_server_method());
  if (options.security_level >= 0) SSL_CTX_set_security_level(tls_, options.security_level);
  SSL_CTX_set_min_proto_version(tls_, options.version_min);
  SSL_CTX_set_max_proto_version(tls_, options.version_max);
  SSL_CTX_set_mode(tls_, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  X509* certificate = from_pem<X509>(options.identity.certificate, PEM_read_bio_X509);
  EVP_PKEY* key = from_pem<EVP_PKEY>(options.identity.key, PEM_read_bio_PrivateKey);
  require(SSL_CTX_use_certificate(tls_, certificate) == 1, "certificate");
  require(SSL_CTX_use_PrivateKey(tls_, key) == 1, "key");
  X509_free(certificate);
  EVP_PKEY_free(key);
}

void EpollServer::loop() {
  std::array<epoll_event, 512> events;
  while (true) {
    const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), wait_ms());
    for (std::size_t i = 0; count > 0 && i < static_cast<std::size_t>(count); ++i) {
      const std::int32_t socket = events[i].data.fd;
      if (socket == stop_event_) return;
      if (socket == listener_) {
        accept_all();
      } else if (connections_.contains(socket)) {
        run(socket);
      }
    }
    run_due();
  }
}

void EpollServer::accept_all() {
  while (true) {
    const std::int32_t socket = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (socket < 0) return;
    const int on = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ++accepted_;
    ++open_;
    open_max_ = std::max(open_max_.load(), open_.load());
    connections_[socket].connection = std::make_unique<Connection>(
        socket, tls_, [this](const Request& request) { return answer(request); });
    watch(epoll_, socket, EPOLL_CTL_ADD, false);
    run(socket);
  }
}

Script EpollServer::answer(const Request& request) {
  ++request_count_;
  if (options_.record_requests) {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
  }
  return options_.handler(request);
}

void EpollServer::run(std::int32_t socket) {
  Entry& entry = connections_.find(socket)->second;
  if (entry.wakes_at) timers_.erase({*entry.wakes_at, socket});
  if (!entry.connection->run()) {
    connections_.erase(socket);
    --open_;
    return;
  }
  entry.wakes_at = entry.connection->wakes_at();
  if (entry.wakes_at) timers_.insert({*entry.wakes_at, socket});
  watch(epoll_, socket, EPOLL_CTL_MOD, entry.connection->wants_write());
}

void EpollServer::run_due() {
  const auto now = Connection::Clock::now();
  while (!timers_.empty() && timers_.begin()->first <= now) run(timers_.begin()->second);
}

int EpollServer::wait_ms() const {
  if (timers_.empty()) return -1;
  const auto left = timers_.begin()->first - Connection::Clock::now();
  const auto left_ms = std::chrono::ceil<std::chrono::milliseconds>(left).count();
  return static_cast<int>(std::clamp<std::int64_t>(left_ms, 0, 60'000));
}

}  // namespace fieldcall::test
