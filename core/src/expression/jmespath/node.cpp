#include "expression/jmespath/node.hpp"

#include <algorithm>

namespace fieldcall::expression::jmespath {
namespace {

bool same_node(const Node& left, const Node& right) {
  return left.kind == right.kind && left.detail == right.detail && left.head == right.head &&
         left.first == right.first && left.count == right.count;
}

bool same_step(const Step& left, const Step& right) {
  return left.kind == right.kind && left.reference == right.reference &&
         left.index == right.index && left.name == right.name;
}

bool same_slice(const Slice& left, const Slice& right) {
  return left.start == right.start && left.stop == right.stop && left.step == right.step &&
         left.has_start == right.has_start && left.has_stop == right.has_stop;
}

template <class T, class Same>
bool same_list(const std::vector<T>& left, const std::vector<T>& right, Same same) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), same);
}

}  // namespace

// The parser makes the parts of equal expressions in the same order, so their indexes agree.
bool operator==(const Tree& left, const Tree& right) {
  return left.root == right.root && left.slot_count == right.slot_count &&
         left.links == right.links && left.texts == right.texts &&
         left.literals == right.literals && same_list(left.nodes, right.nodes, same_node) &&
         same_list(left.steps, right.steps, same_step) &&
         same_list(left.slices, right.slices, same_slice);
}

}  // namespace fieldcall::expression::jmespath
