#include "support/shared_data.hpp"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace fieldcall::test {
namespace {

std::optional<std::string> read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace

std::string conformance_dir() {
  const std::filesystem::path dir = std::filesystem::path(FIELDCALL_SHARED_DIR) / "conformance";
  return std::filesystem::is_directory(dir) ? dir.string() : std::string{};
}

std::optional<std::string> read_conformance(std::string_view path) {
  auto content =
      read_file(std::filesystem::path(FIELDCALL_SHARED_DIR) / "conformance" / std::string(path));
  if (!content) {
    std::printf("left out: conformance/%.*s is not on this machine\n",
                static_cast<int>(path.size()), path.data());
  }
  return content;
}

std::string read_project_file(std::string_view path) {
  auto content = read_file(std::filesystem::path(FIELDCALL_SOURCE_DIR) / std::string(path));
  if (!content) {
    std::fprintf(stderr, "missing project file %.*s\n", static_cast<int>(path.size()), path.data());
    std::abort();
  }
  return std::move(*content);
}

}  // namespace fieldcall::test
