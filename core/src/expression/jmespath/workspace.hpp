// What one evaluation uses up: steps, nodes, bytes, scratch memory; and the error it ends with.
//
// Every loop over foreign data spends steps before it runs, every new value spends nodes or bytes
// before it is made. Whoever is refused returns at once: failed() stays true.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "expression/expression.hpp"
#include "fieldcall/result.hpp"
#include "json/arena.hpp"
#include "json/value.hpp"

namespace fieldcall::expression::jmespath {

class Workspace {
 public:
  Workspace(json::Arena& arena, const Budget& budget)
      : arena_(arena),
        budget_(budget),
        steps_left_(budget.start().steps),
        nodes_left_(budget.start().nodes),
        bytes_left_(budget.start().bytes) {}
  ~Workspace() {
    if (!is_accepting_) budget_.settle({steps_left_, nodes_left_, bytes_left_});
  }
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;

  // ---- errors: the first one stands ----

  void fail(std::string_view code, std::string message, std::uint32_t offset, std::string fix = {});
  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] Error take_error() { return *std::move(error_); }

  // ---- budget: false if there is not enough left ----

  bool spend_steps(std::uint64_t steps) {
    if (steps > steps_left_) return fail_budget("steps", budget_.steps_max);
    steps_left_ -= steps;
    return true;
  }
  // A pass over text: it is cheap, but not free.
  bool spend_text(std::uint64_t bytes) { return spend_steps(1 + bytes / 32); }
  // A look at a number: one of a thousand digits costs as much as text of that length.
  bool spend_number(const json::Value& number) {
    return number.source_digits().size() < 64 || spend_text(number.source_digits().size());
  }
  bool spend_nodes(std::uint64_t nodes) {
    if (nodes > nodes_left_) return fail_budget("values in its result", budget_.nodes_max);
    nodes_left_ -= nodes;
    return true;
  }
  // A walk over the whole value. Also refuses values deeper than JSON texts may be.
  bool spend_walk(const json::Value& value);
  // What a computed result amounts to when it is written out, shared parts counted each time.
  bool accept_result(const json::Value& value);

  // ---- making values; null or nullptr after a failure ----

  char* make_text(std::uint64_t bytes);
  json::Value make_string(std::string_view text);  // a copy
  json::Value make_array(std::span<const json::Value> items);
  // Uninitialised.
  std::span<json::Member> make_members(std::size_t count);
  template <class T>
  T* make_list(std::size_t count);  // uninitialised scratch, freed with the arena

  // ---- scratch: a stack of values of unknown number ----

  [[nodiscard]] std::size_t mark() const { return size_; }
  void push(const json::Value& value) {
    if (size_ == capacity_ && !grow()) return;
    values_[size_++] = value;
  }
  [[nodiscard]] std::span<const json::Value> since(std::size_t mark) const {
    return {values_ + mark, size_ - mark};
  }
  void release(std::size_t mark) { size_ = mark; }
  // The values since the mark as an array.
  json::Value take_array(std::size_t mark) {
    const json::Value array = make_array(since(mark));
    release(mark);
    return array;
  }

 private:
  bool fail_budget(std::string_view what, std::uint32_t limit);
  bool walk(const json::Value& value, std::uint32_t depth, bool is_result);
  bool spend_bytes(std::uint64_t bytes);
  bool grow();

  static constexpr std::size_t inline_values = 96;

  json::Arena& arena_;
  const Budget& budget_;
  std::uint64_t steps_left_;
  std::uint64_t nodes_left_;
  std::uint64_t bytes_left_;
  bool is_accepting_ = false;  // what remains is of the result's limits, all else is settled
  bool failed_ = false;
  std::optional<Error> error_;

  // Uninitialised: most evaluations use none of it.
  alignas(json::Value) std::array<std::byte, inline_values * sizeof(json::Value)> inline_;
  json::Value* values_ = reinterpret_cast<json::Value*>(inline_.data());
  std::size_t size_ = 0;
  std::size_t capacity_ = inline_values;
};

template <class T>
T* Workspace::make_list(std::size_t count) {
  static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= json::Arena::alignment);
  if (!spend_bytes(std::uint64_t{count} * sizeof(T))) return nullptr;
  return static_cast<T*>(arena_.allocate(count * sizeof(T)));
}

}  // namespace fieldcall::expression::jmespath
