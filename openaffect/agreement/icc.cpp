#include "openaffect/agreement/icc.h"

#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include <fmt/format.h>
#include <boost/math/distributions/fisher_f.hpp>

#include "openaffect/agreement/complete_table.h"
#include "openaffect/core/error.h"

namespace openaffect {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

constexpr std::string_view kNames[] = {"icc_1_1", "icc_2_1", "icc_3_1", "icc_1_k", "icc_2_k", "icc_3_k"};

struct Means {
  double all = 0;
  std::vector<double> units, raters;
};

// Of deviations from the first value, so that values that are equal give means that are exactly equal.
Means means_of(const CompleteTable& table) {
  Means means{0, std::vector<double>(table.units), std::vector<double>(table.raters)};
  const auto n = static_cast<double>(table.units), k = static_cast<double>(table.raters);
  for (std::size_t u = 0; u < table.units; ++u)
    for (std::size_t r = 0; r < table.raters; ++r) {
      const double value = table.unit(u)[r] - table.values.front();
      means.all += value / (n * k);
      means.units[u] += value / k;
      means.raters[r] += value / n;
    }
  return means;
}

AnovaTable anova_of(const CompleteTable& table) {
  const Means means = means_of(table);
  const auto n = static_cast<double>(table.units), k = static_cast<double>(table.raters);
  double units = 0, raters = 0, residual = 0, within = 0;
  for (const double mean : means.units) units += k * (mean - means.all) * (mean - means.all);
  for (const double mean : means.raters) raters += n * (mean - means.all) * (mean - means.all);
  for (std::size_t u = 0; u < table.units; ++u)
    for (std::size_t r = 0; r < table.raters; ++r) {
      const double from_unit = table.unit(u)[r] - table.values.front() - means.units[u];
      const double rest = from_unit - means.raters[r] + means.all;
      within += from_unit * from_unit;
      residual += rest * rest;
    }
  // What rounding leaves of a sum that is 0: far below the square of a digit.
  const double nothing = 1e-26 * (units + within);
  for (double* sum : {&units, &raters, &residual, &within})
    if (*sum < nothing) *sum = 0;
  return {units / (n - 1), raters / (k - 1), residual / ((n - 1) * (k - 1)), within / (n * (k - 1))};
}

struct Interval {
  double low = 0, high = 0;
};

// Infinity or NaN, never an exception, where degrees of freedom are beyond all sense.
using Policy =
    boost::math::policies::policy<boost::math::policies::domain_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::evaluation_error<boost::math::policies::ignore_error>>;

double f_quantile(double probability, double df1, double df2) {
  return boost::math::quantile(boost::math::fisher_f_distribution<double, Policy>(df1, df2), probability);
}

// Of MSR / MS against its F distribution: [F / F(df1, df2), F * F(df2, df1)].
Interval f_interval(double f, double df1, double df2, double probability) {
  return {f / f_quantile(probability, df1, df2), f * f_quantile(probability, df2, df1)};
}

// (F - 1) / (F + k - 1), and its limit where nothing is left within units.
double single_of(double f, double k) {
  return std::isinf(f) ? 1 : (f - 1) / (f + k - 1);
}

Interval single_of(Interval f, double k) {
  return {single_of(f.low, k), single_of(f.high, k)};
}

Interval mean_of(Interval f) {
  return {1 - 1 / f.low, 1 - 1 / f.high};
}

// Of icc_2_1, with Satterthwaite's degrees of freedom; multiplied out so that MSE may be 0.
Interval agreement_interval(const AnovaTable& anova, double icc, double n, double k, double probability) {
  if (anova.raters == 0 && anova.residual == 0) return {1, 1};
  if (anova.units == 0 && anova.residual == 0) return {0, 0};
  const double by_raters = k * icc * anova.raters;
  const double by_rest = (n * (1 + (k - 1) * icc) - k * icc) * anova.residual;
  const double over = (n - 1) * (k - 1) * (by_raters + by_rest) * (by_raters + by_rest);
  const double under = (n - 1) * by_raters * by_raters + by_rest * by_rest;
  const double df = over / under;
  if (!(df > 0)) return {kNan, kNan};
  const double upper = f_quantile(probability, n - 1, df), lower = f_quantile(probability, df, n - 1);
  const double rest = k * anova.raters + (k * n - k - n) * anova.residual;
  return {n * (anova.units - upper * anova.residual) / (upper * rest + n * anova.units),
          n * (lower * anova.units - anova.residual) / (rest + n * lower * anova.units)};
}

// Spearman-Brown: from one rating to the mean of k.
Interval stepped_up(Interval one, double k) {
  return {one.low * k / (1 + one.low * (k - 1)), one.high * k / (1 + one.high * (k - 1))};
}

void set_value(IccTable& table, IccForm form, double over, double under, Interval interval) {
  IccValue& value = table.values[static_cast<std::size_t>(form)];
  value.value = over / under;
  value.low = interval.low;
  value.high = interval.high;
  if (under > 0) return;
  value.value = value.low = value.high = kNan;
  value.reason = "constant";
}

void set_tests(IccTable& table, double n, double k) {
  const AnovaTable& anova = table.anova;
  for (IccValue& value : table.values) {
    const bool one_way = value.form == IccForm::icc_1_1 || value.form == IccForm::icc_1_k;
    value.f = anova.units / (one_way ? anova.within : anova.residual);
    value.df1 = n - 1;
    value.df2 = one_way ? n * (k - 1) : (n - 1) * (k - 1);
  }
}

void set_values(IccTable& table, double confidence) {
  const auto n = static_cast<double>(table.n_units), k = static_cast<double>(table.n_raters);
  const double probability = 1 - (1 - confidence) / 2;
  const auto [units, raters, residual, within] = table.anova;
  set_tests(table, n, k);
  const IccValue &one_way = table.values[0], &two_way = table.values[2];
  const Interval f1 = f_interval(one_way.f, one_way.df1, one_way.df2, probability);
  set_value(table, IccForm::icc_1_1, units - within, units + (k - 1) * within, single_of(f1, k));
  set_value(table, IccForm::icc_1_k, units - within, units, mean_of(f1));
  const double under = units + (k - 1) * residual + k * (raters - residual) / n;
  const Interval two = agreement_interval(table.anova, (units - residual) / under, n, k, probability);
  set_value(table, IccForm::icc_2_1, units - residual, under, two);
  set_value(table, IccForm::icc_2_k, units - residual, units + (raters - residual) / n, stepped_up(two, k));
  const Interval f3 = f_interval(two_way.f, two_way.df1, two_way.df2, probability);
  set_value(table, IccForm::icc_3_1, units - residual, units + (k - 1) * residual, single_of(f3, k));
  set_value(table, IccForm::icc_3_k, units - residual, units, mean_of(f3));
}

void undefine(IccValue& value, std::string_view reason) {
  value.value = value.low = value.high = value.f = value.df1 = value.df2 = kNan;
  value.reason = reason;
}

}  // namespace

std::string_view icc_name(IccForm form) {
  return kNames[static_cast<std::size_t>(form)];
}

IccTable icc(const Ratings& ratings, double confidence) {
  if (!(confidence > 0 && confidence < 1)) throw ContractError(fmt::format("icc: confidence {}", confidence));
  const CompleteTable complete = complete_table(ratings);
  IccTable table{{kNan, kNan, kNan, kNan}, complete.units, complete.raters};
  for (std::size_t i = 0; i < table.values.size(); ++i) table.values[i].form = static_cast<IccForm>(i);
  if (complete.reason.empty()) {
    table.anova = anova_of(complete);
    set_values(table, confidence);
  }
  for (IccValue& value : table.values) {
    const bool one_way = value.form == IccForm::icc_1_1 || value.form == IccForm::icc_1_k;
    if (!complete.reason.empty())
      undefine(value, complete.reason);
    else if (!one_way && !ratings.has_raters())
      undefine(value, "no_raters");
  }
  return table;
}

}  // namespace openaffect
