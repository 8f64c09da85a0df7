#include "engine/metric_series.hpp"

#include <algorithm>
#include <utility>

#include "fieldcall/error.hpp"
#include "fieldcall/inputs.hpp"
#include "fieldcall/limits.hpp"
#include "fieldcall/outcome.hpp"

namespace fieldcall::engine {
namespace {

constexpr std::uint32_t no_origin = 0;
constexpr std::uint32_t other_origin = 1;

std::string_view without_scheme(std::string_view origin) {
  const auto end = origin.find("://");
  return end == std::string_view::npos ? origin : origin.substr(end + 3);
}

MetricOrigins::Place place_of(std::string_view authority) {
  const auto colon = authority.rfind(':');
  const bool has_port = colon != std::string_view::npos && authority.back() != ']';
  std::string_view address = authority.substr(0, has_port ? colon : authority.size());
  if (address.starts_with('[') && address.ends_with(']')) {
    address = address.substr(1, address.size() - 2);
  }
  return {std::string(address), std::string(has_port ? authority.substr(colon + 1) : "")};
}

std::string value_text(Attribute attribute, std::uint32_t index) {
  switch (attribute) {
    case Attribute::error_type:
      return std::string(error_info(static_cast<ErrorCode>(index)).name);
    case Attribute::outcome:
      return std::string(outcome_status_name(static_cast<OutcomeStatus>(index)));
    case Attribute::trigger:
      return std::string(trigger_name(static_cast<Trigger>(index)));
    case Attribute::status:
      return std::to_string(index);
    default:
      return std::string(attribute_words(attribute)[index]);
  }
}

bool attributes_before(const MetricPoint& a, const MetricPoint& b) {
  return std::lexicographical_compare(
      a.attributes.begin(), a.attributes.end(), b.attributes.begin(), b.attributes.end(),
      [](const MetricAttribute& left, const MetricAttribute& right) {
        return std::pair<std::string_view, std::string_view>(left.name, left.value) <
               std::pair<std::string_view, std::string_view>(right.name, right.value);
      });
}

}  // namespace

MetricOrigins::MetricOrigins() : places_{{}, {"other", ""}} {}

std::uint32_t MetricOrigins::number_of(std::string_view origin) {
  if (origin.empty()) return no_origin;
  const std::string_view authority = without_scheme(origin);
  const auto found = numbers_.find(authority);
  if (found != numbers_.end()) return found->second;
  if (numbers_.size() >= limits::metric_origins_max) return other_origin;
  if (authority.size() > limits::metric_origin_bytes_max) return other_origin;
  const auto number = static_cast<std::uint32_t>(places_.size());
  places_.push_back(place_of(authority));
  numbers_.emplace(authority, number);
  return number;
}

MetricLabels& MetricLabels::with(Attribute attribute, std::string_view word) {
  const auto words = attribute_words(attribute);
  const auto found = std::find(words.begin(), words.end() - 1, word);
  return with(attribute, static_cast<std::uint32_t>(found - words.begin()));
}

std::vector<MetricAttribute> MetricLabels::attributes(const MetricOrigins& origins) const {
  std::vector<MetricAttribute> attributes;
  for (std::size_t i = 0; i < values_.size(); ++i) {
    if (values_[i] == 0) continue;
    const auto attribute = static_cast<Attribute>(i);
    attributes.push_back({attribute_name(attribute), value_text(attribute, values_[i] - 1U)});
  }
  if (origin_ != no_origin) {
    const MetricOrigins::Place& place = origins.place(origin_);
    attributes.push_back({"server.address", place.address});
    if (!place.port.empty()) attributes.push_back({"server.port", place.port});
  }
  return attributes;
}

void MetricSeries::add(const MetricLabels& labels, std::int64_t change) {
  std::int64_t& value = series(labels).value;
  value = std::max(value + change, std::int64_t{0});
}

void MetricSeries::record(const MetricLabels& labels, std::span<const Millis> bounds,
                          Millis duration) {
  Series& target = series(labels);
  target.bucket_counts.resize(bounds.size() + 1);
  const auto bucket = std::lower_bound(bounds.begin(), bounds.end(), duration);
  ++target.bucket_counts[static_cast<std::size_t>(bucket - bounds.begin())];
  ++target.count;
  target.sum += duration;
}

std::vector<MetricPoint> MetricSeries::points(const MetricOrigins& origins) const {
  std::vector<MetricPoint> points;
  points.reserve(all_.size());
  for (const auto& [labels, series] : all_) {
    points.push_back({.attributes = labels.attributes(origins),
                      .value = series.value,
                      .bucket_counts = series.bucket_counts,
                      .count = series.count,
                      .sum = series.sum});
  }
  std::sort(points.begin(), points.end(), attributes_before);
  return points;
}

MetricSeries::Series& MetricSeries::series(const MetricLabels& labels) {
  const auto found = all_.find(labels);
  if (found != all_.end()) return found->second;
  if (all_.size() + 1 < limits::metric_series_max) return all_[labels];
  return all_[MetricLabels().with(Attribute::overflow, 0)];
}

}  // namespace fieldcall::engine
