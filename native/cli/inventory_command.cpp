#include "inventory_command.hpp"

#include <cstdio>
#include <nlohmann/json.hpp>

#include "exit_code.hpp"
#include "fieldcall/inventory.hpp"
#include "form_file.hpp"
#include "terminal.hpp"

namespace fieldcall::cli {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t title_columns = 9;

std::string joined(const ordered_json& texts) {
  std::string text;
  for (const ordered_json& part : texts) {
    text += (text.empty() ? "" : ", ") + part.get<std::string>();
  }
  return text;
}

void print_row(const std::string& title, const std::string& text) {
  if (text.empty()) return;
  std::printf("  %s %s\n", padded(title, title_columns).c_str(), printable(text).c_str());
}

std::string duration_text(const ordered_json& seconds) {
  return seconds.get<std::int64_t>() == 0 ? "" : "for " + seconds.dump() + " s";
}

std::string origin_text(const ordered_json& object) {
  const bool is_literal = object["is_literal"].get<bool>();
  return object["origin"].get<std::string>() +
         (is_literal ? "" : " (the host application decides)");
}

void print_call(const ordered_json& call) {
  const std::string auth = call["auth"].get<std::string>();
  const std::string signs_in = auth == "none" ? "" : ", auth " + auth;
  print_row(call["purpose"] == "token" ? "token" : "calls",
            call["method"].get<std::string>() + " " + origin_text(call) + signs_in);
  std::string sends;
  for (const ordered_json& path : call["sends"]) {
    sends += (sends.empty() ? "" : ", ") + path["path"].get<std::string>() + " (" +
             joined(path["in"]) + ")";
  }
  print_row("sends", sends);
  print_row("secrets", joined(call["secrets"]));
  print_row("inputs", joined(call["inputs"]));
}

void print_field(const ordered_json& field) {
  std::printf("%s  %s\n", paint(Colour::bold, printable(field["field"].get<std::string>())).c_str(),
              printable(field["name"].get<std::string>()).c_str());
  for (const ordered_json& call : field["calls"]) print_call(call);
  print_row("reads", field.contains("reads") ? joined(field["reads"]) : "");
  print_row("writes", joined(field["writes"]));
  print_row("starts", joined(field["triggers"]));
  print_row("watches", field.contains("watches") ? joined(field["watches"]) : "");
  if (field.contains("schedule")) {
    const ordered_json& schedule = field["schedule"];
    print_row("schedule",
              schedule["cron"].get<std::string>() + ", " + schedule["timezone"].get<std::string>());
  }
  print_row("keeps", duration_text(field["cache_duration"]));
  print_row("stale", duration_text(field["stale_if_error"]));
}

void print_origin(const ordered_json& origin) {
  std::printf("%s\n", paint(Colour::bold, printable(origin_text(origin))).c_str());
  print_row("fields", joined(origin["fields"]));
  print_row("sends", joined(origin["sends"]));
  print_row("secrets", joined(origin["secrets"]));
  print_row("writes", joined(origin["writes"]));
  print_row("keeps", duration_text(origin["cache_duration"]));
}

}  // namespace

void InventoryOptions::add_to(CLI::App& command) {
  command.add_option("FORM", files, "configuration; - reads standard input")->required();
  command.add_option("--root", roots, "name of a host root, besides env (repeatable)");
  command.add_flag("--json", as_json, "print JSON for machines");
}

int inventory_command(const InventoryOptions& options) {
  const auto fields = read_form(options.files, options.roots);
  if (!fields) return exit_usage;
  const std::string inventory = inventory_json(*fields);
  if (options.as_json) {
    std::printf("%s\n", inventory.c_str());
    return exit_ok;
  }
  const auto json = ordered_json::parse(inventory);
  for (const ordered_json& field : json["fields"]) print_field(field);
  std::printf("\nby origin\n");
  for (const ordered_json& origin : json["origins"]) print_origin(origin);
  return exit_ok;
}

}  // namespace fieldcall::cli
