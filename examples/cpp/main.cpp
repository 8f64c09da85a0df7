#include <fieldcall/field.hpp>
#include <fieldcall/native/client.hpp>

#include <fstream>
#include <iostream>
#include <iterator>

int main(int argc, char** argv) {
  std::ifstream file(argc > 1 ? argv[1] : "field.json");
  const std::string text(std::istreambuf_iterator<char>(file), {});
  const auto configuration = fieldcall::parse_configuration(text);
  if (fieldcall::has_errors(configuration.diagnostics) || configuration.fields.empty()) {
    std::cerr << fieldcall::diagnostics_to_json(configuration.diagnostics) << '\n';
    return 2;
  }
  fieldcall::native::Client client;  // one thread, any number of calls
  fieldcall::CallInputs inputs;
  inputs.data_json = R"({"company": {"country": "BE", "vat_number": "100"}})";
  inputs.secrets["api_token"] = {fieldcall::SecretText("..."), {"https://api.example.com"}, {}};
  const fieldcall::Outcome outcome = client.run(configuration.fields.front(), inputs);
  std::cout << fieldcall::outcome_to_json(outcome) << '\n';  // "updates" go into the case
  return outcome.status == fieldcall::OutcomeStatus::failed ? 1 : 0;
}
