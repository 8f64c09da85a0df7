#include <array>

#include "fieldcall/diagnostic.hpp"

namespace fieldcall {
namespace {

constexpr std::array rows{
    DiagnosticInfo{"always_array",
                   "a JSONPath that can find several values, for a target of another type"},
    DiagnosticInfo{"answer_root",
                   "`success_when` or `error_message` looks beside status, headers and body"},
    DiagnosticInfo{"auth_header_conflict", "`auth` sets a header or param that is set already"},
    DiagnosticInfo{"bare_placeholder",
                   "a placeholder such as `{token}`, which only the host application can fill in"},
    DiagnosticInfo{"body_is_json_text",
                   "a body that is a text holding JSON, and would be sent in quotes"},
    DiagnosticInfo{"body_not_allowed", "a body on GET or HEAD"},
    DiagnosticInfo{"browser_header", "a header that a browser does not send: a preview differs"},
    DiagnosticInfo{"cached_write",
                   "a method other than GET and HEAD sends case data and is cached"},
    DiagnosticInfo{"config_too_complex", "long keys are nested around too many values"},
    DiagnosticInfo{"config_too_large", "the configuration text is over its limit"},
    DiagnosticInfo{"contradictory_rule", "a key of a mapping rule that another one makes useless"},
    DiagnosticInfo{"deadline_below_timeout", "the call ends before one attempt may"},
    DiagnosticInfo{"default_type", "a default that is not of its target's type"},
    DiagnosticInfo{"dependency_cycle",
                   "fields that wait for each other, because each writes what the next one reads"},
    DiagnosticInfo{"duplicate_field_key", "two fields have the same `key`"},
    DiagnosticInfo{"duplicate_header", "two headers differ in case only"},
    DiagnosticInfo{"duplicate_key", "a JSON key stands more than once in an object"},
    DiagnosticInfo{"duplicate_target", "a target stands twice, perhaps once with `data.` in front"},
    DiagnosticInfo{"dynamic_origin", "case data or a secret would decide scheme, host or port"},
    DiagnosticInfo{"empty_list", "a list that must name something is empty"},
    DiagnosticInfo{"empty_mapping", "`response_mapping` maps nothing"},
    DiagnosticInfo{"empty_source", "an expression without text"},
    DiagnosticInfo{"expression_syntax", "an expression that cannot be read; `offset` says where"},
    DiagnosticInfo{"hardcoded_credential", "a credential is written into the configuration"},
    DiagnosticInfo{"header_case", "a header name with capitals, where names are in lower case"},
    DiagnosticInfo{"hyphen_subtracts",
                   "a name with a hyphen and no quotes, which JMESPath subtracts"},
    DiagnosticInfo{"invalid_example", "an example that cannot be run, or that shows nothing"},
    DiagnosticInfo{"invalid_header", "a header that cannot be sent, or that the transport sets"},
    DiagnosticInfo{"invalid_json", "the text is not JSON, or nested too deeply"},
    DiagnosticInfo{"invalid_schedule",
                   "a cron text that cannot be read or never fires, or no name of a time zone"},
    DiagnosticInfo{"invalid_script", "a scripted answer that says too little or too much"},
    DiagnosticInfo{"invalid_status_set", "not a status, a range of statuses or a list of them"},
    DiagnosticInfo{"invalid_target", "a target that is not a path of names"},
    DiagnosticInfo{"invalid_value", "a text that is none of the allowed words, or of another form"},
    DiagnosticInfo{"invalid_watch", "an entry of `watch` is not a path into case data"},
    DiagnosticInfo{"missing_key", "a required key is not there"},
    DiagnosticInfo{"missing_schedule", "the trigger `scheduled` without a `schedule`"},
    DiagnosticInfo{"mustache_braces", "double braces, which are literal text"},
    DiagnosticInfo{"nothing_to_watch", "the trigger `on_update`, but no case data is used"},
    DiagnosticInfo{"null_default", "a `default` of null, which never stands in"},
    DiagnosticInfo{"out_of_range", "a number outside its range"},
    DiagnosticInfo{"placeholder_in_name", "a placeholder in a name, where none is filled in"},
    DiagnosticInfo{"placeholder_spaces",
                   "a placeholder with spaces inside its braces, which is literal text"},
    DiagnosticInfo{"placeholder_syntax", "a placeholder that cannot be read"},
    DiagnosticInfo{"plus_outside_path", "`{+...}` outside the path of a url"},
    DiagnosticInfo{"redirects_not_followed", "`max_redirects` on a method that is not redirected"},
    DiagnosticInfo{"reserved_name",
                   "a name in a target that has a meaning of its own in JavaScript"},
    DiagnosticInfo{"root_without_path", "a placeholder that names a root and no value in it"},
    DiagnosticInfo{"secret_in_expression", "an expression that computes with a secret"},
    DiagnosticInfo{"secret_in_url", "a secret becomes a part of the url"},
    DiagnosticInfo{"self_trigger", "a target that is also an input of the field"},
    DiagnosticInfo{"source_root",
                   "a source that begins with `response.`, `body.` or an input's `data.`"},
    DiagnosticInfo{"stale_without_cache", "`stale_if_error` without `cache_duration`"},
    DiagnosticInfo{"target_conflict", "a target that is a part of another one"},
    DiagnosticInfo{"template_too_long", "a text with placeholders is over its limit"},
    DiagnosticInfo{"text_answer", "a source that asks a text answer for members"},
    DiagnosticInfo{"too_many_headers", "more headers than are allowed"},
    DiagnosticInfo{"too_many_params", "more params than are allowed"},
    DiagnosticInfo{"too_many_problems", "more problems than are listed"},
    DiagnosticInfo{"too_many_targets", "`response_mapping` has too many targets"},
    DiagnosticInfo{"unknown_key", "a key that means nothing and is ignored"},
    DiagnosticInfo{"unknown_root", "a placeholder whose root nothing supplies"},
    DiagnosticInfo{"unknown_target", "a default for a target that is not mapped"},
    DiagnosticInfo{"unknown_timezone", "a time zone that the system does not have"},
    DiagnosticInfo{"unknown_variable", "a `$variable` that answers do not have"},
    DiagnosticInfo{"unsafe_path_segment", "a path segment `.` or `..`"},
    DiagnosticInfo{"unused_schedule", "a `schedule` without the trigger `scheduled`"},
    DiagnosticInfo{"unused_watch", "`watch` without the trigger `on_update`"},
    DiagnosticInfo{"url_character", "a character that a url cannot have"},
    DiagnosticInfo{"url_empty", "an empty url"},
    DiagnosticInfo{"url_fragment", "a fragment, which is never sent"},
    DiagnosticInfo{"url_host", "a host that is not written in the strict form"},
    DiagnosticInfo{"url_percent", "a percent sign that escapes nothing"},
    DiagnosticInfo{"url_port", "a port that is no number from 1 to 65535"},
    DiagnosticInfo{"url_scheme", "a url that does not begin with https:// or http://"},
    DiagnosticInfo{"url_too_long", "a url is over its limit"},
    DiagnosticInfo{"url_user_info", "a user name or password in a url"},
    DiagnosticInfo{"wrong_type", "a value of another JSON type than the key takes"},
};

constexpr bool is_sorted() {
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (rows[i].code <= rows[i - 1].code) return false;
  }
  return true;
}
static_assert(is_sorted());

}  // namespace

std::span<const DiagnosticInfo> diagnostic_table() {
  return rows;
}

}  // namespace fieldcall
