#include "openaffect/metrics/text_scores.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include <fmt/format.h>

#include "openaffect/core/error.h"
#include "openaffect/metrics/rouge.h"

namespace openaffect {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

enum Value : std::size_t { kBleu, kBleu2, kChrf, kRougeL, kDistinct1, kDistinct2, kValues };

std::array<ScoreName, kValues> make_names() {
  return {{{"bleu"}, {"bleu_2"}, {"chrf"}, {"rouge_l"}, {"distinct_1"}, {"distinct_2"}}};
}

// What the items know, computed once and shared by clones.
struct Items {
  TextScoreOptions options;
  std::array<ScoreName, kValues> names = make_names();
  std::vector<std::uint32_t> rows;  // 0, 1, 2 …
  std::vector<BleuStatistics> bleu;
  std::vector<ChrfStatistics> chrf;
  std::vector<double> rouge;

  // Distinct-n, [n - 1]: the numbers of an item's different n-grams, and how many n-grams it has.
  struct Ngrams {
    std::vector<std::uint32_t> numbers;
    std::vector<std::size_t> ends;
    std::vector<std::uint32_t> totals;
    std::uint32_t different = 0;
  };
  std::array<Ngrams, 2> ngrams;
};

void add_ngrams(std::span<const std::uint32_t> tokens, std::size_t n, NgramTree& tree, Items::Ngrams& ngrams) {
  const std::size_t begin = ngrams.numbers.size();
  for (std::size_t i = 0; i + n <= tokens.size(); ++i) {
    std::uint32_t node = NgramTree::kRoot;
    for (std::size_t k = 0; k < n; ++k) node = tree.child(node, tokens[i + k]);
    ngrams.numbers.push_back(node);
  }
  const auto first = ngrams.numbers.begin() + static_cast<std::ptrdiff_t>(begin);
  std::sort(first, ngrams.numbers.end());
  ngrams.numbers.erase(std::unique(first, ngrams.numbers.end()), ngrams.numbers.end());
  ngrams.ends.push_back(ngrams.numbers.size());
  ngrams.totals.push_back(static_cast<std::uint32_t>(ngrams_of_length(tokens.size(), static_cast<int>(n))));
  ngrams.different = tree.size();  // numbers are below it
}

std::shared_ptr<const Items> items_of(std::span<const std::string> hypotheses,
                                      std::span<const std::vector<std::string>> references,
                                      const TextScoreOptions& options) {
  auto items = std::make_shared<Items>();
  items->options = options;
  items->rows.resize(hypotheses.size());
  std::iota(items->rows.begin(), items->rows.end(), 0U);
  BleuCounter bleu(options.bleu.tokens);
  ChrfCounter chrf(options.chrf);
  RougeCounter rouge;
  NumberedTokens tokens(options.distinct_tokens);
  std::array<NgramTree, 2> trees;
  for (std::size_t i = 0; i < hypotheses.size(); ++i) {
    items->bleu.push_back(bleu.count(hypotheses[i], references[i]));
    items->chrf.push_back(chrf.count(hypotheses[i], references[i]));
    items->rouge.push_back(rouge.score(hypotheses[i], references[i]).f_measure);
    const auto numbers = tokens.read(hypotheses[i]);
    for (std::size_t n : {1U, 2U}) add_ngrams(numbers, n, trees[n - 1], items->ngrams[n - 1]);
  }
  return items;
}

void add_times(const BleuStatistics& from, std::uint64_t times, BleuStatistics& sum) {
  for (std::size_t i = 0; i < BleuStatistics::kOrders; ++i) {
    sum.matches[i] += times * from.matches[i];
    sum.totals[i] += times * from.totals[i];
  }
  sum.hypothesis_length += times * from.hypothesis_length;
  sum.reference_length += times * from.reference_length;
  sum.segments += times;
}

void add_times(const ChrfStatistics& from, std::uint64_t times, ChrfStatistics& sum) {
  for (std::size_t i = 0; i < ChrfStatistics::kOrders; ++i) {
    sum.orders[i].hypothesis += times * from.orders[i].hypothesis;
    sum.orders[i].reference += times * from.orders[i].reference;
    sum.orders[i].matches += times * from.orders[i].matches;
  }
  sum.segments += times;
}

class TextScores final : public CountedScores {
 public:
  explicit TextScores(std::shared_ptr<const Items> items) : items_(std::move(items)) {
    for (std::size_t i = 0; i < seen_.size(); ++i) seen_[i].resize(items_->ngrams[i].different, 0);
  }

