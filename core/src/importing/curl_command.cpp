#include "importing/curl_command.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "fieldcall/limits.hpp"
#include "importing/curl_flag.hpp"
#include "text/ascii.hpp"
#include "text/percent.hpp"
#include "text/suggest.hpp"

namespace fieldcall::importing {
namespace {

// "curl", "/usr/bin/curl", "curl.exe".
bool is_curl(std::string_view word) {
  word = word.substr(word.find_last_of("/\\") + 1);
  return text::equals_ignoring_case(word, "curl") || text::equals_ignoring_case(word, "curl.exe");
}

// NAME=value in front of a command.
bool is_assignment(std::string_view word) {
  const std::size_t equals = word.find('=');
  return equals != std::string_view::npos && equals > 0 && !text::is_digit(word.front()) &&
         std::all_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(equals),
                     [](char c) { return text::is_alnum(c) || c == '_'; });
}

// A whole number of at most nine digits.
std::optional<std::int64_t> whole_number(std::string_view text) {
  if (text.empty() || text.size() > 9) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text) {
    if (!text::is_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

// Seconds, perhaps with a fraction, in milliseconds.
std::optional<std::int64_t> milliseconds(std::string_view text) {
  const std::size_t dot = std::min(text.find('.'), text.size());
  const auto seconds = whole_number(dot == 0 ? "0" : text.substr(0, dot));
  if (!seconds) return std::nullopt;
  std::string thousandths(dot < text.size() ? text.substr(dot + 1, 3) : std::string_view{});
  thousandths.resize(3, '0');
  const auto fraction = whole_number(thousandths);
  if (!fraction) return std::nullopt;
  return *seconds * 1000 + *fraction;
}

// curl writes a space as "+" here.
std::string url_encoded(std::string_view content) {
  std::string encoded;
  for (const char c : content) {
    if (c == ' ') {
      encoded.push_back('+');
    } else {
      text::append_percent_encoded(std::string_view(&c, 1), encoded);
    }
  }
  return encoded;
}

class CommandReader {
 public:
  CommandReader(std::string_view line, const CommandWords& words, Remarks& remarks)
      : line_(line), words_(words.words), remarks_(remarks) {}

  CurlCommand run() {
    if (!skip_to_flags()) return std::move(command_);
    bool has_flags = true;
    // More problems are not kept, and finding what was meant takes time.
    while (at_ < words_.size() && remarks_.problems.size() < limits::import_remarks_max) {
      const CommandWord& word = words_[at_++];
      if (has_flags && word.text == "--") {
        has_flags = false;
      } else if (has_flags && word.text.size() > 2 && word.text.starts_with("--")) {
        long_flag(word);
      } else if (has_flags && word.text.size() > 1 && word.text.front() == '-') {
        short_flags(word);
      } else {
        add_url(word.text, word.offset);
      }
    }
    note_left_out();
    if (command_.url.empty() && remarks_.problems.empty()) {
      remarks_.problem("missing_url", "the command names no url",
                       "write the address of the API, such as https://api.example.com/v1");
    }
    return std::move(command_);
  }

 private:
  [[nodiscard]] std::string place(std::size_t offset) const { return place_in(line_, offset); }

  // Past a prompt, assignments and the word curl.
  bool skip_to_flags() {
    if (words_.size() > 1 && (words_[0].text == "$" || words_[0].text == "%")) ++at_;
    while (at_ < words_.size() && is_assignment(words_[at_].text)) ++at_;
    if (at_ > 0 && at_ < words_.size() && is_assignment(words_[at_ - 1].text)) {
      remarks_.note("left_out", "the variables set in front of the command are left out");
    }
    if (at_ < words_.size() && is_curl(words_[at_].text)) {
      ++at_;
      return true;
    }
    const std::string_view first = at_ < words_.size() ? words_[at_].text : std::string_view{};
    const bool is_address = first.find_first_of(".:/") != std::string_view::npos;
    if (first.size() > 1 && (first.front() == '-' || is_address)) return true;
    remarks_.problem("not_a_command",
                     words_.empty() ? "there is no command" : "this is not a curl command",
                     "paste a command such as: curl -H 'Accept: application/json' "
                     "https://api.example.com/v1 (in a browser: \"copy as cURL\")");
    return false;
  }

  // ---- flags ----

  void long_flag(const CommandWord& word) {
    const std::string_view written = std::string_view(word.text).substr(2);
    const std::size_t equals = std::min(written.find('='), written.size());
    std::string_view name = written.substr(0, equals);
    const Flag* flag = find_flag(name);
    // --no-silent: switching off what a field does not have.
    if (flag == nullptr && name.starts_with("no-")) {
      const Flag* positive = find_flag(name.substr(3));
      if (positive != nullptr && !positive->takes_value) return;
    }
    if (flag == nullptr) {
      unknown_flag(name, word.offset);
      return;
    }
    const std::string shown = "--" + std::string(flag->name);
    if (!flag->takes_value) {
      apply(*flag, shown, {}, word.offset);
    } else if (equals < written.size()) {
      apply(*flag, shown, written.substr(equals + 1), word.offset);
    } else {
      apply_next_word(*flag, shown, word.offset);
    }
  }

  // The flag, or the only one that begins so.
  static const Flag* find_flag(std::string_view name) {
    const auto flags = curl_flags();
    const auto begins = [name](const Flag& flag) { return flag.name.starts_with(name); };
    const auto first = std::find_if(flags.begin(), flags.end(), begins);
    if (name.empty() || first == flags.end()) return nullptr;
    const bool is_only = first + 1 == flags.end() || !begins(*(first + 1));
    return first->name == name || is_only ? &*first : nullptr;
  }

  void unknown_flag(std::string_view name, std::size_t offset) {
    std::vector<std::string_view> known;
    for (const Flag& flag : curl_flags()) known.push_back(flag.name);
    const std::string_view nearest = text::nearest_word(name, known);
    const bool is_word = name.size() <= 40 && std::all_of(name.begin(), name.end(), [](char c) {
                           return text::is_alnum(c) || c == '-' || c == '.';
                         });
    remarks_.problem(
        "unknown_flag",
        is_word ? "curl has no flag --" + std::string(name) : std::string("curl has no such flag"),
        nearest.empty() ? "remove it" : "did you mean --" + std::string(nearest) + "?",
        place(offset));
  }

  // -sSL, -XPOST, -d'a=1'
  void short_flags(const CommandWord& word) {
    const std::string_view letters = word.text;
    for (std::size_t i = 1; i < letters.size(); ++i) {
      const char letter = letters[i];
      const auto flags = curl_flags();
      const auto flag = std::find_if(flags.begin(), flags.end(), [letter](const Flag& row) {
        return row.letter == letter && letter != '\0';
      });
      const std::string shown = std::string("-") + letter;
      if (flag == flags.end()) {
        const bool is_printable = letter > ' ' && letter < 0x7f;
        remarks_.problem("unknown_flag",
                         is_printable ? "curl has no flag " + shown : "curl has no such flag",
                         i == 1 ? "remove it" : "write flags with long names, such as --header",
                         place(word.offset));
        return;
      }
      if (!flag->takes_value) {
        apply(*flag, shown, {}, word.offset);
        continue;
      }
      if (i + 1 == letters.size()) return apply_next_word(*flag, shown, word.offset);
      return apply(*flag, shown, letters.substr(i + 1), word.offset);
    }
  }

  void apply_next_word(const Flag& flag, const std::string& shown, std::size_t offset) {
    if (at_ < words_.size()) {
      const CommandWord& value = words_[at_++];
      apply(flag, shown, value.text, value.offset);
    } else {
      remarks_.problem("missing_value", "the flag " + shown + " needs a value",
                       "write the value behind it", place(offset));
    }
  }

  void apply(const Flag& flag, const std::string& shown, std::string_view value,
             std::size_t offset) {
    using enum FlagMeaning;
    switch (flag.meaning) {
      case no_effect:
        return;
      case transport:
      case other:
        left_out_ += (left_out_.empty() ? "" : ", ") + shown;
        return;
      case file:
      case multipart:
      case authentication:
      case next:
        refuse(flag.meaning, shown, offset);
        return;
      case data:
      case data_raw:
      case data_urlencode:
      case json:
        add_data(flag.meaning, shown, value, offset);
        return;
      case max_time:
      case retry:
      case max_redirects:
        number(flag.meaning, shown, value, offset);
        return;
      case url:
        add_url(value, offset);
        return;
      case header:
        add_header(shown, value, offset);
        return;
      case cookie:
        add_cookie(shown, value, offset);
        return;
      default:
        set(flag.meaning, value);
    }
  }

  void set(FlagMeaning meaning, std::string_view value) {
    using enum FlagMeaning;
    if (meaning == method) command_.method = value;
    if (meaning == get) command_.is_get = true;
    if (meaning == head) command_.is_head = true;
    if (meaning == globoff) command_.has_globs = false;
    if (meaning == location) command_.follows_redirects = true;
    if (meaning == user) command_.user = value;
    if (meaning == bearer) command_.bearer = value;
    if (meaning == user_agent) command_.user_agent = value;
    if (meaning == range) command_.range = "bytes=" + std::string(value);
    if (meaning == referer) {
      // ";auto" makes curl set it on redirects.
      command_.referer = value.ends_with(";auto") ? value.substr(0, value.size() - 5) : value;
    }
    if (meaning == url_query) {
      if (!command_.url_query.empty()) command_.url_query.push_back('&');
      command_.url_query +=
          value.starts_with('+') ? std::string(value.substr(1)) : encoded_pair(value);
    }
  }

  void refuse(FlagMeaning meaning, const std::string& shown, std::size_t offset) {
    std::string why = shown + " needs a file, and no file is read here";
    std::string fix = "remove the flag, or write what the file holds into the command";
    std::string_view code = "unsupported_flag";
    if (meaning == FlagMeaning::multipart) {
      why = shown + " sends a multipart form, which a field cannot send";
      fix = "if the API takes JSON or a plain form, use --json or --data-urlencode";
    } else if (meaning == FlagMeaning::authentication) {
      why = shown + " signs in by a scheme that a field does not have";
      fix = "use a token (--oauth2-bearer), a name and password (--user) or a key in a header";
    } else if (meaning == FlagMeaning::next) {
      why = shown + " begins a second request";
      fix = "import one request at a time";
      code = "several_urls";
    }
    remarks_.problem(code, std::move(why), std::move(fix), place(offset));
  }

  void refuse_file(const std::string& shown, std::size_t offset) {
    remarks_.problem("file_argument", shown + " names a file, and no file is read here",
                     "write what the file holds into the command", place(offset));
  }

  void note_left_out() {
    if (left_out_.empty()) return;
    remarks_.note(
        "left_out",
        "left out, because connections are the host application's business: " + left_out_);
  }

  // ---- values ----

  void add_url(std::string_view value, std::size_t offset) {
    if (value.empty()) return;
    if (command_.url.empty()) {
      command_.url = value;
      command_.place = place(offset);
      return;
    }
    // The word may be the second half of a token: it is not shown.
    remarks_.problem("several_urls", "curl would read this word as a second url",
                     "import one request at a time, and put quotes around values with spaces",
                     place(offset));
  }

  void add_header(const std::string& shown, std::string_view value, std::size_t offset) {
    if (value.starts_with('@')) {
      refuse_file(shown, offset);
    } else if (value.find_first_of(":;") == std::string_view::npos) {
      remarks_.problem("invalid_value", "this header has no colon between its name and its value",
                       "write it like 'Accept: application/json'", place(offset));
    } else {
      command_.headers.emplace_back(value);
    }
  }

  void add_cookie(const std::string& shown, std::string_view value, std::size_t offset) {
    if (value.empty()) return;
    if (value.find('=') == std::string_view::npos) {
      refuse_file(shown, offset);
      return;
    }
    if (!command_.cookies.empty()) command_.cookies += "; ";
    command_.cookies += value;
  }

  void add_data(FlagMeaning meaning, const std::string& shown, std::string_view value,
                std::size_t offset) {
    const bool is_encoded = meaning == FlagMeaning::data_urlencode;
    const std::size_t mark = value.find_first_of("=@");
    const bool is_file = is_encoded ? mark != std::string_view::npos && value[mark] == '@'
                                    : meaning != FlagMeaning::data_raw && value.starts_with('@');
    if (is_file) {
      refuse_file(shown, offset);
      return;
    }
    const bool is_json = meaning == FlagMeaning::json;
    if (is_json) command_.has_json_flag = true;
    if (!command_.data) {
      command_.data.emplace();
    } else if (!is_json) {
      command_.data->push_back('&');
    }
    *command_.data += is_encoded ? encoded_pair(value) : std::string(value);
  }

  // "content", "=content" or "name=content": the name is encoded already.
  static std::string encoded_pair(std::string_view value) {
    const std::size_t equals = value.find('=');
    if (equals == std::string_view::npos) return url_encoded(value);
    const std::string_view content = value.substr(equals + 1);
    if (equals == 0) return url_encoded(content);
    return std::string(value.substr(0, equals + 1)) + url_encoded(content);
  }

  void number(FlagMeaning meaning, const std::string& shown, std::string_view value,
              std::size_t offset) {
    // -1 redirects: as many as there are.
    if (meaning == FlagMeaning::max_redirects && value == "-1") return;
    const auto parsed =
        meaning == FlagMeaning::max_time ? milliseconds(value) : whole_number(value);
    if (!parsed) {
      remarks_.problem("invalid_value", "the value of " + shown + " must be a number", "",
                       place(offset));
    } else if (meaning == FlagMeaning::max_time) {
      command_.max_time_ms = parsed;
    } else if (meaning == FlagMeaning::retry) {
      command_.retry = parsed;
    } else {
      command_.max_redirects = parsed;
    }
  }

  std::string_view line_;
  const std::vector<CommandWord>& words_;
  Remarks& remarks_;
  std::size_t at_ = 0;
  std::string left_out_;
  CurlCommand command_;
};

}  // namespace

CurlCommand read_curl_command(std::string_view command_line, const CommandWords& words,
                              Remarks& remarks) {
  return CommandReader(command_line, words, remarks).run();
}

}  // namespace fieldcall::importing
