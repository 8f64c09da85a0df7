#include "support/epoll_server/certificates.hpp"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <stdexcept>

namespace fieldcall::test {
namespace {

void require(bool ok, const char* what) {
  if (!ok) throw std::runtime_error(std::string("OpenSSL: ") + what);
}

EVP_PKEY* new_key() {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  require(key != nullptr, "no key");
  return key;
}

void add_extension(X509* certificate, X509* issuer, int type, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, type, value.c_str());
  require(extension != nullptr, value.c_str());
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

// Without a signature.
X509* new_certificate(EVP_PKEY* key, const char* common_name, const CertificateOptions& options) {
  static std::uint32_t serial = 0;
  X509* certificate = X509_new();
  require(certificate != nullptr, "no certificate");
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial);
  X509_gmtime_adj(X509_getm_notBefore(certificate), options.valid_from_s);
  X509_gmtime_adj(X509_getm_notAfter(certificate), options.valid_until_s);
  X509_set_pubkey(certificate, key);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(common_name), -1, -1, 0);
  return certificate;
}

void add_names(X509* certificate, X509* issuer, const CertificateOptions& options) {
  std::string names;
  for (const auto& name : options.names) names += (names.empty() ? "" : ",") + name;
  if (!names.empty()) add_extension(certificate, issuer, NID_subject_alt_name, names);
}

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const auto size = BIO_get_mem_data(bio, &data);
  std::string text(data, static_cast<std::size_t>(size));
  BIO_free(bio);
  return text;
}

std::string pem(X509* certificate) {
  BIO* bio = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(bio, certificate);
  return text_of(bio);
}

std::string pem(EVP_PKEY* key) {
  BIO* bio = BIO_new(BIO_s_mem());
  PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr);
  return text_of(bio);
}

Identity identity_of(X509* certificate, EVP_PKEY* key) {
  Identity identity{pem(certificate), pem(key)};
  X509_free(certificate);
  EVP_PKEY_free(key);
  return identity;
}

}  // namespace

CertificateAuthority::CertificateAuthority()
    : key_(new_key()), certificate_(new_certificate(key_.get(), "fieldcall test authority", {})) {
  X509* certificate = certificate_.get();
  X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
  add_extension(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE");
  add_extension(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign");
  add_extension(certificate, certificate, NID_subject_key_identifier, "hash");
  require(X509_sign(certificate, key_.get(), EVP_sha256()) > 0, "cannot sign");
}

std::string CertificateAuthority::certificate() const {
  return pem(certificate_.get());
}

Identity CertificateAuthority::issue(const CertificateOptions& options) const {
  EVP_PKEY* key = new_key();
  X509* certificate = new_certificate(key, "fieldcall test server", options);
  X509_set_issuer_name(certificate, X509_get_subject_name(certificate_.get()));
  add_names(certificate, certificate_.get(), options);
  require(X509_sign(certificate, key_.get(), EVP_sha256()) > 0, "cannot sign");
  return identity_of(certificate, key);
}

Identity self_signed(const CertificateOptions& options) {
  EVP_PKEY* key = new_key();
  X509* certificate = new_certificate(key, "fieldcall test self-signed", options);
  X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
  add_names(certificate, certificate, options);
  require(X509_sign(certificate, key, EVP_sha256()) > 0, "cannot sign");
  return identity_of(certificate, key);
}

}  // namespace fieldcall::test
