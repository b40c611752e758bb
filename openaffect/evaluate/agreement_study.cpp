#include "openaffect/evaluate/agreement_study.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <unordered_map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/agreement/ratings_reader_rows.h"
#include "openaffect/core/stop.h"
#include "openaffect/data/memory_table.h"
#include "openaffect/evaluate/agreement_rows.h"
#include "openaffect/evaluate/page_agreement.h"
#include "openaffect/evaluate/result_files.h"
#include "openaffect/evaluate/table_columns.h"

namespace openaffect {
namespace {

constexpr std::size_t kPairRaters = 6;    // more make a table too long to read
constexpr std::size_t kMostRaters = 200;  // more raters are too many pairs: of 200, 19,900
constexpr std::size_t kPatternsTold = 10;

bool can_be_read_twice(const std::string& path, const ReadOptions& read) {
  std::error_code failure;
  return find_memory_table(read.memory, path) || std::filesystem::is_regular_file(path, failure);
}

// The text of each unit: the first row that speaks of it. Nothing where the file has no such column, or was a stream.
Result<std::vector<std::string>> read_texts(const std::string& path, const AgreementOptions& options,
                                            const RatingsTable& made) {
  const std::string column = options.text.empty() ? "text" : options.text;
  if (made.shape == RatingShape::label_job || !can_be_read_twice(path, options.ratings.read))
    return std::vector<std::string>{};
  OA_TRY(table, TableColumns::open(path, options.ratings.read));
  const std::string& unit = made.unit;
  if (!table.find(column) && options.text.empty()) return std::vector<std::string>{};
  std::vector<std::string> wanted = {column};
  if (!unit.empty()) wanted.push_back(unit);
  for (const RowCondition& condition : options.ratings.where) wanted.push_back(condition.column);
  OA_CHECK(table.read(wanted, options.intervals.bootstrap.stop));
  std::unordered_map<std::string, std::size_t> rows;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto cell_of = [&](const std::string& name) {
      const auto& cell = table.cells(name)[row];
      return cell ? trimmed(*cell) : std::string_view();
    };
    if (!is_chosen(std::span(options.ratings.where), cell_of)) continue;
    rows.emplace(unit.empty() ? std::to_string(row + 1) : std::string(cell_of(unit)), row);
  }
  std::vector<std::string> texts;
  for (const std::string& name : made.ratings.units) {
    const auto found = rows.find(name);
    texts.push_back(found == rows.end() ? "" : table.cells(column)[found->second].value_or(""));
  }
  return texts;
}

ConsensusOptions consensus_for(MeasurementLevel level, const AgreementOptions& asked) {
  ConsensusOptions options;
  const bool numbers = level == MeasurementLevel::interval || level == MeasurementLevel::ratio;
  options.method = asked.consensus.value_or(numbers ? ConsensusMethod::mean : ConsensusMethod::majority);
  options.on_tie = asked.on_tie;
  return options;
}

// What looks as if a rater had not thought.
void tell_patterns(const AgreementStudy& study, std::vector<std::string>& warnings) {
  std::size_t found = 0;
  for (const RaterSummary& rater : study.raters)
    for (const RaterPattern& pattern : rater.patterns) {
      if (++found > kPatternsTold) continue;
      warnings.push_back(fmt::format("rater '{}': {}", study.table.ratings.raters[rater.rater], pattern.text));
    }
  if (found > kPatternsTold)
    warnings.push_back(fmt::format("{} more such patterns of raters are in the report", found - kPatternsTold));
}

void tell(const RatingsTable& table, std::vector<std::string>& warnings) {
  const auto& ratings = table.ratings;
  const std::string counted =
      fmt::format("{} ratings of {} units by {}", ratings.entries.size(), ratings.units.size(),
                  ratings.has_raters() ? fmt::format("{} raters", ratings.raters.size()) : "raters without names");
  if (!ratings.has_raters() && !ratings.entries.empty())
    warnings.push_back(counted + ": what needs to know who rated (per rater, pairs, EWE, Dawid–Skene) is left out");
  if (table.passed_over > 0)
    warnings.push_back(
        fmt::format("{} of {} rows are used", table.rows - table.bad_rows - table.passed_over, table.rows));
  if (table.small_units > 0)
    warnings.push_back(fmt::format("{} units with too few ratings are left out", table.small_units));
  if (table.outside > 0) {
    std::string named;
    for (const OutsideValue& value :
         std::span(table.outside_values).first(std::min<std::size_t>(5, table.outside_values.size())))
      named += fmt::format("{}'{}' ({})", named.empty() ? "" : ", ", excerpt(value.text), value.ratings);
    warnings.push_back(fmt::format("{} ratings outside the scheme are left out: {}", table.outside, named));
  }
  if (table.twice > 0)
    warnings.push_back(fmt::format("{} ratings of a unit that its rater had rated already are left out", table.twice));
  if (table.bad_rows > 0) warnings.push_back(fmt::format("{} rows could not be read and are left out", table.bad_rows));
}

// Coefficients, pairs and what can be said of each rater.
Result<Done> measure(const AgreementOptions& options, AgreementStudy& study) {
  const Ratings& ratings = study.table.ratings;
  const MeasurementLevel level = study.table.level;
  const std::atomic<bool>* stop = options.intervals.bootstrap.stop;
  OA_CHECK(check_stop(stop));
  study.rows = agreement_rows(ratings, level, options.intervals);
  OA_CHECK(check_stop(stop));
  if (!ratings.has_raters()) return Done{};
  OA_TRY(report, rater_report(ratings, level, study.table.order));
  study.raters = std::move(report.raters);
  OA_CHECK(check_stop(stop));
  tell_patterns(study, study.facts.warnings);
  std::ranges::move(rater_rows(ratings, level, study.raters), std::back_inserter(study.rows));
  if (ratings.raters.size() > kMostRaters) {
    if (options.pairs)
      study.facts.warnings.push_back(
          fmt::format("no pairs of {} raters: of more than {} they are too many", ratings.raters.size(), kMostRaters));
    return Done{};
  }
  study.pairs = pairwise_agreement(ratings, level);
  if (options.pairs || ratings.raters.size() <= kPairRaters)
    std::ranges::move(pair_rows(ratings, study.pairs), std::back_inserter(study.rows));
  return Done{};
}

}  // namespace

