#include "secret_options.hpp"

#include <unistd.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "files.hpp"

namespace fieldcall::cli {
namespace {

// PREFIX_API_TOKEN=... is the secret `API_TOKEN` and, in lower case, `api_token`.
void add_secrets_from_environment(const std::string& prefix, Secrets& secrets) {
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view variable(*entry);
    const auto equals = variable.find('=');
    if (equals == std::string_view::npos || equals <= prefix.size()) continue;
    if (!variable.starts_with(prefix)) continue;
    std::string name(variable.substr(prefix.size(), equals - prefix.size()));
    if (name.front() == '_') name.erase(0, 1);
    const Secret secret{SecretText(variable.substr(equals + 1)), {}, {}};
    secrets.insert_or_assign(name, secret);
    std::transform(name.begin(), name.end(), name.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    });
    secrets.insert_or_assign(name, secret);
  }
}

}  // namespace

void SecretOptions::add_to(CLI::App& command) {
  command.add_option("--secrets", file,
                     "file with secrets: {\"name\": {\"value\": ..., \"origins\": [...]}}");
  command.add_option("--secret-env", env_prefix,
                     "take secrets from environment variables that start with this prefix");
}

Result<Secrets> SecretOptions::read() const {
  Secrets secrets;
  if (!env_prefix.empty()) add_secrets_from_environment(env_prefix, secrets);
  if (file.empty()) return secrets;
  const Result<std::string> text = read_json_file(file);
  if (!text) return text.error();
  Result<Secrets> from_file = parse_secrets(*text);
  if (!from_file) {
    Error error = from_file.error();
    error.message = file + ": " + error.message;
    return error;
  }
  for (auto& [name, secret] : *from_file) secrets.insert_or_assign(name, std::move(secret));
  return secrets;
}

}  // namespace fieldcall::cli
