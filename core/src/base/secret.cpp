#include "base/secret.hpp"

#include <string>

namespace fieldcall {

struct SecretText::Buffer {
  explicit Buffer(std::string_view text) : bytes(text) {}
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  ~Buffer() {
    // volatile: a compiler may drop writes to memory that is about to be freed.
    volatile char* byte = bytes.data();
    for (std::size_t i = 0; i < bytes.size(); ++i) byte[i] = 0;
  }
  std::string bytes;
};

SecretText::SecretText(std::string_view text) : buffer_(std::make_shared<const Buffer>(text)) {}

namespace base {

std::string_view SecretAccess::reveal(const SecretText& text) {
  return text.buffer_ == nullptr ? std::string_view{} : std::string_view{text.buffer_->bytes};
}

}  // namespace base
}  // namespace fieldcall
