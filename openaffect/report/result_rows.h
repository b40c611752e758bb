// Results as rows: one figure each, with its interval, its n and, where it has none, the reason. What `agree`,
// `evaluate` and `compare` say, and its forms: a terminal table, JSON, Markdown, LaTeX.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace openaffect {

struct ResultInterval {
  double low = 0, high = 0;
  std::string method;           // "percentile", "bca", "f" (ICC)
  std::uint64_t resamples = 0;  // 0: not by resampling
  std::uint64_t seed = 0;
  std::uint64_t undefined = 0;  // resamples in which the figure was undefined: left out
  std::string note = {};        // why it is of another method than was asked for, snake_case (bootstrap.h)
};

// A part of a figure: of one label, or of one rater.
struct ResultPart {
  std::string name;
  double value = std::numeric_limits<double>::quiet_NaN();
  std::string reason = {};
  std::optional<ResultInterval> interval = {};
  std::optional<std::uint64_t> n = {};  // of a label: the items of gold that have it
};

// Two systems on the same items. The difference is system minus against, its interval stands in ResultRow::interval.
struct ResultTest {
  double difference = 0;
  double p = 1;
  double p_adjusted = 1;     // Holm's, over the family
  std::uint64_t family = 1;  // how many tests it has
  std::string name;          // "paired_permutation", "mcnemar_exact", "paired_bootstrap"
};

// How many answers of a system were of which kind (docs/benchmark_files.md).
struct AnswerCounts {
  std::uint64_t ok = 0, out_of_range = 0, no_number = 0, no_answer = 0;
};

struct ResultRow {
  std::string system;        // who is measured; "" for all raters together
  std::string against = {};  // gold, another rater, another system
  std::string task = {};     // of a benchmark, or the column
  std::string label = {};    // the label or field that it speaks of; "": all
  std::string part = {};     // which of the items: "unseen", those whose text was not trained on; "": all
  std::string metric;        // a stable name (docs/metrics.md)
  std::string level = {};    // of krippendorff_alpha: nominal, ordinal, interval, ratio, set
  double value = std::numeric_limits<double>::quiet_NaN();
  std::string reason = {};  // why the value is undefined, snake_case
  std::optional<ResultInterval> interval = {};
  std::uint64_t n_items = 0;
  std::uint64_t n_ratings = 0;
  std::optional<ResultTest> test = {};
  std::vector<ResultPart> per_label = {};
  std::vector<ResultPart> per_rater = {};
  std::optional<double> published = {};      // what the paper of a benchmark prints
  std::optional<AnswerCounts> answers = {};  // of a benchmark's task
  std::string note = {};                     // one sentence beside the figure
};

}  // namespace openaffect
