// fieldcall: validate, render and run API Call fields, and try expressions, from the command line.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <string>

#include "call_options.hpp"
#include "eval_command.hpp"
#include "exit_code.hpp"
#include "fieldcall/field.hpp"
#include "fieldcall/json_text.hpp"
#include "fieldcall/version.hpp"
#include "import_command.hpp"
#include "inventory_command.hpp"
#include "next_run_command.hpp"
#include "plan_command.hpp"
#include "preview_commands.hpp"
#include "reference_command.hpp"
#include "run_command.hpp"
#ifdef FIELDCALL_WITH_SERVER
#include "serve_command.hpp"
#endif
#include "terminal.hpp"
#include "validate_command.hpp"

namespace {

using namespace fieldcall;  // NOLINT(google-build-using-namespace): the program's own

constexpr const char* footer =
    "Exit status: 0 valid, ready, ok, empty or stale; 1 the call or the expression failed; 2 "
    "usage,\n"
    "unreadable file, invalid JSON or configuration; 3 an input is missing, nothing was sent.";

int run_program(int argc, char** argv) {
  CLI::App app{"Validates, renders and runs API Call fields.", "fieldcall"};
  app.footer(footer);
  app.set_version_flag("--version", std::string(version()));
  app.require_subcommand(1);

  cli::ValidateOptions validate_options;
  CLI::App* validate = app.add_subcommand("validate", "report every problem of configurations");
  validate_options.add_to(*validate);

  cli::PreviewCommands previews;
  previews.add_to(app);

  cli::RunOptions run_options;
  CLI::App* run = app.add_subcommand("run", "make the call");
  run_options.add_to(*run);

#ifdef FIELDCALL_WITH_SERVER
  cli::ServeOptions serve_options;
  CLI::App* serve = app.add_subcommand("serve", "answer pages and programs over HTTP");
  serve_options.add_to(*serve);
#endif

  cli::EvalOptions eval_options;
  eval_options.add_to(*app.add_subcommand("eval", "evaluate JMESPath or JSONPath over JSON"));

  cli::PlanOptions plan_options;
  CLI::App* plan = app.add_subcommand("plan", "which fields of a form an event starts, and why");
  plan_options.add_to(*plan);

  cli::InventoryOptions inventory_options;
  CLI::App* inventory = app.add_subcommand("inventory", "what a form calls, sends and keeps");
  inventory_options.add_to(*inventory);

  cli::ImportOptions import_options;
  CLI::App* import =
      app.add_subcommand("import", "make a field of a curl command or an OpenAPI document");
  import_options.add_to(*import);

  cli::NextRunOptions next_run_options;
  next_run_options.add_to(*app.add_subcommand("next-run", "list when a schedule fires next"));

  app.add_subcommand("schema", "print the JSON Schema of a configuration");

  std::string topic;
  CLI::App* reference = app.add_subcommand("reference", "print reference tables as Markdown");
  reference->add_option("TOPIC", topic, "configuration, errors, diagnostics, limits or metrics")
      ->required();
  for (CLI::App* command : app.get_subcommands({})) command->footer(footer);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? cli::exit_ok : cli::exit_usage;
  }
  if (validate->parsed()) return cli::validate_command(validate_options);
  if (const std::optional<int> status = previews.run(app)) return *status;
  if (run->parsed()) return cli::run_command(run_options);
#ifdef FIELDCALL_WITH_SERVER
  if (serve->parsed()) return cli::serve_command(serve_options);
#endif
  if (app.got_subcommand("eval")) return cli::eval_command(eval_options);
  if (plan->parsed()) return cli::plan_command(plan_options);
  if (inventory->parsed()) return cli::inventory_command(inventory_options);
  if (import->parsed()) return cli::import_command(import_options);
  if (app.got_subcommand("next-run")) return cli::next_run_command(next_run_options);
  if (reference->parsed()) return cli::reference_command(topic);
  std::printf("%s\n", pretty_json(configuration_schema()).c_str());
  return cli::exit_ok;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run_program(argc, argv);
  } catch (const std::exception& error) {
    fieldcall::cli::complain(std::string("internal error: ") + error.what());
    return fieldcall::cli::exit_failed;
  }
}
