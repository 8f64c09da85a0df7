// libcurl's hundred results to the engine's few faults.
#pragma once

#include <curl/curl.h>

#include "fieldcall/engine.hpp"

namespace fieldcall::native {

// How far the transfer had come.
struct TransferProgress {
  bool sent = false;              // request bytes may have left
  bool answer_begun = false;      // a byte of the answer arrived
  bool headers_complete = false;  // its headers are known
};

TransportFault fault_of(CURLcode code, const TransferProgress& progress);

}  // namespace fieldcall::native
