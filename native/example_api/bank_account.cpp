// IBAN check: ISO 7064 MOD 97-10 over the rearranged number, and the bank behind it.
#include <cctype>

#include "routes.hpp"

namespace fieldcall::example_api {
namespace {

bool has_valid_check_digits(const std::string& iban) {
  if (iban.size() < 15 || iban.size() > 34) return false;
  int remainder = 0;
  for (const char c : iban.substr(4) + iban.substr(0, 4)) {
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
      remainder = (remainder * 10 + (c - '0')) % 97;
    } else {
      remainder = (remainder * 100 + (c - 'A' + 10)) % 97;
    }
  }
  return remainder == 1;
}

void answer_iban(const httplib::Request&, const std::vector<std::string>& segments,
                 httplib::Response& response) {
  std::string iban;
  for (const char c : segments[0]) {
    iban.push_back(static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
  }
  if (!has_valid_check_digits(iban)) {
    send_json(response, 200,
              {{"valid", false}, {"iban", iban}, {"messages", {"Check digits do not match."}}});
    return;
  }
  send_json(response, 200,
            {{"valid", true},
             {"iban", iban},
             {"country", iban.substr(0, 2)},
             {"bank", {{"bic", "EXMPBEBB"}, {"name", "Example Bank"}}},
             {"messages", nlohmann::ordered_json::array()}});
}

}  // namespace

void add_bank_account(Router& router) {
  router.get("/iban/v1/([A-Za-z0-9]{5,34})", answer_iban);
}

}  // namespace fieldcall::example_api
