// Heads and bodies of requests to `fieldcall serve`: whatever comes, what is accepted can be read
// in one way only, and in pieces as at once.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>

#include "body_reader.hpp"
#include "head_rules.hpp"

namespace {

using fieldcall::server::BodyReader;
using fieldcall::server::RequestHead;

constexpr std::uint64_t body_bytes_max = 1000;

void check(bool holds) {
  if (!holds) std::abort();
}

void check_head(std::string_view text, const RequestHead& head) {
  check(head.target.starts_with('/') && head.target.find(' ') == std::string::npos);
  check(head.header("Host").has_value());
  check(!(head.is_chunked && head.content_length));
  std::size_t lines = 0;
  for (const char c : text) lines += c == '\n' ? 1 : 0;
  check(lines == head.headers.size() + 2);  // the request line and the empty one
  for (const auto& [name, value] : head.headers) {
    check(!name.empty() && name.find_first_of(" \t\r\n:") == std::string::npos);
    check(value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos);
  }
}

struct Read {
  BodyReader::State state;
  std::string body;
  std::string left;
  bool operator==(const Read&) const = default;
};

Read read_body(const RequestHead& head, std::string_view bytes, std::size_t piece) {
  BodyReader reader(head, body_bytes_max);
  std::string left;
  while (!bytes.empty() && reader.state() == BodyReader::State::wants_more) {
    std::string_view part = bytes.substr(0, piece);
    bytes.remove_prefix(part.size());
    reader.read(part);
    left = part;
  }
  left += bytes;
  const BodyReader::State state = reader.state();
  std::string body = reader.take();
  check(body.size() <= body_bytes_max);
  return {state, std::move(body), std::move(left)};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto head_bytes = fieldcall::server::head_size(bytes);
  if (!head_bytes) return 0;
  check(*head_bytes <= size);
  const std::string_view text = bytes.substr(0, *head_bytes);
  const auto read = fieldcall::server::read_head(text);
  const auto* const head = std::get_if<RequestHead>(&read);
  if (head == nullptr) return 0;
  check_head(text, *head);
  const std::string_view rest = bytes.substr(*head_bytes);
  const Read at_once = read_body(*head, rest, rest.size() + 1);
  for (const std::size_t piece : {1U, 7U}) {
    const Read in_pieces = read_body(*head, rest, piece);
    check(in_pieces.state == at_once.state);
    if (at_once.state == BodyReader::State::done) check(in_pieces == at_once);
  }
  return 0;
}
