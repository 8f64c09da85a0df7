#include "fieldcall/check.hpp"

#include <atomic>
#include <cstdio>
#include <cstdlib>

namespace fieldcall {
namespace {

void print_and_abort(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "fieldcall: broken invariant: %s (%s:%d)\n", condition, file, line);
}

std::atomic<CheckHandler> current_handler{&print_and_abort};

}  // namespace

CheckHandler set_check_handler(CheckHandler handler) noexcept {
  return current_handler.exchange(handler != nullptr ? handler : &print_and_abort);
}

namespace base {

void check_failed(const char* condition, const char* file, int line) {
  current_handler.load()(condition, file, line);
  std::abort();
}

}  // namespace base
}  // namespace fieldcall
