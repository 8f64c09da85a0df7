// A field and a client for the test server.
#pragma once

#include <string>

#include "fieldcall/field.hpp"
#include "fieldcall/native/client.hpp"
#include "support/epoll_server/server.hpp"

namespace fieldcall::native::test {

// Loopback, plain http and the server's port are allowed; a silent body stalls after 200 ms.
ClientOptions local_options(const fieldcall::test::EpollServer& server);

// Maps `ok` of the answer to `answer`.
Field field_at(const std::string& url, std::uint32_t retry = 3, const std::string& method = "GET");

// From its JSON; ends the program if it is wrong.
Field field_from(const std::string& json);

// The same for a path of the server.
Field local_field(const fieldcall::test::EpollServer& server, const std::string& path,
                  std::uint32_t retry = 3, const std::string& method = "GET");

}  // namespace fieldcall::native::test
