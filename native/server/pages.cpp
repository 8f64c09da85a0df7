#include "pages.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "problem.hpp"

namespace fieldcall::server {
namespace {

struct MediaType {
  std::string_view ending;
  std::string_view name;
};
constexpr std::array media_types{
    MediaType{".css", "text/css; charset=utf-8"},
    MediaType{".html", "text/html; charset=utf-8"},
    MediaType{".ico", "image/x-icon"},
    MediaType{".js", "text/javascript; charset=utf-8"},
    MediaType{".json", "application/json"},
    MediaType{".map", "application/json"},
    MediaType{".mjs", "text/javascript; charset=utf-8"},
    MediaType{".png", "image/png"},
    MediaType{".svg", "image/svg+xml"},
    MediaType{".txt", "text/plain; charset=utf-8"},
    MediaType{".wasm", "application/wasm"},
    MediaType{".webmanifest", "application/manifest+json"},
    MediaType{".webp", "image/webp"},
    MediaType{".woff2", "font/woff2"},
};

// Closes it at the end.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] int release() { return std::exchange(number_, -1); }
  void replace(int number) {
    ::close(number_);
    number_ = number;
  }

 private:
  int number_;
};

std::int32_t hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Nothing for a broken escape.
std::optional<std::string> percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    if (text.size() - i < 3) return std::nullopt;
    const std::int32_t high = hex_digit(text[i + 1]);
    const std::int32_t low = hex_digit(text[i + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    decoded += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return decoded;
}

bool is_file_name(std::string_view name) {
  return !name.empty() && name.front() != '.' && std::none_of(name.begin(), name.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return c == '/' || c == '\\' || byte < 0x20 || byte == 0x7f;
  });
}

Answer not_found() {
  return problem_answer(Problem::not_found);
}

}  // namespace

std::string_view media_type(std::string_view file_name) {
  for (const MediaType& type : media_types) {
    if (file_name.ends_with(type.ending)) return type.name;
  }
  return "application/octet-stream";
}

std::optional<std::vector<std::string>> path_segments(std::string_view path) {
  std::vector<std::string> segments;
  while (path.starts_with('/')) {
    path.remove_prefix(1);
    const std::string_view raw = path.substr(0, path.find('/'));
    path.remove_prefix(raw.size());
    if (raw.empty() && path.empty()) {
      segments.emplace_back("index.html");
      return segments;
    }
    std::optional<std::string> segment = percent_decoded(raw);
    if (!segment || !is_file_name(*segment)) return std::nullopt;
    segments.push_back(*std::move(segment));
  }
  return segments;
}

Result<std::unique_ptr<Pages>> Pages::open(const std::string& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) {
    return Error{"usage", folder + ": " + std::strerror(errno), "--pages names a folder", 0};
  }
  return std::unique_ptr<Pages>(new Pages(descriptor));
}

Pages::~Pages() {
  ::close(folder_);
}

// Below 0 = there is no such file.
int Pages::open_file(const std::vector<std::string>& segments) const {
  Descriptor place(::fcntl(folder_, F_DUPFD_CLOEXEC, 0));
  for (std::size_t i = 0; i < segments.size(); ++i) {
    // Not blocking: a named pipe would hold the thread.
    const int next = ::openat(place.number(), segments[i].c_str(),
                              O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (next < 0) return -1;
    place.replace(next);
  }
  return place.release();
}

std::shared_ptr<const std::string> Pages::read(int descriptor, const std::string& name,
                                               const Stamp& stamp) {
  const auto known = files_.find(name);
  if (known != files_.end() && known->second.stamp == stamp) return known->second.content;
  auto content = std::make_shared<std::string>();
  content->resize(static_cast<std::size_t>(stamp.bytes));
  std::size_t have = 0;
  while (have < content->size()) {
    const ssize_t count = ::read(descriptor, content->data() + have, content->size() - have);
    if (count <= 0) return nullptr;  // cut short meanwhile
    have += static_cast<std::size_t>(count);
  }
  if (known != files_.end()) {
    bytes_ -= known->second.content->size();
    files_.erase(known);
  }
  if (bytes_ + content->size() <= pages_bytes_max) {
    bytes_ += content->size();
    files_[name] = {stamp, content};
  }
  return content;
}

Answer Pages::answer(const RequestHead& head) {
  const auto segments = path_segments(head.path());
  if (!segments || segments->empty()) return not_found();
  const Descriptor file(open_file(*segments));
  struct stat status {};
  if (file.number() < 0 || ::fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode) ||
      status.st_size > page_bytes_max) {
    return not_found();
  }
  const Stamp stamp{status.st_ino, status.st_size,
                    std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec};
  std::string tag = "\"" + std::to_string(stamp.inode) + '-' + std::to_string(stamp.bytes) + '-' +
                    std::to_string(stamp.modified_ns) + '"';
  Answer answer;
  answer.headers = {{"Content-Type", std::string(media_type(segments->back()))},
                    {"Cache-Control", "no-cache"},
                    {"ETag", tag}};
  if (head.header("If-None-Match") == tag) {
    answer.status = 304;
    return answer;
  }
  std::string name;
  for (const std::string& segment : *segments) name += '/' + segment;
  answer.file = read(file.number(), name, stamp);
  return answer.file ? answer : not_found();
}

}  // namespace fieldcall::server
