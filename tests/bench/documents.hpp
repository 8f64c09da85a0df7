// Companies with officers, as a register's API answers them, in three sizes.
#pragma once

#include <cstddef>
#include <string>

namespace fieldcall::bench {

// About 330 bytes and 24 values a company: 3, 30 and 300 make 1, 10 and 100 KB.
inline std::string companies(std::size_t count) {
  std::string text = R"({"result":{"page":{"total":)" + std::to_string(count) +
                     R"(,"company":{"score":720}},"companies":[)";
  for (std::size_t i = 0; i < count; ++i) {
    const std::string number = std::to_string(i);
    text += i == 0 ? "" : ",";
    text += R"({"name":"Example Trading )" + number + R"( NV","number":"BE0)" + number +
            R"(","status":")" + (i % 3 == 0 ? "active" : "dissolved") + R"(","score":)" +
            std::to_string((i * 37) % 850) + R"(.5,"employees":)" + std::to_string((i * 13) % 997) +
            R"(,"address":{"street":"Wetstraat )" + number +
            R"(","city":"Brussel","zip":"1000"},"officers":[{"name":"A. Person","born":19)" +
            std::to_string(40 + i % 50) + R"(},{"name":"B. Person","born":1980}],"tags":["a)" +
            std::to_string(i % 7) + R"(","b"]})";
  }
  return text + "]}}";
}

}  // namespace fieldcall::bench