Result<AgreementStudy> study_agreement(const std::string& path, const AgreementOptions& options) {
  OA_TRY(table, read_ratings(path, options.ratings));
  AgreementStudy study{
      .table = std::move(table), .rows = {}, .pairs = {}, .raters = {}, .consensus = {}, .texts = {}, .facts = {}};
  const Ratings& ratings = study.table.ratings;
  const MeasurementLevel level = study.table.level;
  study.facts = {
      .command = "agree", .title = page_title(path), .items = ratings.units.size(), .ratings = ratings.entries.size()};
  OA_TRY(sha256, file_sha256(path));
  study.facts.inputs = {{path, sha256, "ratings"}};
  tell(study.table, study.facts.warnings);
  OA_CHECK(measure(options, study));
  OA_CHECK(check_stop(options.intervals.bootstrap.stop));
  auto made = consensus(ratings, level, consensus_for(level, options));
  if (!made && (options.needs_consensus || made.error().kind != ErrorKind::unsupported)) return made.error();
  if (made)
    study.consensus = *std::move(made);
  else
    study.facts.warnings.push_back(made.error().what);
  if (options.wants_texts || !options.text.empty()) {
    OA_TRY(texts, read_texts(path, options, study.table));
    study.texts = std::move(texts);
  }
  return study;
}

PageJson agreement_page(const AgreementStudy& study, const IntervalOptions& intervals) {
  ResultFacts facts = study.facts;
  facts.seed = intervals.bootstrap.seed;
  facts.resamples = intervals.wanted ? intervals.bootstrap.resamples : 0;
  PageJson page = page_head(facts, study.rows);
  page["rater_matrices"] = page_rater_matrices(study.table.ratings, study.pairs);
  RaterPairBlocks pairs = page_rater_pairs(study, facts.seed);
  page["matrices"] = std::move(pairs.matrices);
  page["scatter"] = std::move(pairs.scatter);
  page["raters"] = page_raters(study);
  page["consensus"] = study.consensus ? page_consensus(study) : PageJson::array();
  page["disagreements"] = page_rater_disagreements(study);
  return page;
}

}  // namespace openaffect
