// Every limit, in one place, with its reason. What a configuration may set has its range in the
// field table (core/src/config); what is here is fixed.
#pragma once

#include <cstdint>

#include "fieldcall/time.hpp"

namespace fieldcall::limits {

// ---- JSON (case data, answers, configurations) ----

// Deeper values are no answers but attacks; JavaScript engines and our writer recurse no further.
inline constexpr std::uint32_t json_depth_max = 64;
// Documents inside our own objects: an outcome read back by the next call, a line of a stream.
inline constexpr std::uint32_t json_envelope_depth_max = json_depth_max + 8;
// 100 000 nodes of 16 bytes are 1.6 MB; real answers seen have under 5 000.
inline constexpr std::uint32_t json_nodes_max = 100'000;
// Longer numbers cost quadratic time in big-number readers further down the line.
inline constexpr std::uint32_t json_number_chars_max = 1024;
// A member name beyond this is data in the wrong place.
inline constexpr std::uint32_t json_key_bytes_max = 64 * 1024;
// A form with hundreds of fields is about 300 KB.
inline constexpr std::uint32_t config_bytes_max = 4 * 1024 * 1024;
// Nobody reads more, and each one is placed in the text.
inline constexpr std::uint32_t diagnostics_max = 1000;
// The JSON Pointers of all places in a configuration together: long keys above many values would
// let diagnostics take more memory than any honest form needs (about 2 MB).
inline constexpr std::uint32_t config_pointer_bytes_max = 64 * 1024 * 1024;
// Case data given to one call.
inline constexpr std::uint32_t data_bytes_max = 4 * 1024 * 1024;

// ---- request (SPEC 4) ----

// nginx, Apache and most gateways refuse more than 8 KiB.
inline constexpr std::uint32_t url_bytes_max = 8 * 1024;
inline constexpr std::uint32_t headers_max = 64;
inline constexpr std::uint32_t header_bytes_max = 16 * 1024;
inline constexpr std::uint32_t body_bytes_max = 256 * 1024;

// ---- answer ----

inline constexpr std::uint32_t response_bytes_default = 1024 * 1024;
inline constexpr std::uint32_t response_bytes_max = 16 * 1024 * 1024;
// curl allows 300 KB, browsers 256 KB, nginx upstream 32 KB.
inline constexpr std::uint32_t response_header_bytes_max = 64 * 1024;

// ---- attempts (SPEC 5) ----

inline constexpr Millis backoff_base{500};
inline constexpr Millis backoff_max{20'000};
// A longer Retry-After ends the call with next_retry_at instead of holding it.
inline constexpr Millis retry_after_max{30'000};
// Less is not enough for a round trip.
inline constexpr Millis attempt_time_min{100};
inline constexpr Millis deadline_max{600'000};

// ---- retry budget (SPEC 5; the numbers of the AWS SDKs' standard mode) ----

inline constexpr std::int32_t retry_budget_tokens = 500;
inline constexpr std::int32_t retry_cost = 5;
inline constexpr std::int32_t retry_cost_after_timeout = 10;

// ---- circuit breaker (SPEC 5) ----

inline constexpr Millis breaker_window{30'000};
inline constexpr std::uint32_t breaker_calls_min = 10;
inline constexpr std::uint32_t breaker_failure_percent = 50;
inline constexpr Millis breaker_open_first{30'000};
inline constexpr Millis breaker_open_max{300'000};
inline constexpr std::uint32_t breaker_probes = 3;

// ---- how much at once ----

// SPEC 5. Browsers allow 6, most gateways 100 and more.
inline constexpr std::uint32_t origin_concurrency_default = 64;
// Under the process's, so that one tenant's slow APIs leave room for the others.
inline constexpr std::uint32_t tenant_concurrency_default = 256;
// Half of the usual 1024 descriptors of a process, twice that of one tenant.
inline constexpr std::uint32_t process_concurrency_default = 512;
// A waiting call holds its inputs and its rendered request, some 10 KB.
inline constexpr std::uint32_t tenant_queue_default = 16'384;
inline constexpr std::uint32_t process_queue_default = 65'536;
// Tenants times origins whose budgets, breakers and rates are remembered. The one that was idle
// longest is forgotten first: it starts anew with a full budget.
inline constexpr std::uint32_t traffic_entries_max = 10'000;
// What an API can slow us down to: one request in this time.
inline constexpr Millis learned_pause_max{300'000};
// And for how long at most: no rate limit resets later. (A paid day's quota is the host's to set.)
inline constexpr Millis learned_window_max{24 * 3600 * 1000};
// Rates are computed exactly in 64 bits up to this; slower ones are what `quota` is for.
inline constexpr Millis rate_period_max{24 * 3600 * 1000};
// Members of a structured header field and parameters of a member: what RFC 9651 asks of readers.
inline constexpr std::uint32_t structured_members_max = 1024;
inline constexpr std::uint32_t structured_parameters_max = 256;

// ---- runs of a field (SPEC 9) ----

inline constexpr std::uint32_t runs_per_minute_max = 10;
inline constexpr std::uint32_t chain_depth_max = 5;
// Fields of cases whose runs are remembered; the oldest is forgotten first.
inline constexpr std::uint32_t remembered_runs_max = 100'000;

// ---- cache (SPEC 6) ----

inline constexpr std::uint64_t cache_memory_bytes_default = 16ULL * 1024 * 1024;
// An entry is one call's mapped values. Larger answers are not kept.
inline constexpr std::uint32_t cache_entry_bytes_max = 1024 * 1024;
// A store that takes longer than this costs more than it saves.
inline constexpr Millis cache_lookup_max{500};

// ---- access tokens (SPEC 3) ----

// Renewed so long before their end: clocks differ, and a request takes its time.
inline constexpr Millis token_margin{60'000};
// RFC 6749 leaves expires_in optional.
inline constexpr Millis token_lifetime_default{300'000};
inline constexpr std::uint32_t tokens_max = 1'000;

// ---- metrics (SPEC 11) ----

// Origins told apart; more are counted together. A form calls a handful, an organisation a hundred.
inline constexpr std::uint32_t metric_origins_max = 200;
// A host name has at most 253 bytes, a port at most 6.
inline constexpr std::uint32_t metric_origin_bytes_max = 264;
// Of one metric, the one for what is too much included: OpenTelemetry's default.
inline constexpr std::uint32_t metric_series_max = 2000;

// ---- templates, expressions, mappings ----

// One template or expression; the longest seen in the wild is under 2 KB.
inline constexpr std::uint32_t template_bytes_max = 64 * 1024;
inline constexpr std::uint32_t expression_bytes_max = 16 * 1024;
inline constexpr std::uint32_t expression_depth_max = 64;
// Steps of one evaluation: a visited node or a called function is one.
inline constexpr std::uint32_t expression_steps_max = 2'000'000;
inline constexpr std::uint32_t expression_output_nodes_max = 100'000;
inline constexpr std::uint32_t expression_output_bytes_max = 16 * 1024 * 1024;
// A regular expression with its repetitions written out: every character may cost as many steps.
inline constexpr std::uint32_t regexp_instructions_max = 8192;
// All expressions of one answer, or of one request, share this many times what one may use.
inline constexpr std::uint32_t allowance_budgets = 4;
inline constexpr std::uint32_t mapping_targets_max = 256;
// A target is a handful of names; longer ones are data in the wrong place.
inline constexpr std::uint32_t target_bytes_max = 1024;
// All values of one answer together: every target may hold the whole body, the outcome holds each
// value several times.
inline constexpr std::uint32_t mapped_bytes_max = 16 * 1024 * 1024;
inline constexpr std::uint32_t params_max = 256;

// Ids given by hosts: they go into metadata, headers and urls.
inline constexpr std::uint32_t call_id_bytes_max = 256;

// ---- schedules (SPEC 9) ----

// Five fields that list every single value come to under 600 characters.
inline constexpr std::uint32_t cron_bytes_max = 1024;
// The longest name of the tz database has 32.
inline constexpr std::uint32_t timezone_bytes_max = 64;
// How far ahead a run is looked for. The rarest date is 29 February: 8 years and a day apart around
// a century year that is none.
inline constexpr std::int32_t schedule_horizon_days = 9 * 366;
// Looks at a zone's offset before a search gives up: a real zone needs under a hundred.
inline constexpr std::int32_t schedule_steps_max = 10'000;
// Times of a schedule are a minute apart at least: a start spread over less never meets the next.
inline constexpr Millis schedule_spread_max{60'000};
// Times that are listed at once.
inline constexpr std::int32_t schedule_runs_max = 1000;

// ---- outcome ----

inline constexpr std::uint32_t metadata_bytes_max = 4 * 1024;
inline constexpr std::uint32_t message_from_api_bytes_max = 500;
inline constexpr std::uint32_t sample_bytes_max = 120;

// ---- import ----

// A curl command: the largest body, headers and url of a request with the quotes around them.
inline constexpr std::uint32_t import_command_bytes_max = 1024 * 1024;
// Words of it; each flag and each value is one.
inline constexpr std::uint32_t import_words_max = 10'000;
// Credentials in one request; more are no credentials but data with unlucky names.
inline constexpr std::uint32_t import_secrets_max = 64;
// Nobody reads more remarks about one import.
inline constexpr std::uint32_t import_remarks_max = 100;
// GitHub describes its API in 12 MB, and few others come near.
inline constexpr std::uint32_t openapi_bytes_max = 32 * 1024 * 1024;
// A tenth as many bytes: descriptions consist of short words.
inline constexpr std::uint32_t openapi_nodes_max = 4'000'000;
// Schemas and references looked at for one field; more is no form that anybody fills in.
inline constexpr std::uint32_t openapi_steps_max = 5'000;
// Members below members of a body or an answer, and references to references.
inline constexpr std::uint32_t openapi_depth_max = 8;

// ---- secrets (SPEC 3) ----

// How long a host may take to read secrets again after a 401.
inline constexpr Millis secrets_read_max{5'000};
// Shorter values occur by chance in answers: scrubbing them would destroy data.
inline constexpr std::uint32_t scrubbed_secret_bytes_min = 8;

}  // namespace fieldcall::limits
