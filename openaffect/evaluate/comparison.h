// Two and more systems on the same items: differences with intervals, paired tests, Holm's adjustment.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "openaffect/evaluate/scorer.h"
#include "openaffect/evaluate/task.h"
#include "openaffect/report/result_rows.h"

namespace openaffect {

enum class PairedTest { permutation, bootstrap, mcnemar };
Result<PairedTest> paired_test_of_name(std::string_view name);  // Error `unknown` with the nearest name

struct ComparisonOptions {
  ScoringOptions scoring = {};
  PairedTest test = PairedTest::permutation;
};

// `systems[s]`: the tasks of one system; all systems have the same tasks in the same order, on the same items in the
// same order. First a row for every system and metric, as score_task() says it; then one for every pair of systems and
// metric: value and difference are of the first against the second, the interval is the difference's (percentile
// bootstrap), p is the test's, p_adjusted Holm's over all tests of the call. Of numbers, items that one of the two
// systems has no number for are left out of the pair. A tie has p = 1 and says so in its note; a pair that is not
// significant says what difference so many items could show (80 % power).
// Errors: `unknown` for a metric that the tasks' kind has not; `refused` when McNemar's test is asked for anything but
// the accuracy of classes without clusters, and when items or tasks are not the same.
Result<std::vector<ResultRow>> compare_systems(std::span<const std::vector<ScoringTask>> systems,
                                               const ComparisonOptions& options);

}  // namespace openaffect
