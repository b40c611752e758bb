#include "openaffect/evaluate/agreement_rows.h"

#include <algorithm>

#include "openaffect/agreement/icc.h"
#include "openaffect/agreement/kappa.h"
#include "openaffect/agreement/kendall_w.h"
#include "openaffect/core/names.h"

namespace openaffect {
namespace {

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
    add_scores({.per_label = true, .kappas = true});
    add(row_of("conger_kappa", conger_kappa(ratings_)));
    if (raters_ == 2) add(row_of("cohen_kappa", cohen_kappa(ratings_)));
    if (raters_ == 2) add(row_of("scott_pi", scott_pi(ratings_)));
  }

  void add_ordinal() {
    add_scores({});
    for (const LabelAgreement& label : krippendorff_alpha_per_label(ratings_))
      rows_.front().per_label.push_back({label.label, label.agreement.value, label.agreement.reason});
    const KappaOptions linear{.weights = KappaWeights::linear, .categories = CategoryUse::all};
    const KappaOptions quadratic{.weights = KappaWeights::quadratic, .categories = CategoryUse::all};
    add(row_of("gwet_ac2", gwet_ac2(ratings_, quadratic), "quadratic weights"));
    add(row_of("conger_kappa", conger_kappa(ratings_, quadratic), "quadratic weights"));
    add(row_of("percent_agreement", percent_agreement(ratings_)));
    if (raters_ == 2) add(row_of("cohen_kappa", cohen_kappa(ratings_)));
    if (raters_ == 2) add(row_of("cohen_kappa_linear", cohen_kappa(ratings_, linear)));
    if (raters_ == 2) add(row_of("cohen_kappa_quadratic", cohen_kappa(ratings_, quadratic)));
    add(row_of("kendall_w", kendall_w(ratings_)));
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
      add(std::move(row));
    }
    add(row_of("kendall_w", kendall_w(ratings_)));
  }

  void add_sets() {
    for (const SetDistance distance : {SetDistance::masi, SetDistance::jaccard}) {
      add_scores({.alpha = {.level = level_, .distance = distance}});
      rows_.back().note = distance == SetDistance::masi ? "MASI distance" : "Jaccard distance";
    }
    for (std::size_t label = 0; label < ratings_.categories.size(); ++label) {
      const AgreementValue value = krippendorff_alpha(one_against_rest(ratings_, label, level_));
      rows_.front().per_label.push_back({ratings_.categories[label], value.value, value.reason});
    }
  }

  // Alpha and what is bootstrapped with it.
  void add_scores(AgreementScoresOptions options) {
    options.alpha.level = level_;
    const auto scores = agreement_scores(ratings_, options);
    std::vector<ResultRow> rows = scored_rows(*scores, Clusters({}), ResultRow(), intervals_);
    const AgreementValue alpha = krippendorff_alpha(ratings_, options.alpha);
    const AgreementValue percent = options.kappas ? percent_agreement(ratings_) : AgreementValue{};
    for (ResultRow& row : rows) {
      const bool is_alpha = row.metric == "krippendorff_alpha";
      if (is_alpha) row.level = level_name(level_);
      row.n_items = is_alpha ? alpha.n_units : percent.n_units;
      row.n_ratings = is_alpha ? alpha.n_ratings : percent.n_ratings;
      if (is_alpha) add_without_each(row, options.alpha);
      add(std::move(row));
    }
  }

  void add_without_each(ResultRow& row, const AlphaOptions& options) const {
    const std::vector<AgreementValue> without = krippendorff_alpha_without_each_rater(ratings_, options);
    if (raters_ < 3) return;  // without one of two there is nothing to compare
    for (std::size_t rater = 0; rater < without.size(); ++rater)
      row.per_rater.push_back({"without " + ratings_.raters[rater], without[rater].value, without[rater].reason});
  }

  void add(ResultRow row) { rows_.push_back(std::move(row)); }

  const Ratings& ratings_;
  MeasurementLevel level_;
  const IntervalOptions& intervals_;
  std::size_t raters_;
  std::vector<ResultRow> rows_;
};

}  // namespace

std::vector<ResultRow> agreement_rows(const Ratings& ratings, MeasurementLevel level,
                                      const IntervalOptions& intervals) {
  return AgreementRows(ratings, level, intervals).make();
}

std::vector<ResultRow> pair_rows(const Ratings& ratings, std::span<const RaterPair> pairs) {
  std::vector<ResultRow> rows;
  for (const RaterPair& pair : pairs) {
    const std::pair<const char*, const ValueOrReason*> values[] = {
        {"percent_agreement", &pair.percent_agreement},
        {"cohen_kappa", &pair.cohen_kappa},
        {"cohen_kappa_quadratic", &pair.cohen_kappa_quadratic},
        {"ccc", &pair.ccc},
        {"pearson", &pair.pearson},
        {"spearman", &pair.spearman}};
    for (const auto& [metric, value] : values) {
      if (value->reason == "not_for_level") continue;
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
