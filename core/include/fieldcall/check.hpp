// Broken invariants of fieldcall itself. Always on, also in release builds.
//
// World failures (timeouts, bad JSON, wrong configuration) never come here: they are data.
#pragma once

namespace fieldcall {

// Called with the failed condition and its place before the process ends. The handler may log or
// unwind (longjmp, throw); if it returns, the process is aborted. It must be thread-safe.
using CheckHandler = void (*)(const char* condition, const char* file, int line);

// Sets the handler for the whole process and returns the one before; nullptr restores the default
// (print to stderr and abort). The only process-wide state in the core.
CheckHandler set_check_handler(CheckHandler handler) noexcept;

namespace base {
[[noreturn]] void check_failed(const char* condition, const char* file, int line);
}  // namespace base

}  // namespace fieldcall

#define FIELDCALL_CHECK(condition)    \
  ((condition) ? static_cast<void>(0) \
               : ::fieldcall::base::check_failed(#condition, __FILE__, __LINE__))
