#include "call/failure.hpp"

namespace fieldcall::call {

ErrorCode code_of_status(std::int32_t status) {
  switch (status) {
    case 401:
    case 403:
      return ErrorCode::unauthorized;
    case 404:
    case 410:
      return ErrorCode::not_found;
    case 429:
      return ErrorCode::rate_limited;
    default:
      break;
  }
  if (status >= 500 && status <= 599) return ErrorCode::server_error;
  if (status >= 400 && status <= 499) return ErrorCode::client_error;
  if (status >= 300 && status <= 399) return ErrorCode::redirect_refused;
  return ErrorCode::bad_response;
}

ErrorCode code_of_fault(TransportFault fault) {
  switch (fault) {
    case TransportFault::dns:
      return ErrorCode::dns_failed;
    case TransportFault::connect:
      return ErrorCode::connection_failed;
    case TransportFault::tls:
      return ErrorCode::tls_failed;
    case TransportFault::certificate:
      return ErrorCode::certificate_invalid;
    case TransportFault::egress_denied:
      return ErrorCode::egress_denied;
    case TransportFault::reset:
      return ErrorCode::connection_reset;
    case TransportFault::truncated:
      return ErrorCode::truncated;
    case TransportFault::response_too_large:
    case TransportFault::headers_too_large:
      return ErrorCode::response_too_large;
    case TransportFault::bad_response:
      return ErrorCode::bad_response;
    case TransportFault::network:
      return ErrorCode::network_error;
    case TransportFault::timeout:
      return ErrorCode::timeout;
  }
  return ErrorCode::network_error;
}

}  // namespace fieldcall::call

namespace fieldcall {

std::string_view transport_fault_name(TransportFault fault) {
  switch (fault) {
    case TransportFault::dns:
      return "dns";
    case TransportFault::connect:
      return "connect";
    case TransportFault::tls:
      return "tls";
    case TransportFault::certificate:
      return "certificate";
    case TransportFault::egress_denied:
      return "egress_denied";
    case TransportFault::reset:
      return "reset";
    case TransportFault::truncated:
      return "truncated";
    case TransportFault::response_too_large:
      return "response_too_large";
    case TransportFault::headers_too_large:
      return "headers_too_large";
    case TransportFault::bad_response:
      return "bad_response";
    case TransportFault::network:
      return "network";
    case TransportFault::timeout:
      return "timeout";
  }
  return "network";
}

}  // namespace fieldcall
