// Who waits for whom: what one field writes is what another one reads.
//
// A target feeds an input if one of the two paths is the other or lies inside it: `company` feeds
// `company.name`, and `company.name` feeds `company`. What a field waits for are the data paths of
// its request and those its mapping reads as `$data`; where on_update is planned, also those it
// watches.
//
// A field whose request reads the whole case (`{= data }`) would wait for everybody, and two such
// fields for each other. So it comes behind all fields that do not wait for it, and makes no cycle.
//
// Linear in the steps of all paths: writers and readers meet at nodes of a tree of paths, so that a
// thousand writers of one place and its thousand readers are two thousand edges, not a million.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/field_config.hpp"

namespace fieldcall::config {

// Fields are named by their index in what the graph was made of.
struct Dependency {
  std::uint32_t writer = 0;
  std::uint32_t reader = 0;
  DataPath target;  // of the writer
  DataPath input;   // of the reader; empty = the whole case
};

// Components of fields that wait for each other: two or more each.
using Knots = std::vector<std::vector<std::uint32_t>>;

struct DependencyOrder {
  std::vector<std::uint32_t> wave_of;  // per field, from 0; means nothing in a knot
  Knots knots;                         // in the order of their first fields
  std::uint64_t visits = 0;            // nodes and edges looked at, for tests of the cost
};

class DependencyGraph {
 public:
  // The fields must outlive the graph. `trigger`: what starts them; nothing = whatever does.
  DependencyGraph(std::vector<const FieldConfig*> fields, std::optional<Trigger> trigger);

  // Wave 0 waits for nobody; each further wave for something in the one before. A field never waits
  // for itself.
  [[nodiscard]] DependencyOrder order() const;

  // The paths whose writers a field waits for.
  [[nodiscard]] const std::vector<DataPath>& awaited(std::uint32_t field) const {
    return awaited_[field];
  }

  // Who writes `input` of `reader`: other fields, at most `count_max`.
  [[nodiscard]] std::vector<Dependency> suppliers(std::uint32_t reader, const DataPath& input,
                                                  std::size_t count_max) const;

  // A shortest cycle through the first field of a knot: each reader is the next writer, the last
  // one is the first field again.
  [[nodiscard]] std::vector<Dependency> shortest_cycle(
      const std::vector<std::uint32_t>& knot) const;

 private:
  // Nodes: the fields, then two for each place of the tree of paths, then perhaps the barrier.
  // "down" of a place: something at it or around it was written; "up": at it or inside it.
  using Node = std::uint32_t;
  struct Place {
    std::uint32_t parent = 0;
    std::string_view name;
    bool is_written_inside = false;  // "up" leads on to the parent's
  };
  struct Components {
    std::vector<std::uint32_t> of_node;
    std::uint32_t count = 0;
  };

  [[nodiscard]] bool is_field(Node node) const { return node < fields_.size(); }
  [[nodiscard]] Node down(std::uint32_t place) const;
  [[nodiscard]] Node up(std::uint32_t place) const { return down(place) + 1; }
  [[nodiscard]] DataPath path_of(Node node) const;
  [[nodiscard]] std::optional<std::uint32_t> find_place(const DataPath& path) const;
  std::uint32_t make_place(const DataPath& path);
  void add_edge(Node from, Node to);
  void add_writes(Node field);
  void add_reads(Node field, std::optional<Trigger> trigger);
  void put_behind_all_others();
  [[nodiscard]] Components components(std::uint64_t& visits) const;
  [[nodiscard]] std::vector<Dependency> dependencies_along(const std::vector<Node>& nodes) const;

  std::vector<const FieldConfig*> fields_;
  std::vector<std::vector<DataPath>> awaited_;  // per field; places view into its names
  std::vector<Place> places_;
  std::map<std::pair<std::uint32_t, std::string_view>, std::uint32_t> place_by_name_;
  std::vector<std::vector<Node>> after_;   // node -> nodes that come after it
  std::vector<std::vector<Node>> before_;  // the same edges, backwards
  std::vector<Node> readers_of_all_;       // fields that come behind all others
};

// The data paths whose writers a field waits for, each once, sorted.
std::vector<DataPath> awaited_paths(const FieldConfig& field, std::optional<Trigger> trigger);

// What a mapping reads as `$data`, each path once, sorted.
std::vector<DataPath> paths_read_by_mapping(const mapping::Mapping& mapping);

}  // namespace fieldcall::config
