// Files of one folder, read only: the demo page.
//
// A path is decoded once and walked segment by segment from the folder's descriptor without
// following links, so that nothing outside is reached whatever the path or the folder holds. Not
// served: names that start with a dot, links, anything but regular files, files over
// page_bytes_max. A folder's path with a slash at its end is its index.html.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <ctime>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fieldcall/result.hpp"
#include "http_message.hpp"

namespace fieldcall::server {

inline constexpr std::int64_t page_bytes_max = 32 * 1024 * 1024;
// Of files kept in memory; others are read each time.
inline constexpr std::size_t pages_bytes_max = 64 * 1024 * 1024;

// "text/html; charset=utf-8" for "index.html"; "application/octet-stream" for what is not known.
std::string_view media_type(std::string_view file_name);

// The segments of a url's path, decoded; nothing if it is not one of a file here.
std::optional<std::vector<std::string>> path_segments(std::string_view path);

class Pages {
 public:
  // Error code "usage": the folder cannot be opened.
  static Result<std::unique_ptr<Pages>> open(const std::string& folder);
  ~Pages();
  Pages(const Pages&) = delete;
  Pages& operator=(const Pages&) = delete;

  // 200, 304 or 404. Belongs to one thread.
  Answer answer(const RequestHead& head);

 private:
  struct Stamp {
    ino_t inode = 0;
    off_t bytes = 0;
    std::int64_t modified_ns = 0;
    bool operator==(const Stamp&) const = default;
  };
  struct File {
    Stamp stamp;
    std::shared_ptr<const std::string> content;
  };

  explicit Pages(int folder) : folder_(folder) {}
  [[nodiscard]] int open_file(const std::vector<std::string>& segments) const;
  std::shared_ptr<const std::string> read(int descriptor, const std::string& name,
                                          const Stamp& stamp);

  int folder_;
  std::map<std::string, File> files_;
  std::size_t bytes_ = 0;
};

}  // namespace fieldcall::server