  std::span<const ScoreName> names() const override { return items_->names; }
  std::size_t rows() const override { return items_->rows.size(); }
  std::span<const std::uint32_t> row_of_item() const override { return items_->rows; }

  void score(std::span<const std::uint32_t> counts, std::span<double> values) override {
    check(counts.size(), values.size());
    BleuStatistics bleu;
    ChrfStatistics chrf;
    double rouge = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (counts[i] == 0) continue;
      add_times(items_->bleu[i], counts[i], bleu);
      add_times(items_->chrf[i], counts[i], chrf);
      rouge += counts[i] * items_->rouge[i];
    }
    BleuOptions options = items_->options.bleu;
    options.max_order = BleuStatistics::kOrders;
    values[kBleu] = bleu_score(bleu, options).score;
    options.max_order = 2;
    values[kBleu2] = bleu_score(bleu, options).score;
    values[kChrf] = chrf_score(chrf, items_->options.chrf);
    values[kRougeL] = bleu.segments > 0 ? rouge / static_cast<double>(bleu.segments) : kNan;
    values[kDistinct1] = distinct(0, counts);
    values[kDistinct2] = distinct(1, counts);
  }

  std::string reason(std::size_t value, std::span<const std::uint32_t> counts) override {
    if (value >= kValues) throw ContractError(fmt::format("text_scores: value {} of {}", value, kValues + 0));
    check(counts.size(), kValues);
    if (value == kDistinct1 || value == kDistinct2)
      return std::isnan(distinct(value - kDistinct1, counts)) ? "too_few" : "";
    const bool any = std::any_of(counts.begin(), counts.end(), [](std::uint32_t count) { return count > 0; });
    return any ? "" : "too_few";
  }

  std::unique_ptr<CountedScores> clone() const override { return std::make_unique<TextScores>(items_); }

 private:
  void check(std::size_t counts, std::size_t values) const {
    if (counts != rows() || values != kValues)
      throw ContractError(
          fmt::format("text_scores: {} counts for {} rows, {} values for {}", counts, rows(), values, kValues + 0));
  }

  // An n-gram counts once a call: `seen_` holds the call that saw it last.
  double distinct(std::size_t order, std::span<const std::uint32_t> counts) {
    const Items::Ngrams& ngrams = items_->ngrams[order];
    std::vector<std::uint32_t>& seen = seen_[order];
    if (++call_ == 0) {
      for (auto& marks : seen_) std::fill(marks.begin(), marks.end(), 0U);
      call_ = 1;
    }
    std::uint64_t different = 0, total = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < counts.size(); begin = ngrams.ends[i++]) {
      if (counts[i] == 0) continue;
      total += std::uint64_t{counts[i]} * ngrams.totals[i];
      for (std::size_t k = begin; k < ngrams.ends[i]; ++k) {
        std::uint32_t& mark = seen[ngrams.numbers[k]];
        different += mark != call_ ? 1 : 0;
        mark = call_;
      }
    }
    return total > 0 ? static_cast<double>(different) / static_cast<double>(total) : kNan;
  }

  std::shared_ptr<const Items> items_;
  std::array<std::vector<std::uint32_t>, 2> seen_;
  std::uint32_t call_ = 0;
};

}  // namespace

std::unique_ptr<CountedScores> text_scores(std::span<const std::string> hypotheses,
                                           std::span<const std::vector<std::string>> references,
                                           const TextScoreOptions& options) {
  if (hypotheses.size() != references.size())
    throw ContractError(
        fmt::format("text_scores: {} hypotheses and references for {}", hypotheses.size(), references.size()));
  return std::make_unique<TextScores>(items_of(hypotheses, references, options));
}

}  // namespace openaffect
