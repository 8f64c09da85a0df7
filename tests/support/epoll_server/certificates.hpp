// Keys and certificates for tests, made at run time and kept in memory.
#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace fieldcall::test {

// PEM texts.
struct Identity {
  std::string certificate;
  std::string key;
};

struct CertificateOptions {
  std::vector<std::string> names;     // "DNS:localhost", "IP:127.0.0.1"
  std::int32_t valid_from_s = -3600;  // relative to now
  std::int32_t valid_until_s = 86'400;
};

class CertificateAuthority {
 public:
  CertificateAuthority();
  // PEM, for the client's list of authorities.
  [[nodiscard]] std::string certificate() const;
  [[nodiscard]] Identity issue(const CertificateOptions& options) const;

 private:
  struct Deleter {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(X509* certificate) const { X509_free(certificate); }
  };
  std::unique_ptr<EVP_PKEY, Deleter> key_;
  std::unique_ptr<X509, Deleter> certificate_;
};

// Signed by itself: trusted by nobody.
Identity self_signed(const CertificateOptions& options);

}  // namespace fieldcall::test
