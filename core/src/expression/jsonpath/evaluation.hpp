// One evaluation of a query: navigation without copying, filters, functions, budgets.
//
// Every query of the tree is at work at most once at a time, so each segment has one frame: where
// it is in its selectors and their children. Nodes are found one by one in the order of RFC 9535;
// nothing is collected that nobody asked for. Memory comes from the arena: frames, the stack of
// descents, the result.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "expression/expression.hpp"
#include "expression/jsonpath/tree.hpp"
#include "fieldcall/result.hpp"
#include "json/arena.hpp"
#include "json/value.hpp"

namespace fieldcall::expression::jsonpath {

class Evaluation {
 public:
  Evaluation(const Tree& tree, const json::Value& root, json::Arena& arena, const Budget& budget)
      : tree_(tree),
        root_(root),
        arena_(arena),
        budget_(budget),
        steps_left_(budget.start().steps),
        nodes_left_(budget.start().nodes),
        bytes_left_(budget.start().bytes) {}
  ~Evaluation() { budget_.settle({steps_left_, nodes_left_, bytes_left_}); }
  Evaluation(const Evaluation&) = delete;
  Evaluation& operator=(const Evaluation&) = delete;

  // ---- for Cursor and the owner of the result; false or nothing after the budget is used up ----

  // The node of a singular query, or nullptr.
  const json::Value* find(const Query& query, const json::Value& start);
  // Counts `value` and all below as part of the result.
  bool accept_result(const json::Value& value);
  bool accept_path(const std::string& path) { return spend_bytes(path.size()); }

  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] Error error() const;

 private:
  friend class Cursor;

  // Where a segment is.
  struct Frame {
    const json::Value* node = nullptr;  // whose children are selected
    std::uint32_t selector = 0;         // of the segment
    std::uint32_t visited = 0;          // children, or selections of the slice
    std::uint32_t child = 0;            // the place of the last child selected
    std::uint32_t visits_start = 0;     // of this segment's descent
  };
  // A node on the way down and which of its children is next.
  struct Visit {
    const json::Value* node = nullptr;
    std::uint32_t next = 0;
  };

  // ---- conditions and operands: evaluation.cpp ----

  bool test(const Condition& condition, const json::Value& current);
  bool test_links(const Condition& list, const json::Value& current, bool wanted);
  bool exists(const Query& query, const json::Value& current);
  bool compare(const Condition& condition, const json::Value& current);
  bool equals(const json::Value& left, const json::Value& right);
  bool is_less(const json::Value& left, const json::Value& right);
  std::optional<json::Value> operand(const Operand& operand, const json::Value& current);
  [[nodiscard]] const json::Value& start_of(const Query& query, const json::Value& current) const {
    return query.is_absolute ? root_ : current;
  }

  // ---- functions: functions.cpp ----

  std::optional<json::Value> call(const Operand& call, const json::Value& current);
  std::optional<json::Value> length(const json::Value& value);
  std::optional<json::Value> count(const Query& query, const json::Value& current);
  std::optional<json::Value> single_value(const Query& query, const json::Value& current);
  bool matches(const Operand& call, const json::Value& current);
  const iregexp::Regexp* pattern(const Operand& call, const json::Value& current);

  // ---- budgets ----

  enum class Part : std::uint8_t { steps, nodes, bytes };
  bool spend(Part part, std::uint64_t& left, std::uint64_t amount) {
    if (failed_) return false;
    if (amount > left) {
      failed_ = true;
      used_up_ = part;
      return false;
    }
    left -= amount;
    return true;
  }
  bool spend_steps(std::uint64_t steps) { return spend(Part::steps, steps_left_, steps); }
  // A pass over text is cheap, but not free.
  bool spend_text(std::size_t bytes) { return spend_steps(1 + bytes / 32); }
  bool spend_nodes(std::uint64_t nodes) { return spend(Part::nodes, nodes_left_, nodes); }
  bool spend_bytes(std::uint64_t bytes) { return spend(Part::bytes, bytes_left_, bytes); }
  // Calls spend(value, its key) for `value` and all below it until that returns false.
  template <class Spend>
  bool walk(const json::Value& value, Spend spend);

  // ---- memory ----

  Frame* frames();
  void push_visit(const json::Value& node);

  const Tree& tree_;
  const json::Value& root_;
  json::Arena& arena_;
  const Budget& budget_;
  std::uint64_t steps_left_;
  std::uint64_t nodes_left_;
  std::uint64_t bytes_left_;
  bool failed_ = false;
  Part used_up_ = Part::steps;

  Frame* frames_ = nullptr;
  Visit* visits_ = nullptr;
  std::uint32_t visits_size_ = 0;
  std::uint32_t visits_capacity_ = 0;

  iregexp::Regexp::Scratch scratch_;
  // The last pattern that came from the document.
  std::optional<json::Value> pattern_text_;
  std::optional<iregexp::Regexp> pattern_;
};

// The nodes that a query selects, one after the other, in order.
class Cursor {
 public:
  // `query` is one of the evaluation's tree.
  Cursor(Evaluation& evaluation, const Query& query, const json::Value& start);
  ~Cursor() { evaluation_.visits_size_ = visits_start_; }
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;

  // nullptr at the end, and when the budget is used up.
  const json::Value* next();
  // The normalized path of the node that next() gave last.
  [[nodiscard]] std::string path() const;

 private:
  using Frame = Evaluation::Frame;

  void enter(const json::Value& node);
  const json::Value* advance();
  bool descend(Frame& frame);
  const json::Value* select(Frame& frame, const Selector& selector);
  const json::Value* select_index(Frame& frame, std::int64_t index);
  const json::Value* select_slice(Frame& frame, const Selector& slice);
  const json::Value* select_filtered(Frame& frame, const Condition& condition);

  [[nodiscard]] const Segment& segment() const { return segments_[level_]; }

  Evaluation& evaluation_;
  const Query& query_;
  const json::Value& start_;
  const Segment* segments_ = nullptr;
  Frame* frames_ = nullptr;
  std::uint32_t level_ = 0;  // the segment at work
  bool is_started_ = false;
  std::uint32_t visits_start_;
};

}  // namespace fieldcall::expression::jsonpath
