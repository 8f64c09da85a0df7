// The request methods a field may use (RFC 9110, 9.3; RFC 5789).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace fieldcall::http {

enum class Method : std::uint8_t { get, head, post, put, patch, delete_ };

// In the order of Method, as on the wire.
inline constexpr std::array<std::string_view, 6> method_names{"GET", "HEAD",  "POST",
                                                              "PUT", "PATCH", "DELETE"};

constexpr std::string_view method_name(Method method) {
  return method_names[static_cast<std::size_t>(method)];
}

// Case-sensitive, as methods are.
constexpr std::optional<Method> parse_method(std::string_view name) {
  for (std::size_t i = 0; i < method_names.size(); ++i) {
    if (method_names[i] == name) return static_cast<Method>(i);
  }
  return std::nullopt;
}

// Safe methods ask and change nothing (RFC 9110, 9.2.1).
constexpr bool is_safe(Method method) {
  return method == Method::get || method == Method::head;
}

// A body on GET or HEAD means nothing (RFC 9110, 9.3.1), and browsers refuse to send one.
constexpr bool allows_body(Method method) {
  return !is_safe(method);
}

}  // namespace fieldcall::http
