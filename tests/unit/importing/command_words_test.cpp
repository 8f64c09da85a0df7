#include "importing/command_words.hpp"

#include <gtest/gtest.h>

#include "fieldcall/limits.hpp"
#include "importing/import_fixture.hpp"

namespace fieldcall::importing {
namespace {

// Words in brackets, or the problems.
std::string joined(const CommandWords& words, const Remarks& remarks) {
  if (!remarks.problems.empty()) return test::listed(remarks.problems);
  std::string text;
  for (const CommandWord& word : words.words) text += "[" + word.text + "]";
  return text;
}

std::string shell(std::string_view line) {
  Remarks remarks;
  const CommandWords words = read_shell_words(line, remarks);
  return joined(words, remarks);
}

std::string cmd(std::string_view line) {
  Remarks remarks;
  const CommandWords words = read_cmd_words(line, remarks);
  return joined(words, remarks);
}

std::string shell_notes(std::string_view line) {
  Remarks remarks;
  const CommandWords words = read_shell_words(line, remarks);
  return joined(words, remarks) + " " + test::codes(remarks.notes);
}

TEST(ShellWords, AreReadAsAShellReadsThem) {
  EXPECT_EQ(shell("curl  -H 'a b'\t\"c d\"e"), "[curl][-H][a b][c de]");
  EXPECT_EQ(shell("a'b'\"c\"\\ d"), "[abc d]");
  EXPECT_EQ(shell("'it'\\''s' ''"), "[it's][]");
  EXPECT_EQ(shell(R"("a\"b\\c\$d\e\`")"), R"([a"b\c$d\e`])");
  EXPECT_EQ(shell("a \\\n  b\\\nc \\\r\n d"), "[a][bc][d]");
  EXPECT_EQ(shell("\"a\\\nb\""), "[ab]");
  EXPECT_EQ(shell("a # comment | more\n"), "[a]");
  EXPECT_EQ(shell("a#b"), "[a#b]");
  EXPECT_EQ(shell("a\\"), "[a]");
  EXPECT_EQ(shell(""), "");
}

TEST(ShellWords, KnowDollarQuotes) {
  EXPECT_EQ(shell(R"($'a\'b\n\t\\\"')"), "[a'b\n\t\\\"]");
  EXPECT_EQ(shell(R"($'\x41\101\u00e9\U1F600\ud83d\ude00')"),
            "[AA\xc3\xa9\xf0\x9f\x98\x80\xf0\x9f\x98\x80]");
  EXPECT_EQ(shell(R"($'\ud83d!\q\xg\u')"), "[\xef\xbf\xbd!\\q\\xg\\u]");
  EXPECT_EQ(shell("$\"a b\""), "[a b]");
}

TEST(ShellWords, KeepVariables) {
  Remarks remarks;
  const CommandWords words =
      read_shell_words("$A \"x ${B} $A\" '$C' $(cat \"a b\" $(x)) `id -u` $5 $", remarks);
  EXPECT_EQ(joined(words, remarks), "[$A][x ${B} $A][$C][$(cat \"a b\" $(x))][`id -u`][$5][$]");
  EXPECT_EQ(words.variables, (std::vector<std::string>{"A", "B"}));
  EXPECT_TRUE(words.has_substitution);
}

TEST(ShellWords, EndWithTheCommand) {
  EXPECT_EQ(shell_notes("curl a | jq ."), "[curl][a] left_out");
  EXPECT_EQ(shell_notes("curl a && echo b"), "[curl][a] left_out");
  EXPECT_EQ(shell_notes("curl a; ls"), "[curl][a] left_out");
  EXPECT_EQ(shell_notes("curl a &"), "[curl][a] left_out");
  EXPECT_EQ(shell_notes("curl a > out.json 2>&1 -v"), "[curl][a][-v] left_out left_out");
  EXPECT_EQ(shell_notes("curl 2 > x"), "[curl][2] left_out");
  EXPECT_EQ(shell_notes("curl a\n -H b"), "[curl][a][-H][b] adjusted");
  EXPECT_EQ(shell_notes("\n\ncurl a\n\n"), "[curl][a] ");
}

TEST(ShellWords, RefuseWhatAShellWouldMisread) {
  EXPECT_EQ(shell("curl 'a"), "shell_syntax: this single quote is never closed");
  EXPECT_EQ(shell("curl \"a"), "shell_syntax: this double quote is never closed");
  EXPECT_EQ(shell("curl $'a"), "shell_syntax: this $' quote is never closed");
  EXPECT_EQ(shell("curl $(a"), "shell_syntax: this $( is never closed");
  EXPECT_EQ(shell("curl `a"), "shell_syntax: this backquote is never closed");
  EXPECT_EQ(shell("curl a?b=1&c=2"), "shell_syntax: a shell ends the command at this &");
  EXPECT_EQ(shell("curl a(b)"),
            "shell_syntax: a parenthesis outside of quotes means something else here");
  EXPECT_EQ(shell("curl a >"), "shell_syntax: a file name must follow here");
  EXPECT_EQ(shell("curl a\ncurl b"),
            "several_commands: a second command or a stray text begins here");
}

TEST(ShellWords, AreCounted) {
  std::string line;
  for (std::uint32_t i = 0; i < limits::import_words_max; ++i) line += "a ";
  EXPECT_EQ(shell(line).substr(0, 3), "[a]");
  EXPECT_EQ(shell(line + "a"), "too_large: the command has too many words");
  EXPECT_EQ(cmd(line).substr(0, 3), "[a]");
  EXPECT_EQ(cmd(line + "a"), "too_large: the command has too many words");
}

TEST(CmdWords, AreReadAsWindowsReadsThem) {
  EXPECT_EQ(cmd("curl \"a b\" ^\r\n  -H ^\"x: y^\""), "[curl][a b][-H][x: y]");
  EXPECT_EQ(cmd(R"(curl "{\"a\":\"b\\\\\"}" a\b)"), R"([curl][{"a":"b\\"}][a\b])");
  EXPECT_EQ(cmd("^\"^{\\^\"a\\^\":1^}^\""), "[{\"a\":1}]");
  EXPECT_EQ(cmd("\"a^b\" a^^b a^"), "[a^b][a^b][a^]");
  EXPECT_EQ(cmd("\"a\"\"b\""), "[a\"b]");
  EXPECT_EQ(cmd("^\"a^\n\nb^\""), "[a\nb]");
  EXPECT_EQ(cmd("curl \"a"), "shell_syntax: a quote in this word is never closed");
}

TEST(CmdWords, AreToldByTheirCarets) {
  EXPECT_TRUE(is_cmd_line("curl \"a\" ^\r\n -H \"b\""));
  EXPECT_TRUE(is_cmd_line("curl ^\"a^\""));
  EXPECT_FALSE(is_cmd_line("curl a"));
  EXPECT_FALSE(is_cmd_line("curl 'a^\"b'"));
  EXPECT_FALSE(is_cmd_line("curl \"a^b\""));
}

TEST(Places, NameALineOnlyIfThereAreSeveral) {
  EXPECT_EQ(place_in("abc", 1), "character 2");
  EXPECT_EQ(place_in("abc\nde", 5), "line 2, character 2");
}

}  // namespace
}  // namespace fieldcall::importing
