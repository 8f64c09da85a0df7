#include "transport/curl_library.hpp"

#include <curl/curl.h>

#include <string_view>

namespace fieldcall::native {
namespace {

std::string initialise() {
  if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) return "libcurl cannot be initialised";
  const curl_version_info_data* info = curl_version_info(CURLVERSION_NOW);
  if (info->version_num < 0x075500) return "libcurl is older than 7.85.0";
  // The key log and the security level are set through OpenSSL's own functions.
  if (info->ssl_version == nullptr || !std::string_view(info->ssl_version).starts_with("OpenSSL")) {
    return "libcurl was built without OpenSSL";
  }
  return {};
}

}  // namespace

const std::string& curl_library_problem() {
  static const std::string problem = initialise();
  return problem;
}

std::string built_in_ca_file() {
  const curl_version_info_data* info = curl_version_info(CURLVERSION_NOW);
  return info->age >= CURLVERSION_SEVENTH && info->cainfo != nullptr ? info->cainfo : "";
}

}  // namespace fieldcall::native
