// Points in time and durations. The core reads no clock: the host passes `now` in.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace fieldcall {

// A duration in milliseconds.
using Millis = std::chrono::duration<std::int64_t, std::milli>;

// Milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
//
// Hosts should derive it from a monotonic clock anchored once to wall time, so that a clock change
// neither fires nor delays a timer. If it goes backwards, the engine goes on from the latest it
// saw.
using Instant = std::chrono::sys_time<Millis>;

// "2026-01-15T12:00:00.000Z": UTC, always with milliseconds.
std::string format_instant(Instant instant);

}  // namespace fieldcall
