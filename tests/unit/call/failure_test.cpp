#include "call/failure.hpp"

#include <gtest/gtest.h>

#include <set>

namespace fieldcall::call {
namespace {

TEST(CodeOfStatus, FollowsTheDocumentedClasses) {
  using enum ErrorCode;
  for (std::int32_t status = 300; status <= 599; ++status) {
    ErrorCode wanted = server_error;
    if (status < 500) wanted = client_error;
    if (status < 400) wanted = redirect_refused;
    if (status == 401 || status == 403) wanted = unauthorized;
    if (status == 404 || status == 410) wanted = not_found;
    if (status == 429) wanted = rate_limited;
    EXPECT_EQ(code_of_status(status), wanted) << status;
  }
  for (const std::int32_t status : {-1, 0, 100, 199, 600, 1000}) {
    EXPECT_EQ(code_of_status(status), bad_response) << status;
  }
}

TEST(CodeOfFault, GivesEveryFaultANameAndACode) {
  using enum TransportFault;
  const std::vector<std::pair<TransportFault, ErrorCode>> rows{
      {dns, ErrorCode::dns_failed},
      {connect, ErrorCode::connection_failed},
      {tls, ErrorCode::tls_failed},
      {certificate, ErrorCode::certificate_invalid},
      {egress_denied, ErrorCode::egress_denied},
      {reset, ErrorCode::connection_reset},
      {truncated, ErrorCode::truncated},
      {response_too_large, ErrorCode::response_too_large},
      {headers_too_large, ErrorCode::response_too_large},
      {bad_response, ErrorCode::bad_response},
      {network, ErrorCode::network_error},
      {timeout, ErrorCode::timeout}};
  std::set<std::string_view> names;
  for (const auto& [fault, code] : rows) {
    EXPECT_EQ(code_of_fault(fault), code);
    names.insert(transport_fault_name(fault));
  }
  EXPECT_EQ(names.size(), rows.size());
}

}  // namespace
}  // namespace fieldcall::call
