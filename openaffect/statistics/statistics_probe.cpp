// Answers parity tests: reads one JSON object a line from standard input, {"function": NAME, arguments…}, and writes
// one line for each with the result; null stands for undefined. tests/end_to_end/test_statistics_peers.py asks.
#include <cmath>
#include <iostream>
#include <string>

#include <nlohmann/json.hpp>

#include "openaffect/statistics/bootstrap.h"
#include "openaffect/statistics/interval.h"
#include "openaffect/statistics/mcnemar.h"
#include "openaffect/statistics/multiple.h"
#include "openaffect/statistics/paired.h"
#include "openaffect/statistics/permutation.h"
#include "openaffect/statistics/smallest_difference.h"

namespace {

using namespace openaffect;
using nlohmann::json;

json number(double value) {
  return std::isnan(value) ? json() : json(value);
}

json numbers(const std::vector<double>& values) {
  json list = json::array();
  for (const double value : values) list.push_back(number(value));
  return list;
}

std::vector<double> doubles(const json& list) {
  std::vector<double> values;
  for (const json& value : list) values.push_back(value.is_null() ? std::nan("") : value.get<double>());
  return values;
}

// The statistics of the tests, over pairs (x, y) that stand counts[i] times: the mean of x, and Pearson's correlation.
StatisticMaker statistic_of(const std::string& name, std::vector<double> x, std::vector<double> y) {
  const auto mean = [x](std::span<const std::uint32_t> counts, std::span<double> values) {
    double n = 0, sum = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) n += counts[i], sum += counts[i] * x[i];
    values[0] = sum / n;
  };
  const auto correlation = [x, y](std::span<const std::uint32_t> counts, std::span<double> values) {
    double n = 0, sx = 0, sy = 0, xx = 0, yy = 0, xy = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      n += counts[i], sx += counts[i] * x[i], sy += counts[i] * y[i];
      xx += counts[i] * x[i] * x[i], yy += counts[i] * y[i] * y[i], xy += counts[i] * x[i] * y[i];
    }
    values[0] = (n * xy - sx * sy) / std::sqrt((n * xx - sx * sx) * (n * yy - sy * sy));
  };
  if (name == "mean") return [mean] { return Statistic(mean); };
  return [correlation] { return Statistic(correlation); };
}

json bootstrap_of(const json& request) {
  const std::vector<double> x = doubles(request["x"]), y = doubles(request["y"]);
  Sample sample = {.kind_of_item = {}, .kinds = x.size()};
  for (std::uint32_t item = 0; item < x.size(); ++item) sample.kind_of_item.push_back(item);
  sample.cluster_of_item = request.value("clusters", std::vector<std::uint32_t>());
  for (const std::uint32_t cluster : sample.cluster_of_item)
    sample.clusters = std::max<std::size_t>(sample.clusters, cluster + 1);
  const BootstrapOptions options = {
      .resamples = request["resamples"],
      .seed = request["seed"],
      .confidence = request["confidence"],
      .method = request["method"] == "bca" ? IntervalMethod::bca : IntervalMethod::percentile};
  const BootstrapValue value = bootstrap(sample, 1, statistic_of(request["statistic"], x, y), options).front();
  return {{"estimate", number(value.estimate)},
          {"low", number(value.low)},
          {"high", number(value.high)},
          {"standard_error", number(value.standard_error)},
          {"note", value.note}};
}

// The difference of the means of a and b, paired.
json permutation_of(const json& request) {
  std::vector<double> x = doubles(request["a"]);
  const auto items = static_cast<std::uint32_t>(x.size());
  for (const double b : doubles(request["b"])) x.push_back(b);
  PairedSample sample = {.kind_a = {}, .kind_b = {}, .kinds = x.size()};
  for (std::uint32_t item = 0; item < items; ++item) {
    sample.kind_a.push_back(item);
    sample.kind_b.push_back(items + item);
  }
  const PermutationOptions options = {.resamples = request["resamples"], .seed = request["seed"]};
  const PermutationValue value = paired_permutation(sample, 1, statistic_of("mean", x, {}), options).front();
  return {{"difference", number(value.difference)}, {"p", number(value.p)}, {"exact", value.exact}};
}

json answer(const json& request) {
  const std::string function = request["function"];
  if (function == "holm") return numbers(holm(doubles(request["p"])));
  if (function == "benjamini_hochberg") return numbers(benjamini_hochberg(doubles(request["p"])));
  if (function == "mcnemar_exact") return number(mcnemar_exact(request["only_a"], request["only_b"]));
  if (function == "paired_permutation") return permutation_of(request);
  if (function == "bootstrap") return bootstrap_of(request);
  if (function == "smallest_difference") return number(smallest_difference(request["standard_error"]));
  if (function == "smallest_accuracy_difference") {
    const auto difference = smallest_accuracy_difference(request["items"], request["discordance"]);
    return difference ? json(*difference) : json();
  }
  if (function == "quantile") {
    std::vector<double> values = doubles(request["values"]);
    return number(quantile(values, request["probability"]));
  }
  return "unknown function " + function;
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);) std::cout << answer(json::parse(line)).dump() << "\n";
}
