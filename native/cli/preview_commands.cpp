#include "preview_commands.hpp"

#include "render_command.hpp"

namespace fieldcall::cli {

void PreviewCommands::add_to(CLI::App& app) {
  render.add_to(*app.add_subcommand("render", "show the request, send nothing"));
  map.add_to(*app.add_subcommand("map", "put a recorded answer through the mapping"));
  simulate.add_to(*app.add_subcommand("simulate", "run a call against a scripted API"));
  test.add_to(*app.add_subcommand("test", "run the examples of fields"));
}

std::optional<int> PreviewCommands::run(const CLI::App& app) const {
  if (app.got_subcommand("render")) return render_command(render);
  if (app.got_subcommand("map")) return map_command(map);
  if (app.got_subcommand("simulate")) return simulate_command(simulate);
  if (app.got_subcommand("test")) return test_command(test);
  return std::nullopt;
}

}  // namespace fieldcall::cli
