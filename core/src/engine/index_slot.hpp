// A thing's place in an ordered index, held by the thing itself.
//
// The tree node is allocated once, with the thing; moving in, out and between indexes of one type
// allocates nothing and cannot fail. O(log n) each. Keys must differ: end them with a sequence
// number.
#pragma once

#include <map>
#include <utility>

#include "fieldcall/check.hpp"

namespace fieldcall::engine {

template <class Key, class Owner>
class IndexSlot {
 public:
  using Index = std::map<Key, Owner*>;

  // `owner` outlives its slot; the indexes it is put into do too.
  explicit IndexSlot(Owner& owner) {
    Index scratch;
    scratch.emplace(Key{}, &owner);
    node_ = scratch.extract(scratch.begin());
  }
  ~IndexSlot() { take_out(); }
  IndexSlot(const IndexSlot&) = delete;
  IndexSlot& operator=(const IndexSlot&) = delete;

  // In `index` under `key`, wherever it was before.
  void put(Index& index, const Key& key) {
    if (index_ == &index && place_->first == key) return;
    take_out();
    node_.key() = key;
    auto inserted = index.insert(std::move(node_));
    FIELDCALL_CHECK(inserted.inserted);
    place_ = inserted.position;
    index_ = &index;
  }

  void take_out() {
    if (index_ == nullptr) return;
    node_ = index_->extract(place_);
    index_ = nullptr;
  }

  [[nodiscard]] bool is_in() const { return index_ != nullptr; }

  // Precondition: is_in().
  [[nodiscard]] const Key& key() const { return place_->first; }

 private:
  Index* index_ = nullptr;
  typename Index::iterator place_{};
  typename Index::node_type node_{};
};

}  // namespace fieldcall::engine
