#include "openaffect/evaluate/agreement_rows.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "openaffect/agreement/icc.h"
#include "openaffect/agreement/kappa.h"
#include "openaffect/agreement/kendall_w.h"
#include "openaffect/core/names.h"
#include "openaffect/core/rating.h"
#include "openaffect/metrics/class_scores.h"

namespace openaffect {
namespace {

constexpr std::size_t kMostLabels = 1'000;   // with 10,000 resamples their figures take 80 MB
constexpr std::size_t kMostWithout = 2'000;  // each costs as much as alpha itself

const std::vector<std::string> kLevelNames = {"nominal", "ordinal", "interval", "ratio", "set"};

ResultRow row_of(const std::string& metric, const AgreementValue& value, const std::string& note = "") {
  ResultRow row;
  row.metric = metric;
  row.value = value.value;
  row.reason = value.reason;
  row.n_items = value.n_units;
  row.n_ratings = value.n_ratings;
  row.note = note;
  return row;
}

std::size_t raters_with_ratings(const Ratings& ratings) {
  std::vector<bool> seen(ratings.raters.size());
  for (const RatingEntry& entry : ratings.entries)
    if (entry.rater < seen.size()) seen[entry.rater] = true;
  return static_cast<std::size_t>(std::ranges::count(seen, true));
}

class AgreementRows {
 public:
  AgreementRows(const Ratings& ratings, MeasurementLevel level, const IntervalOptions& intervals)
      : ratings_(ratings), level_(level), intervals_(intervals), raters_(raters_with_ratings(ratings)) {}

  std::vector<ResultRow> make() {
    switch (level_) {
      case MeasurementLevel::nominal:
        add_nominal();
        break;
      case MeasurementLevel::ordinal:
        add_ordinal();
        break;
      case MeasurementLevel::interval:
      case MeasurementLevel::ratio:
        add_numbers();
        break;
      case MeasurementLevel::set:
        add_sets();
        break;
    }
    return std::move(rows_);
  }

 private:
  void add_nominal() {
    add_scores({.per_label = few_labels(), .kappas = true});
    if (!few_labels()) rows_.front().note = too_many_labels();
    add(row_of("conger_kappa", conger_kappa(ratings_)));
    if (raters_ == 2) add_cohen("cohen_kappa", cohen_kappa(ratings_));
    if (raters_ == 2) add_complete("scott_pi", scott_pi(ratings_));
  }

  bool few_labels() const { return ratings_.categories.size() <= kMostLabels; }

  std::string too_many_labels() const {
    return fmt::format("{} categories are too many for a figure each", ratings_.categories.size());
  }

  void add_ordinal() {
    add_scores({});
    if (!few_labels()) rows_.front().note = too_many_labels();
    if (few_labels())
      for (const LabelAgreement& label : krippendorff_alpha_per_label(ratings_))
        rows_.front().per_label.push_back({label.label, label.agreement.value, label.agreement.reason});
    const KappaOptions linear{.weights = KappaWeights::linear, .categories = CategoryUse::all};
    const KappaOptions quadratic{.weights = KappaWeights::quadratic, .categories = CategoryUse::all};
    add(row_of("gwet_ac2", gwet_ac2(ratings_, quadratic), "quadratic weights"));
    add(row_of("conger_kappa", conger_kappa(ratings_, quadratic), "quadratic weights"));
    add_percent();
    if (raters_ == 2) add_cohen("cohen_kappa", cohen_kappa(ratings_));
    if (raters_ == 2) add_cohen("cohen_kappa_linear", cohen_kappa(ratings_, linear));
    if (raters_ == 2) add_cohen("cohen_kappa_quadratic", cohen_kappa(ratings_, quadratic));
    add_complete("kendall_w", kendall_w(ratings_));
  }

  void add_numbers() {
    add_scores({});
    const IccTable table = icc(ratings_);
    for (const IccValue& value : table.values) {
      ResultRow row;
      row.metric = icc_name(value.form);
      row.value = value.value;
      row.reason = value.reason;
      if (value.reason.empty() && intervals_.wanted) row.interval = ResultInterval{value.low, value.high, "f", 0, 0};
      row.n_items = table.n_units;
      row.n_ratings = table.n_units * table.n_raters;
      row.note = complete_note(table.n_units, table.n_raters);
      add(std::move(row));
    }
    add_complete("kendall_w", kendall_w(ratings_));
  }

