#include "progress.hpp"

#include <cstdio>

#include "terminal.hpp"

namespace fieldcall::cli {

Outcome wait_with_progress(std::future<Outcome> outcome, const std::string& what) {
  using namespace std::chrono_literals;
  if (!is_terminal(stderr)) return outcome.get();
  const auto started = std::chrono::steady_clock::now();
  bool line_shown = false;
  // Quick answers should not flicker.
  auto patience = 400ms;
  while (outcome.wait_for(patience) != std::future_status::ready) {
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - started;
    std::fprintf(stderr, "\r%s: waiting for the answer, %.1f s ", printable(what).c_str(),
                 elapsed.count());
    std::fflush(stderr);
    line_shown = true;
    patience = 100ms;
  }
  if (line_shown) std::fputs("\r\x1b[K", stderr);
  return outcome.get();
}

}  // namespace fieldcall::cli
