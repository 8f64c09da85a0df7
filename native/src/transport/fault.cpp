#include "transport/fault.hpp"

namespace fieldcall::native {

TransportFault fault_of(CURLcode code, const TransferProgress& progress) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return TransportFault::dns;
    case CURLE_COULDNT_CONNECT:
      return TransportFault::connect;
    case CURLE_OPERATION_TIMEDOUT:
      return TransportFault::timeout;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CRL_BADFILE:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
      return TransportFault::certificate;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_USE_SSL_FAILED:
      return TransportFault::tls;
    case CURLE_URL_MALFORMAT:
    case CURLE_LOGIN_DENIED:
      return TransportFault::egress_denied;
    case CURLE_UNSUPPORTED_PROTOCOL:
      // Before the request: a scheme that is not allowed. After it: an answer that is not HTTP/1.
      return progress.sent ? TransportFault::bad_response : TransportFault::egress_denied;
    case CURLE_GOT_NOTHING:
      return TransportFault::reset;
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
      if (progress.answer_begun) return TransportFault::truncated;
      return progress.sent ? TransportFault::reset : TransportFault::connect;
    case CURLE_PARTIAL_FILE:
      return TransportFault::truncated;
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_WRITE_ERROR:  // of the decoder: ours are told apart before
      return TransportFault::bad_response;
    default:
      return TransportFault::network;
  }
}

}  // namespace fieldcall::native
