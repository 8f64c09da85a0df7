// The example API inside this process, on a loopback port of its own.
//
// It needs no token and any page can send requests to loopback: a foreign Host, a foreign Origin,
// and what a browser says comes from another site without an Origin are refused.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "fieldcall/result.hpp"
#include "fieldcall/secret.hpp"

namespace fieldcall::server {

class DemoApi {
 public:
  // Any free port. `origins`: of pages that may ask, as browsers write them. Error code "usage".
  static Result<std::unique_ptr<DemoApi>> start(std::vector<std::string> origins);
  ~DemoApi();
  DemoApi(const DemoApi&) = delete;
  DemoApi& operator=(const DemoApi&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  // "http://127.0.0.1:PORT"
  [[nodiscard]] std::string origin() const;
  // What the example fields call {secret.NAME}: allowed to this API only.
  [[nodiscard]] Secrets secrets() const;

 private:
  class Implementation;
  explicit DemoApi(std::unique_ptr<Implementation> implementation);
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace fieldcall::server