  void add_sets() {
    for (const SetDistance distance : {SetDistance::masi, SetDistance::jaccard}) {
      add_scores({.alpha = {.level = level_, .distance = distance}});
      rows_.back().note = distance == SetDistance::masi ? "MASI distance" : "Jaccard distance";
    }
    if (!few_labels()) rows_.front().note += ", " + too_many_labels();
    for (std::size_t label = 0; few_labels() && label < ratings_.categories.size(); ++label) {
      const AgreementValue value = krippendorff_alpha(one_against_rest(ratings_, label, level_));
      rows_.front().per_label.push_back({ratings_.categories[label], value.value, value.reason});
    }
  }

  // Percent agreement, which knows no order, with an interval.
  void add_percent() {
    ResultRow row = row_of("percent_agreement", percent_agreement(ratings_));
    const auto scores = agreement_scores(ratings_, {.kappas = true});
    for (const ResultRow& bootstrapped : scored_rows(*scores, Clusters({}), ResultRow(), intervals_))
      if (bootstrapped.metric == row.metric) row.interval = bootstrapped.interval;
    add(std::move(row));
  }

  // Cohen's of the only two raters, bootstrapped over the units that both rated: a confusion of one with the other.
  void add_cohen(const std::string& metric, const AgreementValue& value) {
    add_complete(metric, value);
    if (ratings_.categories.size() > std::numeric_limits<LabelId>::max()) return;
    LabelColumn first, second;
    const std::vector<std::size_t> starts = ratings_.unit_starts();
    for (std::size_t unit = 0; unit < ratings_.units.size(); ++unit) {
      if (starts[unit + 1] - starts[unit] != 2) continue;
      first.push_back(static_cast<LabelId>(ratings_.entries[starts[unit]].value));
      second.push_back(static_cast<LabelId>(ratings_.entries[starts[unit] + 1].value));
    }
    const LabelOrder order = level_ == MeasurementLevel::ordinal ? LabelOrder::graded : LabelOrder::none;
    const auto scores =
        class_scores(first, second, ratings_.categories, {.choice = MetricChoice::only(metric), .order = order});
    if (!scores || first.empty()) return;
    const auto rows = scored_rows(**scores, Clusters({}), ResultRow(), intervals_);
    if (!rows.empty()) rows_.back().interval = rows.front().interval;
  }

  // Alpha and what is bootstrapped with it.
  void add_scores(AgreementScoresOptions options) {
    options.alpha.level = level_;
    const auto scores = agreement_scores(ratings_, options);
    std::vector<ResultRow> rows = scored_rows(*scores, Clusters({}), ResultRow(), intervals_);
    const AgreementValue alpha = krippendorff_alpha(ratings_, options.alpha);
    const AgreementValue percent = options.kappas ? percent_agreement(ratings_) : AgreementValue{};
    const AgreementValue fleiss = options.kappas ? fleiss_kappa(ratings_) : AgreementValue{};
    for (ResultRow& row : rows) {
      const bool is_alpha = row.metric == "krippendorff_alpha";
      const AgreementValue& counted = is_alpha ? alpha : row.metric == "percent_agreement" ? percent : fleiss;
      if (is_alpha) row.level = level_name(level_);
      row.n_items = counted.n_units;
      row.n_ratings = counted.n_ratings;
      if (is_alpha) add_without_each(row, options.alpha);
      add(std::move(row));
    }
  }

  void add_without_each(ResultRow& row, const AlphaOptions& options) const {
    if (raters_ < 3) return;  // without one of two there is nothing to compare
    if (raters_ > kMostWithout) {
      row.note += fmt::format("{}{} raters are too many to leave out each", row.note.empty() ? "" : ", ", raters_);
      return;
    }
    const std::vector<AgreementValue> without = krippendorff_alpha_without_each_rater(ratings_, options);
    for (std::size_t rater = 0; rater < without.size(); ++rater)
      row.per_rater.push_back({"without " + ratings_.raters[rater], without[rater].value, without[rater].reason});
  }

  // What only units enter that every rater rated.
  std::string complete_note(std::size_t n_units, std::size_t n_ratings) const {
    if (n_units == ratings_.units.size()) return "";
    if (ratings_.has_raters())
      return fmt::format("units that every rater rated only: {} of {}", n_units, ratings_.units.size());
    return fmt::format("units with {} ratings only: {} of {}", n_ratings, n_units, ratings_.units.size());
  }

