#include "files.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>

#include "fieldcall/json_text.hpp"

namespace fieldcall::cli {
namespace {

constexpr std::size_t file_bytes_max = 64 * 1024 * 1024;

struct CloseFile {
  void operator()(std::FILE* file) const {
    if (file != stdin) std::fclose(file);
  }
};

std::string name_of(const std::string& path) {
  return path == "-" ? "standard input" : path;
}

Error cannot_read(const std::string& path, const std::string& why) {
  return {"unreadable_file", "cannot read " + name_of(path) + ": " + why, "", 0};
}

}  // namespace

Result<std::string> read_file(const std::string& path) {
  std::error_code ignored;
  if (path != "-" && std::filesystem::is_directory(path, ignored)) {
    return cannot_read(path, "it is a directory");
  }
  const std::unique_ptr<std::FILE, CloseFile> file(path == "-" ? stdin
                                                               : std::fopen(path.c_str(), "rb"));
  if (file == nullptr) return cannot_read(path, std::strerror(errno));
  std::string content;
  std::array<char, 64 * 1024> buffer{};
  std::size_t bytes = 0;
  while ((bytes = std::fread(buffer.data(), 1, buffer.size(), file.get())) > 0) {
    content.append(buffer.data(), bytes);
    if (content.size() > file_bytes_max) return cannot_read(path, "it is larger than 64 MiB");
  }
  if (std::ferror(file.get()) != 0) return cannot_read(path, std::strerror(errno));
  return content;
}

Result<std::string> read_json_file(const std::string& path) {
  Result<std::string> content = read_file(path);
  if (!content) return content;
  if (const Result<Done> checked = check_json(*content); !checked) {
    return Error{"invalid_json", name_of(path) + " is not valid JSON: " + checked.error().message,
                 checked.error().fix, 0};
  }
  return content;
}

}  // namespace fieldcall::cli
