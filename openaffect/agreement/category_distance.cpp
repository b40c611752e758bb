#include "openaffect/agreement/category_distance.h"

#include <numeric>
#include <utility>

namespace openaffect {

namespace {

using Parts = std::span<const CategoryDistance::Part>;

double unequal(Parts parts) {
  double all_a = 0, all_b = 0, equal = 0;
  for (const CategoryDistance::Part& part : parts) {
    all_a += part.a;
    all_b += part.b;
    equal += part.a * part.b;
  }
  return all_a * all_b - equal;
}

// sum |x_k - x_l| a_k b_l: each part meets those below it.
double linear(Parts parts, std::span<const double> x) {
  double a = 0, b = 0, a_from = 0, b_from = 0, sum = 0, last = 0;  // a_from: sum over parts below of a (last - x)
  for (const CategoryDistance::Part& part : parts) {
    const double here = x[part.position];
    a_from += a * (here - last);
    b_from += b * (here - last);
    sum += part.b * a_from + part.a * b_from;
    a += part.a;
    b += part.b;
    last = here;
  }
  return sum;
}

// sum (x_k - x_l)^2 a_k b_l, about the first part so that one part alone gives exactly 0.
double quadratic(Parts parts, std::span<const double> x) {
  double a = 0, b = 0, a_x = 0, b_x = 0, a_xx = 0, b_xx = 0;
  for (const CategoryDistance::Part& part : parts) {
    const double here = x[part.position] - x[parts.front().position];
    a += part.a;
    b += part.b;
    a_x += part.a * here;
    b_x += part.b * here;
    a_xx += part.a * here * here;
    b_xx += part.b * here * here;
  }
  return a_xx * b - 2 * a_x * b_x + a * b_xx;
}

}  // namespace

CategoryDistance::CategoryDistance(KappaWeights weights, std::vector<double> scale)
    : weights_(weights), scale_(std::move(scale)) {
  if (weights_ == KappaWeights::ordinal) std::iota(scale_.begin(), scale_.end(), 0.0);
  const double width = scale_.back() - scale_.front();
  if (weights_ == KappaWeights::linear) largest_ = width;
  if (weights_ == KappaWeights::quadratic) largest_ = width * width;
  if (weights_ == KappaWeights::ordinal) largest_ = width * (width + 1) / 2;
}

double CategoryDistance::between(std::span<const Part> parts) const {
  switch (weights_) {
    case KappaWeights::identity:
      return unequal(parts);
    case KappaWeights::linear:
      return linear(parts, scale_) / largest_;
    case KappaWeights::quadratic:
      return quadratic(parts, scale_) / largest_;
    case KappaWeights::ordinal:
      return (linear(parts, scale_) + quadratic(parts, scale_)) / 2 / largest_;
  }
  return 0;
}

double CategoryDistance::within(std::span<const ValueCount> row) const {
  if (weights_ == KappaWeights::identity) {
    double all = 0, equal = 0;
    for (const ValueCount& cell : row) {
      all += cell.count;
      equal += static_cast<double>(cell.count) * cell.count;
    }
    return all * all - equal;
  }
  std::vector<Part> parts;
  parts.reserve(row.size());
  for (const ValueCount& cell : row) {
    const double count = cell.count;
    parts.push_back({cell.position, count, count});
  }
  return between(parts);
}

}  // namespace openaffect
