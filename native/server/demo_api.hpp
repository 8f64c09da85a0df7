// The example API inside this process, on a loopback port of its own.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "fieldcall/result.hpp"
#include "fieldcall/secret.hpp"

namespace fieldcall::server {

class DemoApi {
 public:
  // Any free port. Error code "usage".
  static Result<std::unique_ptr<DemoApi>> start();
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
