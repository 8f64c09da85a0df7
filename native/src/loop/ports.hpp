// What a host lends the loop besides sockets: an observer and stores; each may be missing.
#pragma once

#include <functional>
#include <memory>

#include "fieldcall/native/cache_store.hpp"
#include "fieldcall/native/observer.hpp"
#include "fieldcall/native/secret_store.hpp"

namespace fieldcall::native {

struct Ports {
  std::shared_ptr<Observer> observer;
  std::shared_ptr<CacheStore> cache;
  std::shared_ptr<SecretStore> secrets;
};

}  // namespace fieldcall::native