  void add_complete(const std::string& metric, const AgreementValue& value) {
    const bool is_defined = value.reason.empty() || value.reason == "too_few";
    add(row_of(metric, value, is_defined ? complete_note(value.n_units, 0) : ""));
  }

  void add(ResultRow row) { rows_.push_back(std::move(row)); }

  const Ratings& ratings_;
  MeasurementLevel level_;
  const IntervalOptions& intervals_;
  std::size_t raters_;
  std::vector<ResultRow> rows_;
};

// A figure of each rater against the others, and their mean.
ResultRow others_row(const Ratings& ratings, std::span<const RaterSummary> raters, const std::string& metric,
                     double RaterSummary::*figure) {
  ResultRow row;
  row.against = "others";
  row.metric = metric;
  row.note = "mean over raters";
  double sum = 0;
  std::size_t defined = 0;
  for (const RaterSummary& rater : raters) {
    const double value = rater.*figure;
    row.n_ratings += rater.shared;
    row.per_rater.push_back({ratings.raters[rater.rater], value,
                             value == value     ? ""
                             : rater.shared < 2 ? "too_few"
                                                : "constant"});
    if (value != value) continue;
    sum += value;
    ++defined;
  }
  if (defined > 0)
    row.value = sum / static_cast<double>(defined);
  else
    row.reason = std::ranges::find(row.per_rater, "constant", &ResultPart::reason) == row.per_rater.end() ? "too_few"
                                                                                                          : "constant";
  const std::vector<std::size_t> starts = ratings.unit_starts();
  for (std::size_t unit = 0; unit < ratings.units.size(); ++unit) row.n_items += starts[unit + 1] - starts[unit] > 1;
  return row;
}

}  // namespace

std::vector<ResultRow> rater_rows(const Ratings& ratings, MeasurementLevel level,
                                  std::span<const RaterSummary> raters) {
  if (raters_with_ratings(ratings) < 2) return {};
  switch (level) {
    case MeasurementLevel::nominal:
    case MeasurementLevel::ordinal:
      return {others_row(ratings, raters, "percent_agreement", &RaterSummary::score)};
    case MeasurementLevel::set:
      return {others_row(ratings, raters, "jaccard", &RaterSummary::score)};
    default:
      return {others_row(ratings, raters, "pearson", &RaterSummary::pearson),
              others_row(ratings, raters, "ccc", &RaterSummary::ccc)};
  }
}

std::vector<ResultRow> agreement_rows(const Ratings& ratings, MeasurementLevel level,
                                      const IntervalOptions& intervals) {
  return AgreementRows(ratings, level, intervals).make();
}

std::vector<ResultRow> pair_rows(const Ratings& ratings, std::span<const RaterPair> pairs) {
  std::vector<ResultRow> rows;
  const bool numbers = ratings.categories.empty();  // of which hardly two are equal
  for (const RaterPair& pair : pairs) {
    const std::pair<const char*, const ValueOrReason*> values[] = {
        {"percent_agreement", &pair.percent_agreement},
        {"cohen_kappa", &pair.cohen_kappa},
        {"cohen_kappa_quadratic", &pair.cohen_kappa_quadratic},
        {"ccc", &pair.ccc},
        {"pearson", &pair.pearson},
        {"spearman", &pair.spearman}};
    for (const auto& [metric, value] : values) {
      const bool is_of_labels =
          value == &pair.percent_agreement || value == &pair.cohen_kappa || value == &pair.cohen_kappa_quadratic;
      if (value->reason == "not_for_level" || (is_of_labels && numbers)) continue;
      ResultRow row;
      row.system = ratings.raters[pair.first];
      row.against = ratings.raters[pair.second];
      row.metric = metric;
      row.value = value->value;
      row.reason = value->reason;
      row.n_items = pair.n_units;
      row.n_ratings = 2 * pair.n_units;
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

std::string_view level_name(MeasurementLevel level) {
  return kLevelNames[static_cast<std::size_t>(level)];
}

Result<MeasurementLevel> level_of_name(std::string_view name) {
  const auto found = std::ranges::find(kLevelNames, name);
  if (found != kLevelNames.end()) return static_cast<MeasurementLevel>(found - kLevelNames.begin());
  return Error{ErrorKind::unknown, "--level: " + unknown_name_message("level", name, kLevelNames)};
}

}  // namespace openaffect
