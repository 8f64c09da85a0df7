#include <algorithm>

#include "expression/jsonpath/evaluation.hpp"
#include "expression/jsonpath/normalized_path.hpp"
#include "json/same_text.hpp"

namespace fieldcall::expression::jsonpath {
namespace {

using json::Value;

const Value& child_of(const Value& node, std::uint32_t place) {
  return node.is_array() ? node.items()[place] : node.members()[place].value;
}

void append_step(const Value& node, std::uint32_t child, std::string& path) {
  if (node.is_array()) {
    append_index_step(child, path);
  } else {
    append_name_step(node.members()[child].key, path);
  }
}

}  // namespace

Cursor::Cursor(Evaluation& evaluation, const Query& query, const Value& start)
    : evaluation_(evaluation),
      query_(query),
      start_(start),
      visits_start_(evaluation.visits_size_) {
  if (query.segment_count == 0) return;
  segments_ = &evaluation.tree_.segments[query.first_segment];
  frames_ = evaluation.frames() + query.first_segment;
  enter(start);
}

// The segments take turns: the last one gives its nodes; when it has no more, the one before it
// gives it the next node to start from.
const Value* Cursor::next() {
  if (query_.segment_count == 0) {
    const bool is_first = !is_started_;
    is_started_ = true;
    return is_first ? &start_ : nullptr;
  }
  while (true) {
    const Value* const node = advance();
    if (evaluation_.failed()) return nullptr;
    if (node == nullptr) {
      if (level_ == 0) return nullptr;
      --level_;
    } else if (level_ + 1 == query_.segment_count) {
      return node;
    } else {
      ++level_;
      enter(*node);
    }
  }
}

void Cursor::enter(const Value& node) {
  Frame& frame = frames_[level_];
  frame = {};
  frame.node = &node;
  frame.visits_start = evaluation_.visits_size_;
  if (segment().is_descendant) evaluation_.push_visit(node);
}

const Value* Cursor::advance() {
  Frame& frame = frames_[level_];
  do {
    for (; frame.selector < segment().selector_count; ++frame.selector, frame.visited = 0) {
      const Selector& selector =
          evaluation_.tree_.selectors[segment().first_selector + frame.selector];
      const Value* const child = select(frame, selector);
      if (child != nullptr || evaluation_.failed()) return child;
    }
  } while (segment().is_descendant && descend(frame));
  return nullptr;
}

// To the next node of the descent that has children, parents before children.
bool Cursor::descend(Frame& frame) {
  while (evaluation_.visits_size_ > frame.visits_start) {
    Evaluation::Visit& visit = evaluation_.visits_[evaluation_.visits_size_ - 1];
    if (visit.next == visit.node->size()) {
      --evaluation_.visits_size_;
      continue;
    }
    if (!evaluation_.spend_steps(1)) return false;
    const Value& child = child_of(*visit.node, visit.next++);
    if (child.size() == 0) continue;
    evaluation_.push_visit(child);
    frame.node = &child;
    frame.selector = 0;
    frame.visited = 0;
    return true;
  }
  return false;
}

// The selector's next child of frame.node, or nullptr.
const Value* Cursor::select(Frame& frame, const Selector& selector) {
  switch (selector.kind) {
    case SelectorKind::name: {
      if (frame.visited++ > 0 || !evaluation_.spend_steps(1 + frame.node->size() / 16)) return {};
      const auto members = frame.node->members();
      for (std::size_t place = members.size(); place-- > 0;) {
        if (!json::same_text(members[place].key, selector.name)) continue;
        frame.child = static_cast<std::uint32_t>(place);
        return &members[place].value;
      }
      return nullptr;
    }
    case SelectorKind::wildcard:
      if (frame.visited == frame.node->size() || !evaluation_.spend_steps(1)) return nullptr;
      frame.child = frame.visited++;
      return &child_of(*frame.node, frame.child);
    case SelectorKind::index:
      return select_index(frame, *selector.start);
    case SelectorKind::slice:
      return select_slice(frame, selector);
    case SelectorKind::filter:
      return select_filtered(frame, evaluation_.tree_.conditions[selector.condition]);
  }
  return nullptr;
}

const Value* Cursor::select_index(Frame& frame, std::int64_t index) {
  const auto items = frame.node->items();
  if (frame.visited++ > 0 || !evaluation_.spend_steps(1)) return nullptr;
  const auto size = static_cast<std::int64_t>(items.size());
  if (index < 0) index += size;
  if (index < 0 || index >= size) return nullptr;
  frame.child = static_cast<std::uint32_t>(index);
  return &items[frame.child];
}

// RFC 9535, 2.3.4.2.2
const Value* Cursor::select_slice(Frame& frame, const Selector& slice) {
  const auto items = frame.node->items();
  const auto size = static_cast<std::int64_t>(items.size());
  if (slice.step == 0 || !evaluation_.spend_steps(1)) return nullptr;
  const bool is_forward = slice.step > 0;
  const auto bound = [&](const std::optional<std::int64_t>& place, std::int64_t otherwise) {
    if (!place) return otherwise;
    const std::int64_t from_start = *place < 0 ? *place + size : *place;
    const std::int64_t lowest = is_forward ? 0 : -1;
    return std::clamp(from_start, lowest, lowest + size);
  };
  const std::int64_t start = bound(slice.start, is_forward ? 0 : size - 1);
  const std::int64_t end = bound(slice.end, is_forward ? size : -1);
  // At most one step beyond the array: far from overflow.
  const std::int64_t place = start + slice.step * frame.visited;
  if (is_forward ? place >= end : place <= end) return nullptr;
  ++frame.visited;
  frame.child = static_cast<std::uint32_t>(place);
  return &items[frame.child];
}

const Value* Cursor::select_filtered(Frame& frame, const Condition& condition) {
  while (frame.visited < frame.node->size()) {
    if (!evaluation_.spend_steps(1)) return nullptr;
    frame.child = frame.visited++;
    const Value& child = child_of(*frame.node, frame.child);
    if (evaluation_.test(condition, child)) return &child;
    if (evaluation_.failed()) return nullptr;
  }
  return nullptr;
}

// A descent stands on the stack from its first node to frame.node; each node but the last is left
// by the child before `next`.
std::string Cursor::path() const {
  std::string path = "$";
  for (std::uint32_t level = 0; level < query_.segment_count; ++level) {
    const Frame& frame = frames_[level];
    const bool is_last = level + 1 == query_.segment_count;
    const std::uint32_t visits_end =
        is_last ? evaluation_.visits_size_ : frames_[level + 1].visits_start;
    for (std::uint32_t i = frame.visits_start; i + 1 < visits_end; ++i) {
      append_step(*evaluation_.visits_[i].node, evaluation_.visits_[i].next - 1, path);
    }
    append_step(*frame.node, frame.child, path);
  }
  return path;
}

}  // namespace fieldcall::expression::jsonpath
