#include <gtest/gtest.h>

#include "fieldcall/import.hpp"
#include "fieldcall/limits.hpp"
#include "importing/import_fixture.hpp"

namespace fieldcall::importing {
namespace {

using test::at;
using test::codes;
using test::curl;
using test::has_note;
using test::listed;
using test::problems_of;

TEST(ImportCurl, MakesAWholeField) {
  const ImportResult result = curl(
      "curl --request POST 'https://api.example.com/v1/credit-scores?country=BE' "
      "--header 'Content-Type: application/json' --header 'X-Tenant: acme' "
      "--header 'Authorization: Bearer abc.123' --data '{\"vat\": \"BE0123\", \"income\": "
      "3250.50}' "
      "--max-time 10 --retry 2");
  EXPECT_EQ(result.field_json,
            R"({"key":"credit_scores","type":"api_call","name":"Credit scores","retry":2,)"
            R"("timeout":10000,"api_config":{"url":"https://api.example.com/v1/credit-scores",)"
            R"("method":"POST","headers":{"X-Tenant":"acme"},"params":{"country":"BE"},)"
            R"("body":{"vat":"BE0123","income":3250.50},)"
            R"("auth":{"type":"bearer","token":"{secret.api_token}"},)"
            R"("response_mapping":{"credit_scores":"@"}}})");
  ASSERT_EQ(result.secrets.size(), 1U);
  EXPECT_EQ(result.secrets[0].name, "api_token");
  EXPECT_EQ(result.secrets[0].found_in, "the header Authorization");
  EXPECT_EQ(result.secrets[0].origin, "https://api.example.com:443");
  EXPECT_EQ(codes(result.notes), "mapping_to_do secret_moved");
}

TEST(ImportCurl, ReadsFlagsInAllTheirSpellings) {
  for (const char* command :
       {"curl -XPUT -d'a=1' https://a.example/x", "curl -sSX PUT -d a=1 https://a.example/x",
        "-X PUT --data=a=1 https://a.example/x",
        "curl --request=PUT --url https://a.example/x -d a=1",
        "/usr/bin/curl -X PUT --data-r a=1 -- https://a.example/x",
        "$ curl -X put https://a.example/x -d a=1",
        "A=1 curl.exe https://a.example/x -X PUT -d a=1",
        "curl ^\"https://a.example/x^\" ^\r\n -X PUT ^\r\n --data-raw ^\"a^=1^\""}) {
    const ImportResult result = curl(command);
    EXPECT_EQ(at(result, "/api_config/method"), "\"PUT\"") << command;
    EXPECT_EQ(at(result, "/api_config/url"), "\"https://a.example/x\"") << command;
    EXPECT_EQ(at(result, "/api_config/body"), "{\"a\":\"1\"}") << command;
    EXPECT_EQ(at(result, "/api_config/body_type"), "\"form\"") << command;
  }
}

TEST(ImportCurl, ChoosesTheMethodAsCurlDoes) {
  EXPECT_EQ(at(curl("curl https://a.example/"), "/api_config/method"), "\"GET\"");
  EXPECT_EQ(at(curl("curl https://a.example/ -d ''"), "/api_config/method"), "\"POST\"");
  EXPECT_EQ(at(curl("curl https://a.example/ --json 1"), "/api_config/method"), "\"POST\"");
  EXPECT_EQ(at(curl("curl -I https://a.example/"), "/api_config/method"), "\"HEAD\"");
  EXPECT_EQ(at(curl("curl -I https://a.example/x"), "/api_config/response_mapping/x"),
            "\"$status\"");
  EXPECT_EQ(at(curl("curl -G https://a.example/ -d a=1"), "/api_config/method"), "\"GET\"");
  EXPECT_EQ(at(curl("curl -G https://a.example/ -d a=1"), "/api_config/params"), "{\"a\":\"1\"}");
  EXPECT_EQ(at(curl("curl -X GET https://a.example/ -d ''"), "/api_config/body"), "(none)");
  EXPECT_EQ(problems_of("curl -X GET https://a.example/ -d a=1"), "body_not_allowed");
  EXPECT_EQ(problems_of("curl -X OPTIONS https://a.example/"), "unsupported_flag");
}

TEST(ImportCurl, ReadsBodies) {
  const auto body = [](std::string_view flags) {
    const ImportResult result = curl("curl https://a.example/ " + std::string(flags));
    return at(result, "/api_config/body_type") + " " + at(result, "/api_config/body") + " " +
           at(result, "/api_config/headers/Content-Type");
  };
  EXPECT_EQ(body("--json '{\"a\":' --json '1}'"), "(none) {\"a\":1} (none)");
  EXPECT_EQ(body("-d '[1]'"), "(none) [1] \"application/x-www-form-urlencoded\"");
  EXPECT_EQ(body("-d a=1 -d a=2 -d b=x+y%20z"), R"("form" {"a":["1","2"],"b":"x y z"} (none))");
  EXPECT_EQ(body("-d 'a=1&b'"), R"("form" {"a":"1","b":""} (none))");
  EXPECT_EQ(body("-d abc"), R"("text" "abc" "application/x-www-form-urlencoded")");
  EXPECT_EQ(body("-d a=%E9"), R"("text" "a=%E9" "application/x-www-form-urlencoded")");
  EXPECT_EQ(body("--data-urlencode 'a=x y' --data-urlencode '=c&d' --data-urlencode e"),
            R"("form" {"a":"x y","c&d":"","e":""} (none))");
  EXPECT_EQ(body("-H 'Content-Type: text/xml' -d '<a>{data.x}</a>'"),
            R"("text" "<a>\\{data.x}</a>" "text/xml")");
  EXPECT_EQ(body("-H 'Content-Type: application/json' -d '{\"a\":'"),
            R"("text" "{\"a\":" "application/json")");
  EXPECT_EQ(body("-H 'Content-Type: application/json' -d null"),
            R"("text" "null" "application/json")");
  EXPECT_EQ(body("-H 'Content-Type: application/problem+json' -d '{}'"),
            "(none) {} \"application/problem+json\"");
  // Deeper than a configuration may be.
  EXPECT_EQ(body("--json '" + std::string(61, '[') + std::string(61, ']') + "'").substr(0, 6),
            "\"text\"");
  EXPECT_EQ(problems_of("curl https://a.example/ -d $'\\xff'"), "invalid_value");
}

TEST(ImportCurl, KeepsBracesAsText) {
  const ImportResult result = curl(
      R"(curl https://a.example/ -H 'X-T: {data.h}' --json '{"{data.k}": "{data.x} {{y}} {z}"}')");
  EXPECT_EQ(at(result, "/api_config/headers/X-T"), R"("\\{data.h}")");
  EXPECT_EQ(at(result, "/api_config/body"), R"({"{data.k}":"\\{data.x} {{y}} \\{z}"})");
}

TEST(ImportCurl, ReadsUrls) {
  const auto url = [](std::string_view text) {
    return at(curl("curl '" + std::string(text) + "'"), "/api_config/url");
  };
  EXPECT_EQ(url("https://A.example:8443/b c/\xc3\xa9?x=1#frag"),
            "\"https://A.example:8443/b%20c/%C3%A9\"");
  EXPECT_EQ(url("a.example/x"), "\"https://a.example/x\"");
  EXPECT_EQ(url("https://a.example?x=1"), "\"https://a.example\"");
  EXPECT_EQ(url("https://a.example/x?flag&y=1"), "\"https://a.example/x?flag\"");
  EXPECT_EQ(url("https://a.example/x?y=%E9"), "\"https://a.example/x?y=%E9\"");
  EXPECT_EQ(url("https://a.example/users/{userId}/{a.b}"),
            "\"https://a.example/users/{data.userId}/%7Ba.b%7D\"");
  EXPECT_EQ(url("https://a.example/100%"), "\"https://a.example/100%25\"");
  EXPECT_EQ(problems_of("curl 'https://a.example/{a,b}'"), "several_urls");
  EXPECT_EQ(problems_of("curl 'https://a.example/[1-3]'"), "several_urls");
  EXPECT_EQ(problems_of("curl 'https://a.example/?a={b,c}'"), "several_urls");
  EXPECT_EQ(at(curl("curl -g 'https://a.example/{a,b}'"), "/api_config/url"),
            "\"https://a.example/%7Ba,b%7D\"");
  EXPECT_EQ(problems_of("curl https://$HOST/x"), "invalid_value");
  EXPECT_EQ(problems_of("curl ftp://a.example/x"), "invalid_value");
  EXPECT_EQ(problems_of("curl 'https://a_b.example/'"), "invalid_value");
  EXPECT_EQ(problems_of("curl https://a.example/../x"), "invalid_field");
  EXPECT_TRUE(has_note(curl("curl a.example/x"), "names no scheme"));
}

TEST(ImportCurl, KeepsTheHeadersThatAreTheRequestsOwn) {
  const ImportResult result = curl(
      "curl https://a.example/x -H 'Accept: a/b' -H 'accept: c/d' -H 'Host: a.example' "
      "-H 'Content-Length: 5' -H 'sec-fetch-mode: cors' -H 'User-Agent:' -H 'X-Empty;' "
      "-H ':authority: a' -H 'Idempotency-Key: 1' -A 'me/1' -e 'https://b.example;auto' -r 0-9 "
      "--compressed --http2 --proxy p");
  EXPECT_EQ(at(result, "/api_config/headers"),
            R"({"Accept":"a/b, c/d","X-Empty":"","User-Agent":"me/1",)"
            R"("Referer":"https://b.example","Range":"bytes=0-9"})");
  EXPECT_TRUE(has_note(result, "Content-Length, sec-fetch-mode"));
  EXPECT_FALSE(has_note(result, "Host"));
  EXPECT_TRUE(has_note(curl("curl https://a.example/x -H 'Host: b.example'"), "Host"));
  EXPECT_TRUE(has_note(result, "would not send the header User-Agent"));
  EXPECT_TRUE(has_note(result, "Idempotency-Key"));
  EXPECT_TRUE(has_note(result, "--http2, --proxy"));
  EXPECT_EQ(problems_of("curl https://a.example/x -H 'X-A: \xc3\xa9'"), "invalid_field");
}

TEST(ImportCurl, MapsTimesAndRedirectsToTheirRanges) {
  EXPECT_EQ(at(curl("curl -m 0.5 https://a.example/"), "/timeout"), "500");
  EXPECT_EQ(at(curl("curl -m 500 https://a.example/"), "/timeout"), "120000");
  EXPECT_EQ(at(curl("curl -m .01 https://a.example/"), "/timeout"), "100");
  EXPECT_EQ(at(curl("curl -m 0 https://a.example/"), "/timeout"), "(none)");
  EXPECT_EQ(at(curl("curl --retry 50 https://a.example/"), "/retry"), "10");
  EXPECT_EQ(at(curl("curl -L https://a.example/"), "/api_config/max_redirects"), "3");
  EXPECT_EQ(at(curl("curl -L --max-redirs 1 https://a.example/"), "/api_config/max_redirects"),
            "1");
  EXPECT_EQ(at(curl("curl -L --max-redirs -1 https://a.example/"), "/api_config/max_redirects"),
            "3");
  EXPECT_EQ(at(curl("curl -L --max-redirs 0 https://a.example/"), "/api_config/max_redirects"),
            "(none)");
  EXPECT_EQ(at(curl("curl -L -d a=1 https://a.example/"), "/api_config/max_redirects"), "(none)");
  EXPECT_EQ(problems_of("curl -m soon https://a.example/"), "invalid_value");
}

// ---- credentials ----

// The auth of the field; the planted value must have vanished.
std::string auth(std::string_view flags, std::string_view planted) {
  const ImportResult result = curl("curl " + std::string(flags));
  EXPECT_EQ(import_to_json(result).find(planted), std::string::npos) << import_to_json(result);
  return at(result, "/api_config/auth");
}

TEST(ImportCurl, MovesCredentialsIntoSecrets) {
  EXPECT_EQ(auth("https://a.example/ -H 'authorization: bearer T0pS3cret'", "T0pS3cret"),
            R"({"type":"bearer","token":"{secret.api_token}"})");
  EXPECT_EQ(auth("https://a.example/ --oauth2-bearer T0pS3cret", "T0pS3cret"),
            R"({"type":"bearer","token":"{secret.api_token}"})");
  EXPECT_EQ(auth("https://a.example/ -u jan:T0pS3cret", "T0pS3cret"),
            R"({"type":"basic","username":"jan","password":"{secret.password}"})");
  EXPECT_EQ(auth("https://jan:T0p%53cret@a.example/", "T0pScret"),
            R"({"type":"basic","username":"jan","password":"{secret.password}"})");
  EXPECT_EQ(auth("https://a.example/ -u T0pS3cret:", "T0pS3cret"),
            R"({"type":"basic","username":"{secret.api_key}","password":""})");
  EXPECT_EQ(auth("https://a.example/ -H 'Authorization: Basic amFuOlQwcFMzY3JldA=='", "T0pS3cret"),
            R"({"type":"basic","username":"jan","password":"{secret.password}"})");
  EXPECT_EQ(auth("https://a.example/ -H 'Authorization: Basic ?x?'", "?x?"),
            R"({"type":"header","key":"Authorization","value":"Basic {secret.api_token}"})");
  EXPECT_EQ(auth("https://a.example/ -H 'Authorization: T0pS3cret'", "T0pS3cret"),
            R"({"type":"header","key":"Authorization","value":"{secret.api_token}"})");
  EXPECT_EQ(auth("https://a.example/ -H 'Authorization: a=\"T0pS3cret\", b=\"c\"'", "T0pS3cret"),
            R"({"type":"header","key":"Authorization","value":"{secret.api_token}"})");
  EXPECT_EQ(auth("https://a.example/ -H 'X-Api-Key: T0pS3cret'", "T0pS3cret"),
            R"({"type":"header","key":"X-Api-Key","value":"{secret.api_key}"})");
  EXPECT_EQ(auth("'https://a.example/?access_token=T0pS3cret'", "T0pS3cret"),
            R"({"type":"query","key":"access_token","value":"{secret.access_token}"})");
  EXPECT_EQ(auth("https://a.example/ -H \"Authorization: Bearer $MY_TOKEN\"", "$MY_TOKEN"),
            R"({"type":"bearer","token":"{secret.my_token}"})");
  EXPECT_TRUE(has_note(curl("curl -u jan https://a.example/"), "would ask for the password"));
}

TEST(ImportCurl, KeepsOneWayToSignInAndPlacesTheOthers) {
  const ImportResult result = curl(
      "curl 'https://a.example/x?sig=S1gn4ture&a=1' -H 'Authorization: Bearer T0pS3cret' "
      "-H 'X-Auth-Token: 0therT0ken' -u a:b -b 'sid=C00kieValue' "
      "--json '{\"client_secret\": \"Cl13ntSecret\", \"note\": \"sk_live_0123456789abcdef\", "
      "\"pin\": 1234, \"max_tokens\": 100, \"again\": \"x T0pS3cret y\"}'");
  EXPECT_EQ(at(result, "/api_config/auth/type"), "\"bearer\"");
  EXPECT_EQ(at(result, "/api_config/headers"),
            R"({"X-Auth-Token":"{secret.auth_token}","Cookie":"{secret.cookie}"})");
  EXPECT_EQ(at(result, "/api_config/params"), R"({"sig":"{secret.sig}","a":"1"})");
  EXPECT_EQ(at(result, "/api_config/body"),
            R"({"client_secret":"{secret.client_secret}","note":"{secret.note}","pin":1234,)"
            R"("max_tokens":100,"again":"x {secret.api_token} y"})");
  EXPECT_TRUE(has_note(result, "number of the body's member \"pin\""));
  EXPECT_FALSE(has_note(result, "max_tokens"));
  EXPECT_TRUE(has_note(result, "wins over"));
  const std::string json = import_to_json(result);
  for (const char* value : {"S1gn4ture", "T0pS3cret", "0therT0ken", "C00kieValue", "Cl13ntSecret",
                            "sk_live_0123456789abcdef"}) {
    EXPECT_EQ(json.find(value), std::string::npos) << value;
  }
}

TEST(ImportCurl, RefusesACredentialWhereNoSecretCanStand) {
  const ImportResult result =
      curl("curl https://a.example/ -H 'X-Api-Key: T0pS3cret' --json '{\"T0pS3cret\": 1}'");
  EXPECT_EQ(codes(result.problems), "secret_in_name");
  EXPECT_EQ(import_to_json(result).find("T0pS3cret"), std::string::npos);
  // A remark would have quoted it.
  const ImportResult twice =
      curl("curl https://a.example/ -H 'X-Api-Key: T0pS3cret' -H 'T0pS3cret: 1' -H 'T0pS3cret: 2'");
  EXPECT_EQ(import_to_json(twice).find("T0pS3cret"), std::string::npos);
  EXPECT_TRUE(has_note(twice, "holds a credential"));
  // In a path it can.
  EXPECT_EQ(
      at(curl("curl https://a.example/T0pS3cret/x -H 'X-Api-Key: T0pS3cret'"), "/api_config/url"),
      "\"https://a.example/{secret.api_key}/x\"");
}

TEST(ImportCurl, SaysWhatTheShellWouldHaveFilledIn) {
  const ImportResult result =
      curl("curl \"https://a.example/$USER_ID/x?y=${YEAR}\" -d \"$(cat body)\" -H \"X-Token: $T\"");
  EXPECT_EQ(at(curl("curl \"https://a.example/${ID}/x\""), "/api_config/url"),
            "\"https://a.example/{data.ID}/x\"");
  EXPECT_TRUE(has_note(result, "$USER_ID stands in the field"));
  EXPECT_TRUE(has_note(result, "$YEAR stands in the field"));
  EXPECT_FALSE(has_note(result, "$T stands in the field"));
  EXPECT_TRUE(has_note(result, "nothing is executed"));
}

// ---- refusals ----

TEST(ImportCurl, RefusesClearly) {
  const auto problem = [](std::string_view command) {
    const ImportResult result = curl(command);
    return result.ok() ? "imported"
                       : listed({result.problems.front()}) + " > " + result.problems.front().fix +
                             " @ " + result.problems.front().place;
  };
  EXPECT_EQ(problem("curl https://a.example --haeder 'A: b'"),
            "unknown_flag: curl has no flag --haeder > did you mean --header? @ character 24");
  EXPECT_EQ(problem("curl -s\\\n https://a.example -F a=b").substr(0, 53),
            "unsupported_flag: -F sends a multipart form, which a ");
  EXPECT_EQ(problems_of("curl https://a.example -d @file"), "file_argument");
  EXPECT_EQ(problems_of("curl https://a.example --data-binary @file --json @x"),
            "file_argument file_argument");
  EXPECT_EQ(problems_of("curl https://a.example --data-urlencode name@file"), "file_argument");
  EXPECT_EQ(problems_of("curl https://a.example --data-raw @text"), "");
  EXPECT_EQ(problems_of("curl https://a.example -H @headers -b cookies.txt"),
            "file_argument file_argument");
  EXPECT_EQ(problems_of("curl https://a.example -T file -K config -n -E cert"),
            "unsupported_flag unsupported_flag unsupported_flag unsupported_flag");
  EXPECT_EQ(problems_of("curl https://a.example --digest -u a:b"), "unsupported_flag");
  EXPECT_EQ(problems_of("curl https://a.example --next https://b.example"),
            "several_urls several_urls");
  EXPECT_EQ(problems_of("curl https://a.example -H Authorization: Bearer abc"),
            "several_urls several_urls");
  EXPECT_EQ(problems_of("curl https://a.example -H NoColon"), "invalid_value");
  EXPECT_EQ(problems_of("curl https://a.example -H"), "missing_value");
  EXPECT_EQ(problems_of("curl https://a.example -%"), "unknown_flag");
  EXPECT_EQ(problems_of("curl https://a.example --no-silent --no-such"), "unknown_flag");
  EXPECT_EQ(problems_of("curl -s"), "missing_url");
  EXPECT_EQ(problems_of(""), "not_a_command");
  EXPECT_EQ(problems_of("wget x"), "not_a_command");
  EXPECT_EQ(problems_of("\xff"), "not_a_command");
  EXPECT_EQ(problems_of(std::string("curl a\0b", 8)), "not_a_command");
}

TEST(ImportCurl, NeverShowsAWordThatMayBeASecret) {
  for (const char* command :
       {"curl https://a.example -H X-Api-Key: T0pS3cret", "curl https://a.example --tokn=T0pS3cret",
        "curl https://a.example -m T0pS3cret", "T0pS3cret",
        "curl https://a.example -H 'T0pS3cret"}) {
    EXPECT_EQ(import_to_json(curl(command)).find("T0pS3cret"), std::string::npos) << command;
  }
}

TEST(ImportCurl, HasLimits) {
  const std::string command = "curl https://a.example/ -d ";
  EXPECT_EQ(problems_of(command + std::string(limits::import_command_bytes_max, 'a')), "too_large");
  std::string pairs = command + "a";
  for (std::uint32_t i = 0; i <= limits::import_words_max; ++i) pairs += "'&'a";
  EXPECT_EQ(problems_of(pairs), "too_large");
  // A text of a template is shorter.
  EXPECT_EQ(problems_of(command + std::string(limits::template_bytes_max + 1, 'a')),
            "invalid_field");
  std::string flags = "curl https://a.example/";
  for (std::uint32_t i = 0; i < 2 * limits::import_remarks_max; ++i) flags += " --nonsense";
  const ImportResult stopped = curl(flags + " --proxy p");
  EXPECT_EQ(stopped.problems.size(), limits::import_remarks_max);
  EXPECT_FALSE(has_note(stopped, "--proxy"));
}

}  // namespace
}  // namespace fieldcall::importing
