#include "body_reader.hpp"

#include <algorithm>
#include <optional>

namespace fieldcall::server {
namespace {

// A size and its extensions; a line of the trailer.
constexpr std::size_t line_bytes_max = 1024;
constexpr std::uint64_t trailer_bytes_max = 8 * 1024;
constexpr std::size_t size_digits_max = 8;

std::optional<std::uint64_t> chunk_size(std::string_view line) {
  const std::string_view digits = line.substr(0, line.find(';'));
  if (digits.empty() || digits.size() > size_digits_max) return std::nullopt;
  std::uint64_t size = 0;
  for (const char c : digits) {
    std::uint64_t digit = 0;
    if (c >= '0' && c <= '9') {
      digit = static_cast<std::uint64_t>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      digit = static_cast<std::uint64_t>(c - 'a') + 10;
    } else if (c >= 'A' && c <= 'F') {
      digit = static_cast<std::uint64_t>(c - 'A') + 10;
    } else {
      return std::nullopt;
    }
    size = size * 16 + digit;
  }
  return size;
}

}  // namespace

BodyReader::BodyReader(const RequestHead& head, std::uint64_t bytes_max)
    : place_(head.is_chunked ? Place::size_line : Place::plain),
      bytes_max_(bytes_max),
      left_(head.content_length.value_or(0)) {
  if (left_ > bytes_max_) {
    state_ = State::too_large;
  } else if (place_ == Place::plain && left_ == 0) {
    state_ = State::done;
  }
}

BodyReader::State BodyReader::read(std::string_view& bytes) {
  while (state_ == State::wants_more && !bytes.empty()) {
    if (place_ == Place::plain || place_ == Place::data) {
      read_data(bytes);
    } else {
      read_line_byte(bytes.front());
      bytes.remove_prefix(1);
    }
  }
  return state_;
}

void BodyReader::read_data(std::string_view& bytes) {
  const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
  body_.append(bytes.substr(0, count));
  bytes.remove_prefix(count);
  left_ -= count;
  if (left_ > 0) return;
  if (place_ == Place::plain) {
    state_ = State::done;
  } else {
    place_ = Place::data_end;
  }
}

void BodyReader::read_line_byte(char byte) {
  if (byte == '\n') {
    if (!line_.ends_with('\r')) {
      state_ = State::malformed;
      return;
    }
    line_.pop_back();
    end_line();
    line_.clear();
    return;
  }
  const bool is_text = byte == '\t' || byte == '\r' || (byte >= ' ' && byte <= '~');
  if (!is_text || line_.ends_with('\r') || line_.size() >= line_bytes_max) {
    state_ = State::malformed;
    return;
  }
  line_ += byte;
}

void BodyReader::end_line() {
  if (place_ == Place::data_end) {
    if (!line_.empty()) state_ = State::malformed;
    place_ = Place::size_line;
    return;
  }
  if (place_ == Place::trailer) {
    trailer_bytes_ += line_.size();
    if (line_.empty()) {
      state_ = State::done;
    } else if (trailer_bytes_ > trailer_bytes_max) {
      state_ = State::malformed;
    }
    return;
  }
  const std::optional<std::uint64_t> size = chunk_size(line_);
  if (!size) {
    state_ = State::malformed;
  } else if (*size > bytes_max_ - body_.size()) {
    state_ = State::too_large;
  } else if (*size == 0) {
    place_ = Place::trailer;
  } else {
    left_ = *size;
    place_ = Place::data;
  }
}

}  // namespace fieldcall::server
