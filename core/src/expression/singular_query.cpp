#include "expression/singular_query.hpp"

#include <cstdint>
#include <utility>

#include "text/ascii.hpp"

namespace fieldcall::expression {
namespace {

struct Step {
  bool is_name = true;
  std::string name;
  std::int64_t index = 0;
};

class SingularQuery final : public Program {
 public:
  explicit SingularQuery(std::vector<Step> steps) : steps_(std::move(steps)) {}

  Result<std::optional<json::Value>> evaluate(const Inputs& inputs) const override {
    const json::Value* value = &inputs.root;
    for (const Step& step : steps_) {
      value = step.is_name ? value->find(step.name) : item_at(*value, step.index);
      if (value == nullptr) return std::optional<json::Value>();
    }
    return std::optional<json::Value>(*value);
  }

  [[nodiscard]] std::vector<Path> references() const override {
    Path path;
    for (const Step& step : steps_) {
      if (step.is_name) path.push_back(step.name);
    }
    return {path};
  }

 private:
  static const json::Value* item_at(const json::Value& array, std::int64_t index) {
    const auto items = array.items();
    const auto size = static_cast<std::int64_t>(items.size());
    if (index < 0) index += size;
    if (index < 0 || index >= size) return nullptr;
    return &items[static_cast<std::size_t>(index)];
  }

  std::vector<Step> steps_;
};

class SingularQueryParser {
 public:
  explicit SingularQueryParser(std::string_view source) : source_(source) {}

  Result<std::unique_ptr<const Program>> parse() {
    if (!take('$')) return refusal();
    std::vector<Step> steps;
    for (skip_space(); place_ < source_.size(); skip_space()) {
      Step step;
      if (!(take('.') ? parse_shorthand(step) : take('[') && parse_bracket(step))) return refusal();
      steps.push_back(std::move(step));
    }
    return std::unique_ptr<const Program>(new SingularQuery(std::move(steps)));
  }

 private:
  bool parse_shorthand(Step& step) {
    const std::size_t start = place_;
    while (place_ < source_.size() && (text::is_alnum(source_[place_]) || source_[place_] == '_' ||
                                       static_cast<unsigned char>(source_[place_]) >= 0x80)) {
      ++place_;
    }
    step.name = source_.substr(start, place_ - start);
    return !step.name.empty() && !text::is_digit(step.name[0]);
  }

  bool parse_bracket(Step& step) {
    skip_space();
    const char c = place_ < source_.size() ? source_[place_] : '\0';
    if (c == '\'' || c == '"') {
      ++place_;
      const std::size_t end = source_.find(c, place_);
      if (end == std::string_view::npos) return false;
      step.name = source_.substr(place_, end - place_);
      place_ = end + 1;
      if (step.name.find('\\') != std::string::npos) return false;
    } else {
      step.is_name = false;
      if (!parse_index(step.index)) return false;
    }
    skip_space();
    return take(']');
  }

  // Without leading zeros and below 2^53.
  bool parse_index(std::int64_t& index) {
    const bool is_negative = take('-');
    const std::size_t start = place_;
    while (place_ < source_.size() && text::is_digit(source_[place_])) {
      index = index * 10 + (source_[place_++] - '0');
      if (place_ - start > 15) return false;
    }
    const std::size_t digits = place_ - start;
    if (digits == 0 || (source_[start] == '0' && (digits > 1 || is_negative))) return false;
    if (is_negative) index = -index;
    return true;
  }

  bool take(char wanted) {
    if (place_ >= source_.size() || source_[place_] != wanted) return false;
    ++place_;
    return true;
  }

  void skip_space() {
    while (place_ < source_.size() && (source_[place_] == ' ' || source_[place_] == '\t' ||
                                       source_[place_] == '\n' || source_[place_] == '\r')) {
      ++place_;
    }
  }

  [[nodiscard]] Error refusal() const {
    return {"unsupported", "only JSONPath queries of names and indexes are supported",
            "write $.name, $['name'] or $[0], or use JMESPath", static_cast<std::uint32_t>(place_)};
  }

  std::string_view source_;
  std::size_t place_ = 0;
};

}  // namespace

Result<std::unique_ptr<const Program>> compile_singular_query(std::string_view source) {
  return SingularQueryParser(source).parse();
}

}  // namespace fieldcall::expression
