#include "openaffect/raters/network_settings.h"

#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace openaffect {
namespace {

using Settings = NetworkSettings;

Error wrong(std::string_view name, std::string_view takes, const std::string& value) {
  return Error{ErrorKind::unknown, fmt::format("{} takes {}, not '{}'", name, takes, value)};
}

template <class Number>
std::optional<Number> read_number(std::string_view text) {
  Number number{};
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Result<std::size_t> read_count(std::string_view name, const std::string& value, std::size_t least, std::size_t most) {
  const auto count = read_number<std::size_t>(value);
  if (count && *count >= least && *count <= most) return *count;
  return wrong(name, fmt::format("a whole number, {} to {}", least, most), value);
}

Result<Done> set_precision(const std::string& value, Settings& settings) {
  const auto precision = parse_precision(value);
  if (!precision) return wrong("precision", "float32, bfloat16 or int8", value);
  settings.precision = *precision;
  return Done{};
}

Result<Done> set_embed(const std::string& value, Settings& settings) {
  if (value != "yes" && value != "no") return wrong("embed", "yes or no", value);
  settings.embed = value == "yes";
  return Done{};
}

constexpr std::size_t kMostTokens = 1 << 20;  // as many positions as a config.json may have

Result<Done> set_window(const std::string& value, Settings& settings) {
  OA_TRY(count, read_count("window", value, 3, kMostTokens));
  settings.window = count;
  return Done{};
}

Result<Done> set_overlap(const std::string& value, Settings& settings) {
  OA_TRY(count, read_count("overlap", value, 0, kMostTokens));
  settings.overlap = count;
  return Done{};
}

Result<Done> set_most_windows(const std::string& value, Settings& settings) {
  OA_TRY(count, read_count("most_windows", value, 1, 1'000'000));
  settings.most_windows = count;
  return Done{};
}

Result<Done> set_threshold(const std::string& value, Settings& settings) {
  const auto number = read_number<double>(value);
  if (!number || !(*number > 0 && *number < 1)) return wrong("threshold", "a number between 0 and 1", value);
  settings.threshold = *number;
  return Done{};
}

Result<Done> set_range(const std::string& value, Settings& settings) {
  const std::size_t comma = std::min(value.find(','), value.size());
  const auto low = read_number<double>(std::string_view(value).substr(0, comma));
  const auto high = read_number<double>(std::string_view(value).substr(std::min(comma + 1, value.size())));
  if (!low || !high || !std::isfinite(*low) || !std::isfinite(*high) || *low >= *high)
    return wrong("range", "two numbers, LOW,HIGH", value);
  settings.range = {*low, *high};
  return Done{};
}

struct Setter {
  const char* name;
  Result<Done> (*set)(const std::string& value, Settings& settings);
};
constexpr Setter kSetters[] = {
    {"embed", set_embed}, {"most_windows", set_most_windows}, {"overlap", set_overlap}, {"precision", set_precision},
    {"range", set_range}, {"threshold", set_threshold},       {"window", set_window},
};

}  // namespace

std::vector<std::string> network_setting_names() {
  std::vector<std::string> names;
  for (const Setter& setter : kSetters) names.emplace_back(setter.name);
  return names;
}

Result<NetworkSettings> read_network_settings(const std::map<std::string, std::string>& values,
                                              const NeuralOptions& options) {
  Settings settings;
  settings.precision = options.precision;
  settings.embed = options.embed;
  for (const Setter& setter : kSetters)
    if (const auto value = values.find(setter.name); value != values.end())
      OA_CHECK(setter.set(value->second, settings));
  return settings;
}

}  // namespace openaffect
