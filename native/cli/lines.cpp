#include "lines.hpp"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace fieldcall::cli {
namespace {

// A line is held in memory until it ends.
constexpr std::size_t line_bytes_max = 64 * 1024 * 1024;

Error stream_error(const std::string& what) {
  return {"unreadable_file", what, "", 0};
}

bool write_line(const std::string& line) {
  return std::fwrite(line.data(), 1, line.size(), stdout) == line.size() &&
         std::fputc('\n', stdout) != EOF;
}

}  // namespace

Result<Done> answer_lines(const std::function<std::string(std::string_view)>& answer) {
  std::string pending;  // what came of the line that has not ended yet
  std::array<char, 64 * 1024> buffer{};
  while (true) {
    // Not fread: it would wait for a full buffer while a line is there already.
    const ssize_t bytes = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (bytes < 0 && errno == EINTR) continue;
    if (bytes < 0) {
      return stream_error(std::string("cannot read standard input: ") + std::strerror(errno));
    }
    if (bytes == 0) break;
    std::string_view rest(buffer.data(), static_cast<std::size_t>(bytes));
    for (std::size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
      pending.append(rest.substr(0, end));
      rest.remove_prefix(end + 1);
      if (!write_line(answer(pending))) return stream_error("cannot write to standard output");
      pending.clear();
    }
    pending.append(rest);
    if (pending.size() > line_bytes_max) return stream_error("a line is larger than 64 MiB");
    if (std::fflush(stdout) != 0) return stream_error("cannot write to standard output");
  }
  // The last line may come without its line feed.
  if (!pending.empty() && !write_line(answer(pending))) {
    return stream_error("cannot write to standard output");
  }
  return Done{};
}

}  // namespace fieldcall::cli
