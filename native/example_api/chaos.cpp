// Everything that goes wrong over HTTP, on request.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "routes.hpp"

namespace fieldcall::example_api {
namespace {

using Segments = std::vector<std::string>;

constexpr int delay_ms_max = 120'000;

void sleep_ms(int milliseconds) {
  std::this_thread::sleep_for(std::chrono::milliseconds(std::min(milliseconds, delay_ms_max)));
}

void answer_status(const httplib::Request& request, const Segments& segments,
                   httplib::Response& response) {
  if (request.has_param("retry_after")) {
    response.set_header("Retry-After", request.get_param_value("retry_after"));
  }
  const int status = std::stoi(segments[0]);
  send_json(response, status, {{"status", status}});
}

void answer_delay(const httplib::Request&, const Segments& segments, httplib::Response& response) {
  sleep_ms(std::stoi(segments[0]));
  send_json(response, 200, {{"delayed_ms", std::stoi(segments[0])}});
}

// One byte each `segments[0]` milliseconds.
void answer_drip(const httplib::Request&, const Segments& segments, httplib::Response& response) {
  const int pause_ms = std::stoi(segments[0]);
  const std::string body = R"({"dripped": true})";
  response.set_content_provider(
      body.size(), "application/json",
      [body, pause_ms](std::size_t offset, std::size_t, httplib::DataSink& sink) {
        sleep_ms(pause_ms);
        return sink.write(body.data() + offset, 1);
      });
}

// The first bytes at once, the rest after `segments[0]` milliseconds.
void answer_stall(const httplib::Request&, const Segments& segments, httplib::Response& response) {
  const int pause_ms = std::stoi(segments[0]);
  const std::string body = R"({"stalled": true})";
  response.set_content_provider(
      body.size(), "application/json",
      [body, pause_ms](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
        if (offset == 0) return sink.write(body.data(), 2);
        sleep_ms(pause_ms);
        return sink.write(body.data() + offset, length);
      });
}

// Announces 1000 bytes and ends after 10.
void answer_cut(const httplib::Request&, const Segments&, httplib::Response& response) {
  response.set_content_provider(1000, "application/json",
                                [](std::size_t offset, std::size_t, httplib::DataSink& sink) {
                                  return offset == 0 && sink.write(R"({"cut": tr)", 10);
                                });
}

// The descriptor of the connection from `port`: httplib does not hand it to handlers.
int descriptor_of_peer(int port) {
  constexpr int descriptors_max = 4096;
  for (int descriptor = 3; descriptor < descriptors_max; ++descriptor) {
    sockaddr_in peer{};
    socklen_t length = sizeof(peer);
    if (::getpeername(descriptor, reinterpret_cast<sockaddr*>(&peer), &length) == 0 &&
        peer.sin_family == AF_INET && ntohs(peer.sin_port) == port) {
      return descriptor;
    }
  }
  return -1;
}

// Ends with RST instead of FIN: connecting to no address resets a TCP connection.
void answer_reset(const httplib::Request& request, const Segments&, httplib::Response& response) {
  const int descriptor = descriptor_of_peer(request.remote_port);
  response.set_content_provider(1000, "application/json",
                                [descriptor](std::size_t, std::size_t, httplib::DataSink&) {
                                  sockaddr nowhere{};
                                  nowhere.sa_family = AF_UNSPEC;
                                  ::connect(descriptor, &nowhere, sizeof(nowhere));
                                  return false;
                                });
}

void answer_redirect(const httplib::Request& request, const Segments& segments,
                     httplib::Response& response) {
  const std::string target =
      request.has_param("to") ? request.get_param_value("to") : "/chaos/status/200";
  response.set_redirect(target, std::stoi(segments[0]));
}

std::string large_json(std::size_t bytes) {
  return "{\"filler\":\"" + std::string(bytes, 'x') + "\"}";
}

// A few kilobytes that inflate to `bytes`.
void answer_gzip_bomb(std::size_t bytes, httplib::Response& response) {
  std::string body = large_json(bytes);
  std::string compressed(::compressBound(body.size()) + 64, '\0');
  z_stream stream{};
  constexpr int gzip_window_bits = 15 + 16;
  deflateInit2(&stream, 9, Z_DEFLATED, gzip_window_bits, 9, Z_DEFAULT_STRATEGY);
  stream.next_in = reinterpret_cast<Bytef*>(body.data());
  stream.avail_in = static_cast<uInt>(body.size());
  stream.next_out = reinterpret_cast<Bytef*>(compressed.data());
  stream.avail_out = static_cast<uInt>(compressed.size());
  deflate(&stream, Z_FINISH);
  compressed.resize(stream.total_out);
  deflateEnd(&stream);
  response.set_header("Content-Encoding", "gzip");
  // A type that httplib does not compress once more.
  response.set_content(compressed, "application/octet-stream");
}

void answer_html(const httplib::Request&, const Segments&, httplib::Response& response) {
  response.set_content("<!doctype html><title>Sign in</title><p>Please sign in.</p>", "text/html");
}

void answer_echo(const httplib::Request& request, const Segments&, httplib::Response& response) {
  nlohmann::ordered_json headers;
  for (const auto& [name, value] : request.headers) headers[name] = value;
  send_json(response, 200,
            {{"method", request.method},
             {"target", request.target},
             {"headers", headers},
             {"body", request.body}});
}

}  // namespace

void add_chaos(Router& router, const ApiOptions& options) {
  const auto size = [max = options.chaos_bytes_max](const Segments& segments) {
    return std::min<std::size_t>(std::stoul(segments[0]), max);
  };
  router.any(R"(/chaos/status/(\d{3}))", answer_status);
  router.any(R"(/chaos/delay/(\d{1,6}))", answer_delay);
  router.any(R"(/chaos/drip/(\d{1,6}))", answer_drip);
  router.any(R"(/chaos/stall/(\d{1,6}))", answer_stall);
  router.any("/chaos/cut", answer_cut);
  if (options.has_reset) router.any("/chaos/reset", answer_reset);
  router.any(R"(/chaos/redirect/(30[12378]))", answer_redirect);
  router.any(R"(/chaos/huge/(\d{1,8}))", [size](const httplib::Request&, const Segments& segments,
                                                httplib::Response& response) {
    response.set_content(large_json(size(segments)), "application/json");
  });
  router.any(R"(/chaos/gzip-bomb/(\d{1,8}))",
             [size](const httplib::Request&, const Segments& segments,
                    httplib::Response& response) { answer_gzip_bomb(size(segments), response); });
  router.any("/chaos/html", answer_html);
  router.any("/chaos/echo", answer_echo);
}

}  // namespace fieldcall::example_api
