// What was checked and what did not hold.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fieldcall::simulation {

class Expectations {
 public:
  void expect(bool holds, std::string_view what) {
    ++checks_;
    if (!holds) failures_.push_back(std::string(what) + doing_);
  }
  // Named with every failure from now on; empty = nothing in particular.
  void doing(std::string text) { doing_ = std::move(text); }

  [[nodiscard]] std::uint64_t checks() const { return checks_; }
  [[nodiscard]] const std::vector<std::string>& failures() const { return failures_; }

 private:
  std::string doing_;
  std::uint64_t checks_ = 0;
  std::vector<std::string> failures_;
};

}  // namespace fieldcall::simulation
