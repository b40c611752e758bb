#include "openaffect/agreement/consensus.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "openaffect/agreement/consensus_numbers.h"
#include "openaffect/core/names.h"

namespace openaffect {
namespace {

constexpr std::array<std::string_view, 5> kNames = {"majority", "mean", "median", "ewe", "dawid_skene"};
constexpr std::size_t kMostShares = std::size_t{1} << 26;
constexpr double kEqualPosteriors = 1e-9;

bool is_number(MeasurementLevel level) {
  return level == MeasurementLevel::interval || level == MeasurementLevel::ratio;
}

Result<Done> check(const Ratings& ratings, MeasurementLevel level, ConsensusMethod method) {
  const auto refuse = [&](std::string_view why) {
    return Error{ErrorKind::refused, fmt::format("{}: {}", consensus_method_name(method), why)};
  };
  if (method == ConsensusMethod::ewe && !ratings.has_raters())
    return refuse("it weighs each rater by his agreement with the others, and these raters have no names");
  if (method == ConsensusMethod::dawid_skene && level == MeasurementLevel::set)
    return refuse("its model has one label a rating, and these are sets");
  const bool wants_number = method == ConsensusMethod::mean || method == ConsensusMethod::ewe;
  if (wants_number && !is_number(level)) return refuse("it needs numbers (interval or ratio), and these are labels");
  if (method == ConsensusMethod::median && (level == MeasurementLevel::nominal || level == MeasurementLevel::set))
    return refuse("it needs an order (ordinal, interval or ratio), and these labels have none");
  if ((method == ConsensusMethod::majority || method == ConsensusMethod::dawid_skene) && is_number(level))
    return refuse("it needs labels (nominal or ordinal), and these are numbers: mean, median or ewe");
  return Done{};
}

void decide(Consensus& made, std::vector<std::uint16_t> best, OnTie on_tie) {
  const bool is_decided = best.size() == 1 || (best.size() > 1 && on_tie == OnTie::first);
  made.labels.push_back(is_decided ? std::optional(best.front()) : std::nullopt);
  made.ties.push_back(best.size() > 1 ? std::move(best) : std::vector<std::uint16_t>());
}

// All positions whose share is within `slack` of the largest.
std::vector<std::uint16_t> largest(std::span<const double> shares, double slack) {
  std::vector<std::uint16_t> best;
  const double most = shares.empty() ? 0 : *std::max_element(shares.begin(), shares.end());
  for (std::size_t i = 0; i < shares.size(); ++i)
    if (shares[i] >= most - slack) best.push_back(static_cast<std::uint16_t>(i));
  return best;
}

void take_largest(Consensus& made, OnTie on_tie) {
  for (std::size_t unit = 0; unit < made.n.size(); ++unit) {
    // Shares of a unit are counts over one n, so equal counts are equal doubles.
    const auto best = made.n[unit] == 0  ? std::vector<std::uint16_t>()
                      : made.dawid_skene ? largest(made.dawid_skene->posterior_of(unit), kEqualPosteriors)
                                         : largest(made.soft->of(unit), 0);
    decide(made, best, on_tie);
  }
}

void take_sets(Consensus& made) {
  for (std::size_t unit = 0; unit < made.n.size(); ++unit) {
    std::vector<std::uint16_t> set, tied;
    const auto shares = made.soft->of(unit);
    for (std::size_t label = 0; label < shares.size(); ++label) {
      if (shares[label] > .5) set.push_back(static_cast<std::uint16_t>(label));
      if (shares[label] == .5) tied.push_back(static_cast<std::uint16_t>(label));
    }
    made.label_sets.push_back(std::move(set));
    made.ties.push_back(std::move(tied));
  }
}

void take_middle_grades(const Ratings& ratings, Consensus& made, OnTie on_tie) {
  const auto starts = ratings.unit_starts();
  for (std::size_t unit = 0; unit < made.n.size(); ++unit) {
    const std::vector<double> sorted = sorted_values(ratings, starts[unit], starts[unit + 1]);
    std::vector<std::uint16_t> middle;
    if (!sorted.empty())
      middle = {static_cast<std::uint16_t>(sorted[(sorted.size() - 1) / 2]),
                static_cast<std::uint16_t>(sorted[sorted.size() / 2])};
    middle.erase(std::unique(middle.begin(), middle.end()), middle.end());
    decide(made, std::move(middle), on_tie);
  }
}

}  // namespace

std::string_view consensus_method_name(ConsensusMethod method) {
  return kNames[static_cast<std::size_t>(method)];
}

Result<ConsensusMethod> consensus_method_of_name(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found != kNames.end()) return static_cast<ConsensusMethod>(found - kNames.begin());
  const std::vector<std::string> known(kNames.begin(), kNames.end());
  return Error{ErrorKind::unknown, unknown_name_message("consensus", name, known)};
}

std::uint64_t Consensus::tied_units() const {
  return static_cast<std::uint64_t>(std::count_if(ties.begin(), ties.end(), [](const auto& t) { return !t.empty(); }));
}

std::uint64_t Consensus::undecided_units() const {
  std::uint64_t undecided = 0;
  for (std::size_t unit = 0; unit < n.size(); ++unit) {
    const bool has_answer = !labels.empty()   ? labels[unit].has_value()
                            : !values.empty() ? values[unit] == values[unit]
                                              : n[unit] > 0;
    undecided += !has_answer;
  }
  return undecided;
}

Result<Consensus> consensus(const Ratings& ratings, MeasurementLevel level, const ConsensusOptions& options) {
  OA_CHECK(check(ratings, level, options.method));
  Consensus made{.method = options.method, .level = level};
  if (is_number(level)) {
    take_numbers(ratings, made);
    return made;
  }
  if (ratings.units.size() * ratings.categories.size() > kMostShares)
    return Error{ErrorKind::unsupported,
                 fmt::format("{} categories of {} units are too many: a consensus of labels keeps a share of each",
                             ratings.categories.size(), ratings.units.size())};
  made.soft = soft_labels(ratings, level);
  made.n = made.soft->n;
  if (options.method == ConsensusMethod::dawid_skene) {
    OA_TRY(estimated, dawid_skene(ratings, options.dawid_skene));
    made.dawid_skene = std::move(estimated);
  }
  if (level == MeasurementLevel::set)
    take_sets(made);
  else if (options.method == ConsensusMethod::median)
    take_middle_grades(ratings, made, options.on_tie);
  else
    take_largest(made, options.on_tie);
  return made;
}

}  // namespace openaffect
