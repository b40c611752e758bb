#include "openaffect/agreement/dawid_skene.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "openaffect/agreement/soft_labels.h"

namespace openaffect {
namespace {

constexpr double kMostConfusions = 50e6;

// The tables are kept as [rater][said][truth] while they are worked on, so that a rating reads one stretch of memory.
class Estimation {
 public:
  explicit Estimation(const Ratings& ratings)
      : ratings_(ratings), starts_(ratings.unit_starts()), size_(ratings.categories.size()) {
    result.categories = size_;
    result.posterior = soft_labels(ratings, MeasurementLevel::nominal).share;
    result.prior.assign(size_, 0);
    result.expected_units.assign(ratings.raters.size() * size_, 0);
    said_.assign(ratings.raters.size() * size_ * size_, 0);
  }

  // Priors and confusions that fit the posteriors best.
  void maximise() {
    std::fill(result.prior.begin(), result.prior.end(), 0);
    std::fill(result.expected_units.begin(), result.expected_units.end(), 0);
    std::fill(said_.begin(), said_.end(), 0);
    double rated = 0;
    for (std::size_t unit = 0; unit < ratings_.units.size(); ++unit) {
      if (!is_rated(unit)) continue;
      ++rated;
      const auto posterior = result.posterior_of(unit);
      for (std::size_t j = 0; j < size_; ++j) result.prior[j] += posterior[j];
      for (std::size_t i = starts_[unit]; i < starts_[unit + 1]; ++i) {
        double* const said = table_of(ratings_.entries[i]);
        double* const units = result.expected_units.data() + ratings_.entries[i].rater * size_;
        for (std::size_t j = 0; j < size_; ++j) {
          said[j] += posterior[j];
          units[j] += posterior[j];
        }
      }
    }
    for (double& one : result.prior) one /= rated;
    normalise();
  }

  // Posteriors under the priors and confusions; returns the log-likelihood of these.
  double expect() {
    take_logarithms();
    double sum = 0;
    std::vector<double> score(size_);
    for (std::size_t unit = 0; unit < ratings_.units.size(); ++unit) {
      if (!is_rated(unit)) continue;
      score = log_prior_;
      for (std::size_t i = starts_[unit]; i < starts_[unit + 1]; ++i) {
        const double* const said = table_of(ratings_.entries[i]);
        for (std::size_t j = 0; j < size_; ++j) score[j] += said[j];
      }
      const double highest = *std::max_element(score.begin(), score.end());
      double total = 0;
      for (double& one : score) total += one = std::exp(one - highest);
      for (std::size_t j = 0; j < size_; ++j) result.posterior[unit * size_ + j] = score[j] / total;
      sum += highest + std::log(total);
    }
    return sum;
  }

  // To be called after maximise().
  void finish() {
    result.confusion.assign(said_.size(), 0);
    for (std::size_t rater = 0; rater < ratings_.raters.size(); ++rater)
      for (std::size_t l = 0; l < size_; ++l)
        for (std::size_t j = 0; j < size_; ++j)
          result.confusion[(rater * size_ + j) * size_ + l] = said_[(rater * size_ + l) * size_ + j];
  }

  DawidSkene result;

 private:
  bool is_rated(std::size_t unit) const { return starts_[unit] != starts_[unit + 1]; }

  double* table_of(const RatingEntry& entry) {
    return said_.data() + (entry.rater * size_ + static_cast<std::size_t>(entry.value)) * size_;
  }

  void normalise() {
    for (std::size_t rater = 0; rater < ratings_.raters.size(); ++rater)
      for (std::size_t l = 0; l < size_; ++l)
        for (std::size_t j = 0; j < size_; ++j) {
          const double units = result.expected_units[rater * size_ + j];
          double& said = said_[(rater * size_ + l) * size_ + j];
          said = units > 0 ? said / units : 1 / static_cast<double>(size_);
        }
  }

  // Of 0 they are minus infinity, and a class that has it for a unit gets exp(-inf) = 0.
  void take_logarithms() {
    log_prior_.resize(size_);
    for (std::size_t j = 0; j < size_; ++j) log_prior_[j] = std::log(result.prior[j]);
    for (double& one : said_) one = std::log(one);
  }

  const Ratings& ratings_;
  std::vector<std::size_t> starts_;
  std::size_t size_;
  std::vector<double> said_;  // [raters × said × truth]: c_k(j, l), in expect() its logarithm
  std::vector<double> log_prior_;
};

Result<Done> check(const Ratings& ratings) {
  if (!ratings.has_raters())
    return Error{ErrorKind::refused,
                 "Dawid-Skene estimates the errors of each rater, and these raters have no names: majority needs none"};
  if (ratings.entries.empty()) return Error{ErrorKind::refused, "Dawid-Skene: there is no rating"};
  const auto size = static_cast<double>(ratings.categories.size());
  if (static_cast<double>(ratings.raters.size()) * size * size > kMostConfusions)
    return Error{ErrorKind::refused, fmt::format("Dawid-Skene: confusions of {} raters over {} categories are too many",
                                                 ratings.raters.size(), ratings.categories.size())};
  return Done{};
}

}  // namespace

Result<DawidSkene> dawid_skene(const Ratings& ratings, const DawidSkeneOptions& options) {
  OA_CHECK(check(ratings));
  Estimation estimation(ratings);
  DawidSkene& result = estimation.result;
  double before = -std::numeric_limits<double>::infinity();
  for (int i = 0; i < options.iterations && !result.converged; ++i) {
    estimation.maximise();
    const double now = estimation.expect();
    result.log_likelihood.push_back(now);
    result.converged = now - before <= options.tolerance * std::max(1.0, std::fabs(now));
    before = now;
  }
  estimation.maximise();
  estimation.finish();
  return std::move(estimation.result);
}

}  // namespace openaffect
