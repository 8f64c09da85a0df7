// What is counted: for one metric, a value or histogram for each set of attribute values.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/metric_table.hpp"
#include "fieldcall/metrics.hpp"

namespace fieldcall::engine {

// The origins seen, by number: 0 is none, 1 is "other".
class MetricOrigins {
 public:
  struct Place {
    std::string address;
    std::string port;  // empty if there is none to tell
  };

  MetricOrigins();

  // Of "https://api.example.com:443". Two schemes of one host and port are one origin here: the
  // attributes do not tell them apart.
  std::uint32_t number_of(std::string_view origin);

  [[nodiscard]] const Place& place(std::uint32_t number) const { return places_[number]; }

 private:
  std::map<std::string, std::uint32_t, std::less<>> numbers_;
  std::vector<Place> places_;
};

// The attribute values of one series. 0 = the attribute is left out.
class MetricLabels {
 public:
  explicit MetricLabels(std::uint32_t origin = 0) : origin_(origin) {}

  MetricLabels& with(Attribute attribute, std::uint32_t index) {
    values_[static_cast<std::size_t>(attribute)] = static_cast<std::uint16_t>(index + 1);
    return *this;
  }
  // The index of `word` among the attribute's; the last one if it is none of them.
  MetricLabels& with(Attribute attribute, std::string_view word);

  [[nodiscard]] std::vector<MetricAttribute> attributes(const MetricOrigins& origins) const;

  // Not `auto`: older libraries cannot compare arrays so.
  std::strong_ordering operator<=>(const MetricLabels&) const = default;

 private:
  std::uint32_t origin_;
  std::array<std::uint16_t, attributes_count> values_{};
};

class MetricSeries {
 public:
  void add(const MetricLabels& labels, std::int64_t change);  // stops at 0
  void set(const MetricLabels& labels, std::int64_t value) { series(labels).value = value; }
  void record(const MetricLabels& labels, std::span<const Millis> bounds, Millis duration);

  // By attributes.
  [[nodiscard]] std::vector<MetricPoint> points(const MetricOrigins& origins) const;

 private:
  struct Series {
    std::int64_t value = 0;
    std::vector<std::uint64_t> bucket_counts;
    std::uint64_t count = 0;
    Millis sum{0};
  };

  Series& series(const MetricLabels& labels);

  std::map<MetricLabels, Series> all_;
};

}  // namespace fieldcall::engine
