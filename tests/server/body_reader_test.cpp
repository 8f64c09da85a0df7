#include "body_reader.hpp"

#include <gtest/gtest.h>

#include <string>

namespace fieldcall::server {
namespace {

using State = BodyReader::State;

RequestHead chunked() {
  RequestHead head;
  head.is_chunked = true;
  return head;
}

RequestHead with_length(std::uint64_t bytes) {
  RequestHead head;
  head.content_length = bytes;
  return head;
}

// The state, the body and what is left, read in pieces of `piece` bytes.
std::string read(const RequestHead& head, std::string_view bytes, std::size_t piece = 1) {
  BodyReader reader(head, 20);
  std::string left;
  while (!bytes.empty()) {
    std::string_view part = bytes.substr(0, piece);
    bytes.remove_prefix(part.size());
    reader.read(part);
    left += part;
  }
  const char* const states[] = {"wants_more", "done", "malformed", "too_large"};
  return std::string(states[static_cast<std::size_t>(reader.state())]) + " '" + reader.take() +
         (reader.state() == State::done ? "' left '" + left + "'" : "'");
}

TEST(BodyReader, ReadsWhatWasToldBefore) {
  for (const std::size_t piece : {1U, 3U, 100U}) {
    EXPECT_EQ(read(with_length(3), "abcGET", piece), "done 'abc' left 'GET'");
  }
  EXPECT_EQ(read(with_length(3), "ab"), "wants_more 'ab'");
  EXPECT_EQ(read(with_length(0), "GET"), "done '' left 'GET'");
  EXPECT_EQ(BodyReader(with_length(21), 20).state(), State::too_large);
  EXPECT_EQ(BodyReader(with_length(20), 20).state(), State::wants_more);
}

TEST(BodyReader, ReadsChunks) {
  for (const std::size_t piece : {1U, 3U, 100U}) {
    EXPECT_EQ(read(chunked(), "3\r\nabc\r\n2;x=\"y\"\r\nde\r\n0\r\n\r\nGET", piece),
              "done 'abcde' left 'GET'");
    EXPECT_EQ(read(chunked(), "a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\nT: x\r\n\r\n", piece),
              "done '01234567890123456789' left ''");
  }
  EXPECT_EQ(read(chunked(), "0\r\n\r\n"), "done '' left ''");
  EXPECT_EQ(read(chunked(), "3\r\nab"), "wants_more 'ab'");
}

TEST(BodyReader, RefusesWhatIsTooLarge) {
  EXPECT_EQ(read(chunked(), "15\r\n"), "too_large ''");
  EXPECT_EQ(read(chunked(), "14\r\n01234567890123456789\r\n1\r\n").substr(0, 9), "too_large");
  EXPECT_EQ(read(chunked(), "ffffffff\r\n"), "too_large ''");
}

TEST(BodyReader, RefusesChunksThatMayBeReadInTwoWays) {
  for (const std::string bytes :
       {"\r\n", " 1\r\n", "1 \r\n", "0x1\r\n", "-1\r\n", "+1\r\n", "g\r\n", "1\n", "1\ra\r\n",
        "000000001\r\n", "1\r\nab\r\n", "1\r\na\n", "1\r\na0\r\n", "0\r\nT: x\n\r\n", "1;\x01\r\n",
        ";x\r\n"}) {
    EXPECT_EQ(read(chunked(), bytes).substr(0, 9), "malformed") << bytes;
  }
}

TEST(BodyReader, BoundsExtensionsAndTrailers) {
  EXPECT_EQ(read(chunked(), "1;" + std::string(2000, 'x')).substr(0, 9), "malformed");
  std::string trailers = "0\r\n";
  for (int i = 0; i < 200; ++i) trailers += "T: " + std::string(100, 'x') + "\r\n";
  EXPECT_EQ(read(chunked(), trailers).substr(0, 9), "malformed");
}

}  // namespace
}  // namespace fieldcall::server
