// Where a client reads secrets again when an API did not accept those a call was given (401): they
// may have been rotated since. The first ones come with CallInputs.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "fieldcall/secret.hpp"

namespace fieldcall::native {

class SecretStore {
 public:
  struct Request {
    std::string tenant;  // of the call
    std::string case_id;
    std::string field_key;
    std::vector<std::string> names;  // those the call used
  };
  // Once, from any thread, also before `read` returns; nothing = they could not be read, and the
  // call goes on without. After limits::secrets_read_max it is too late.
  using AnswerCallback = std::function<void(std::optional<Secrets>)>;

  virtual ~SecretStore() = default;

  // Called on the client's own thread: hand the work over and return. What it throws counts as
  // "could not be read".
  virtual void read(const Request& request, AnswerCallback answer) = 0;
};

}  // namespace fieldcall::native
