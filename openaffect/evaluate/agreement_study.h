// What the verb `agree` does: read ratings, measure how far raters agree, make a consensus.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "openaffect/agreement/consensus.h"
#include "openaffect/agreement/pairwise.h"
#include "openaffect/agreement/rater_report.h"
#include "openaffect/agreement/ratings_reader.h"
#include "openaffect/evaluate/page_data.h"
#include "openaffect/evaluate/scored_rows.h"

namespace openaffect {

struct AgreementOptions {
  RatingsOptions ratings = {};
  std::optional<ConsensusMethod> consensus = {};  // by default majority, of numbers mean
  OnTie on_tie = OnTie::none;
  bool needs_consensus = false;  // fail where there cannot be one; else it is left out
  IntervalOptions intervals = {};
  std::string text = {};    // the column of texts, for the page; "": `text` where there is one
  bool wants_texts = true;  // false: they are read only where `text` names them
  bool pairs = false;       // a row for every pair of raters; of up to six raters anyway
};

struct AgreementStudy {
  RatingsTable table;
  std::vector<ResultRow> rows;
  std::vector<RaterPair> pairs;
  std::vector<RaterSummary> raters;    // empty where raters have no names
  std::optional<Consensus> consensus;  // also made where none was asked for, unless it would be too large
  std::vector<std::string> texts;      // [units]; empty where there are none
  ResultFacts facts;
};

// Errors: those of read_ratings(), consensus() and rater_report(). When intervals.bootstrap.stop becomes
// true: Error `interrupted`, or throws Stopped (statistics/resample.h).
Result<AgreementStudy> study_agreement(const std::string& path, const AgreementOptions& options);

// The results' page.
PageJson agreement_page(const AgreementStudy& study, const IntervalOptions& intervals);

}  // namespace openaffect
