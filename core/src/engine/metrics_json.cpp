#include <string>
#include <utility>

#include "fieldcall/metrics.hpp"
#include "json/writer.hpp"

namespace fieldcall {
namespace {

// Milliseconds as the exact decimal number of seconds: 1500 -> 1.5.
std::string seconds_text(Millis duration) {
  std::string text = std::to_string(duration.count() / 1000);
  const auto rest = duration.count() % 1000;
  if (rest == 0) return text;
  text += '.' + std::to_string(1000 + rest).substr(1);
  text.erase(text.find_last_not_of('0') + 1);
  return text;
}

void write_histogram(const MetricInfo& info, const MetricPoint& point, json::Writer& writer) {
  writer.key("count").unsigned_integer(point.count);
  writer.key("sum").raw(seconds_text(point.sum));
  writer.key("bounds").begin_array();
  for (const Millis bound : info.bounds) writer.raw(seconds_text(bound));
  writer.end_array();
  writer.key("bucket_counts").begin_array();
  for (const std::uint64_t count : point.bucket_counts) writer.unsigned_integer(count);
  writer.end_array();
}

void write_point(const MetricInfo& info, const MetricPoint& point, json::Writer& writer) {
  writer.begin_object();
  writer.key("attributes").begin_object();
  for (const MetricAttribute& attribute : point.attributes) {
    writer.key(attribute.name).string(attribute.value);
  }
  writer.end_object();
  if (info.kind == MetricKind::histogram) {
    write_histogram(info, point, writer);
  } else {
    writer.key("value").integer(point.value);
  }
  writer.end_object();
}

}  // namespace

std::string metrics_to_json(const MetricsSnapshot& snapshot) {
  json::Writer writer;
  writer.begin_array();
  for (const Metric& metric : snapshot) {
    writer.begin_object();
    writer.key("name").string(metric.info.name);
    writer.key("kind").string(metric_kind_name(metric.info.kind));
    writer.key("unit").string(metric.info.unit);
    writer.key("description").string(metric.info.description);
    writer.key("points").begin_array();
    for (const MetricPoint& point : metric.points) write_point(metric.info, point, writer);
    writer.end_array();
    writer.end_object();
  }
  writer.end_array();
  return std::move(writer).take();
}

}  // namespace fieldcall
