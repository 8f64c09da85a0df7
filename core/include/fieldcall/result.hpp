// A value or the reason why there is none. For what can be refused: parsing, compiling, host
// misuse.
//
// What the world does wrong (timeouts, error statuses) is no Error: it ends in an Outcome.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>

#include "fieldcall/check.hpp"

namespace fieldcall {

// Why something was refused.
struct Error {
  std::string code;          // stable, snake_case: "unknown_function"
  std::string message;       // one sentence for a person, no trailing line feed
  std::string fix;           // what to do about it; may be empty: did you mean "length"?
  std::uint32_t offset = 0;  // bytes from the start of the refused text; 0 where there is none
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: implicit
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  // Precondition: ok().
  [[nodiscard]] T& value() & {
    FIELDCALL_CHECK(ok());
    return *std::get_if<0>(&state_);
  }
  [[nodiscard]] const T& value() const& {
    FIELDCALL_CHECK(ok());
    return *std::get_if<0>(&state_);
  }
  [[nodiscard]] T&& value() && {
    FIELDCALL_CHECK(ok());
    return std::move(*std::get_if<0>(&state_));
  }
  [[nodiscard]] T& operator*() & { return value(); }
  [[nodiscard]] const T& operator*() const& { return value(); }
  [[nodiscard]] T&& operator*() && { return std::move(*this).value(); }
  [[nodiscard]] T* operator->() { return &value(); }
  [[nodiscard]] const T* operator->() const { return &value(); }

  // Precondition: !ok().
  [[nodiscard]] const Error& error() const& {
    FIELDCALL_CHECK(!ok());
    return *std::get_if<1>(&state_);
  }
  [[nodiscard]] Error&& error() && {
    FIELDCALL_CHECK(!ok());
    return std::move(*std::get_if<1>(&state_));
  }

 private:
  std::variant<T, Error> state_;
};

// Success without a value.
struct Done {};

}  // namespace fieldcall
