// An HTTP request and its answer as plain values: what crosses between the core and a transport.
//
// Source: RFC 9110.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace fieldcall {

struct Header {
  std::string name;   // token, as it goes on the wire
  std::string value;  // printable ASCII, space and tab; no leading or trailing white space
  bool operator==(const Header&) const = default;
};

// Complete and final: a transport adds nothing but Host, Content-Length, Accept-Encoding and what
// the connection needs. Values may hold secrets: never log one.
struct HttpRequest {
  std::string method;  // GET, HEAD, POST, PUT, PATCH or DELETE
  std::string url;     // absolute, ASCII, without fragment
  std::vector<Header> headers;
  std::string body;
  bool has_body = false;  // an empty body is a body: Content-Length: 0
};

struct HttpResponse {
  std::int32_t status = 0;      // 100 to 599
  std::vector<Header> headers;  // in the order received; repeated names stay repeated
  std::string body;             // decoded (content-encoding removed)
};

}  // namespace fieldcall
