#include "transport/fault.hpp"

#include <gtest/gtest.h>

namespace fieldcall::native::test {
namespace {

TEST(FaultOf, KnowsWhatDoesNotDependOnTheProgress) {
  const struct {
    CURLcode code;
    TransportFault fault;
  } cases[] = {
      {CURLE_COULDNT_RESOLVE_HOST, TransportFault::dns},
      {CURLE_COULDNT_RESOLVE_PROXY, TransportFault::dns},
      {CURLE_COULDNT_CONNECT, TransportFault::connect},
      {CURLE_OPERATION_TIMEDOUT, TransportFault::timeout},
      {CURLE_PEER_FAILED_VERIFICATION, TransportFault::certificate},
      {CURLE_SSL_CACERT_BADFILE, TransportFault::certificate},
      {CURLE_SSL_CONNECT_ERROR, TransportFault::tls},
      {CURLE_SSL_CIPHER, TransportFault::tls},
      {CURLE_URL_MALFORMAT, TransportFault::egress_denied},
      {CURLE_LOGIN_DENIED, TransportFault::egress_denied},
      {CURLE_GOT_NOTHING, TransportFault::reset},
      {CURLE_PARTIAL_FILE, TransportFault::truncated},
      {CURLE_WEIRD_SERVER_REPLY, TransportFault::bad_response},
      {CURLE_BAD_CONTENT_ENCODING, TransportFault::bad_response},
      {CURLE_FAILED_INIT, TransportFault::network},
  };
  for (const auto& [code, fault] : cases) {
    EXPECT_EQ(fault_of(code, {}), fault) << code;
    EXPECT_EQ(fault_of(code, {.sent = true, .answer_begun = true}), fault) << code;
  }
}

TEST(FaultOf, TellsABrokenConnectionByHowFarItCame) {
  for (const CURLcode code : {CURLE_SEND_ERROR, CURLE_RECV_ERROR}) {
    EXPECT_EQ(fault_of(code, {}), TransportFault::connect);
    EXPECT_EQ(fault_of(code, {.sent = true}), TransportFault::reset);
    EXPECT_EQ(fault_of(code, {.sent = true, .answer_begun = true}), TransportFault::truncated);
  }
}

TEST(FaultOf, TellsASchemeFromAnAnswer) {
  EXPECT_EQ(fault_of(CURLE_UNSUPPORTED_PROTOCOL, {}), TransportFault::egress_denied);
  EXPECT_EQ(fault_of(CURLE_UNSUPPORTED_PROTOCOL, {.sent = true}), TransportFault::bad_response);
}

}  // namespace
}  // namespace fieldcall::native::test
