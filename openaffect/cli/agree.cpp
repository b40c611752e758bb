#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/agreement/consensus_file.h"
#include "openaffect/cli/command.h"
#include "openaffect/cli/read_flags.h"
#include "openaffect/cli/result_flags.h"
#include "openaffect/cli/verbs.h"
#include "openaffect/core/names.h"
#include "openaffect/evaluate/agreement_rows.h"
#include "openaffect/evaluate/agreement_study.h"
#include "openaffect/evaluate/pairing.h"

namespace openaffect {
namespace {

struct Flags {
  std::string input, level, scheme, consensus, consensus_output, on_outside = "fail", on_twice = "fail", ties = "none";
  std::vector<std::string> raters, counts, order, missing, where;
  AgreementOptions options;
  ReadFlags read;
  ResultFlags results;
};

void declare(CLI::App& app, Flags& flags) {
  RatingsOptions& ratings = flags.options.ratings;
  app.add_option("INPUT", flags.input, "a table of ratings")->required();
  app.add_option("--unit", ratings.unit, "the column that names what was rated; without it a row is a unit");
  app.add_option("--rater", ratings.rater, "the column that names who rated; without it ratings have no names");
  app.add_option("--value", ratings.value, "the column of ratings, where each row is one");
  app.add_option("--raters", flags.raters, "where each row is a unit: the columns of its raters, comma-separated");
  app.add_option("--counts", flags.counts, "where each row is a unit: the columns of votes, one a label");
  app.add_option("--lists", ratings.list, "where each row is a unit: the column that lists its ratings");
  app.add_option("--list-raters", ratings.list_raters, "the column that lists who gave them, in the same order");
  app.add_option("--source", ratings.source, "of a table that openaffect label wrote: which text column");
  app.add_option("--field", ratings.field, "of a scheme of numbers: which field the values are");
  app.add_option("--where", flags.where,
                 "COLUMN=VALUE: only such rows; several columns must all fit, of one column several values may")
      ->allow_extra_args(false);
  app.add_option("--min-ratings", ratings.least_ratings, "leave out units with fewer ratings")
      ->check(CLI::Range(0, 1'000'000));
  app.add_option("--level", flags.level, "nominal, ordinal, interval, ratio, set; by default as scheme or values say");
  app.add_option("--scheme", flags.scheme, "what may be said: a scheme's name or file (openaffect schemes)");
  app.add_option("--order", flags.order, "the categories from low to high, comma-separated, instead of a scheme");
  app.add_option("--missing", flags.missing, "cells that mean no rating, comma-separated: NA,-99");
  app.add_option("--on-outside", flags.on_outside, "a rating outside the scheme: fail, or drop and count")
      ->check(CLI::IsMember({"fail", "drop"}));
  app.add_option("--on-twice", flags.on_twice, "a rater who rates a unit twice: fail, or keep the first or the last")
      ->check(CLI::IsMember({"fail", "first", "last"}));
  app.add_option("--consensus", flags.consensus,
                 "majority, mean, median, ewe, dawid_skene; by default majority or mean");
  app.add_option("--consensus-output", flags.consensus_output,
                 "a table with one row a unit: the consensus, soft labels, ties (parquet, csv, tsv, jsonl)");
  app.add_option("--ties", flags.ties, "of the consensus: none (no label, the tied ones named), first (in the order)")
      ->check(CLI::IsMember({"none", "first"}));
  app.add_option("--text", flags.options.text, "the column of texts, for the worst disagreements; by default text");
  app.add_flag("--pairs", flags.options.pairs,
               "also a row for every pair of raters (of up to six they are there anyway)");
  flags.read.declare(app);
  flags.results.declare(app);
}

template <class Value>
Value choice(const std::string& name, std::initializer_list<std::pair<const char*, Value>> choices) {
  for (const auto& [known, value] : choices)
    if (name == known) return value;
  throw ContractError("no choice " + name);
}

Result<Done> set_options(Flags& flags) {
  RatingsOptions& ratings = flags.options.ratings;
  ratings.raters = split_at_commas(flags.raters);
  ratings.counts = split_at_commas(flags.counts);
  ratings.order = split_at_commas(flags.order);
  ratings.missing = split_at_commas(flags.missing);
  ratings.on_outside = choice<OnOutside>(flags.on_outside, {{"fail", OnOutside::refuse}, {"drop", OnOutside::drop}});
  ratings.on_twice = choice<OnTwice>(
      flags.on_twice, {{"fail", OnTwice::refuse}, {"first", OnTwice::keep_first}, {"last", OnTwice::keep_last}});
  for (const std::string& text : flags.where) {
    OA_TRY(condition, row_condition(text));
    ratings.where.push_back(std::move(condition));
  }
  if (!flags.level.empty()) {
    OA_TRY(level, level_of_name(flags.level));
    ratings.level = level;
  }
  if (!flags.scheme.empty()) {
    OA_TRY(scheme, open_scheme(flags.scheme));
    ratings.scheme = scheme;
  }
  if (!flags.consensus.empty()) {
    OA_TRY(method, consensus_method_of_name(flags.consensus));
    flags.options.consensus = method;
  }
  flags.options.needs_consensus = !flags.consensus.empty() || !flags.consensus_output.empty();
  flags.options.on_tie = choice<OnTie>(flags.ties, {{"none", OnTie::none}, {"first", OnTie::first}});
  OA_TRY(read, flags.read.options());
  ratings.read = std::move(read);
  OA_CHECK(flags.results.check());
  flags.options.intervals = flags.results.intervals;
  flags.options.wants_texts = !flags.results.output.empty();
  return Done{};
}

// "majority of 300 units, 12 tied (no label), 2 without a rating"
std::string consensus_text(const AgreementStudy& study, OnTie on_tie) {
  const Consensus& made = *study.consensus;
  std::string text =
      fmt::format("{} of {} units", consensus_method_name(made.method), study.table.ratings.units.size());
  const bool is_set = made.level == MeasurementLevel::set;
  if (made.tied_units() > 0)
    text += fmt::format(", {} tied ({})", made.tied_units(),
                        is_set                   ? "such labels are left out"
                        : on_tie == OnTie::first ? "the first of the tied labels taken"
                                                 : "no label");
  const auto unrated = static_cast<std::uint64_t>(std::ranges::count(made.n, 0U));
  if (unrated > 0) text += fmt::format(", {} without a rating", unrated);
  const std::uint64_t tied = is_set || on_tie == OnTie::first ? 0 : made.tied_units();
  if (made.undecided_units() > tied + unrated)
    text += fmt::format(", {} whose raters weigh nothing", made.undecided_units() - tied - unrated);
  if (made.dawid_skene && !made.dawid_skene->converged) text += ", not converged";
  return text;
}

Result<Done> finish_consensus(const Flags& flags, const AgreementStudy& study, const Terminal& terminal) {
  const std::string& file = flags.consensus_output;
  const std::string& unit = study.table.unit;
  if (!file.empty())
    OA_CHECK(write_consensus(file, study.table.ratings, *study.consensus, {.unit = unit.empty() ? "id" : unit}));
  terminal.message(fmt::format("consensus: {}{}\n", consensus_text(study, flags.options.on_tie),
                               file.empty() ? "; --consensus-output writes it" : fmt::format(", in {}", file)));
  return Done{};
}

// The exit code: 3 when rows could not be read and were passed over.
Result<int> agree(const Flags& flags, const Terminal& terminal) {
  OA_TRY(study, study_agreement(flags.input, flags.options));
  if (!study.table.found.empty())
    terminal.message(fmt::format("units, raters and values in the columns {}\n", study.table.found));
  const PageJson page = agreement_page(study, flags.results.intervals);
  OA_CHECK(flags.results.finish(study.rows, {}, page, {}, terminal));
  if (flags.options.needs_consensus) OA_CHECK(finish_consensus(flags, study, terminal));
  constexpr int kSomeRowsFailed = 3;
  return study.table.bad_rows > 0 ? kSomeRowsFailed : 0;
}

}  // namespace
}  // namespace openaffect

extern "C" int openaffect_verb_agree(const std::vector<std::string>& arguments, openaffect::Terminal& terminal) {
  using namespace openaffect;
  Flags flags;
  Command command("agree",
                  "Measures how far raters agree, with intervals, per label and per rater, and makes a consensus that "
                  "keeps their disagreement.",
                  {"openaffect agree ratings.parquet --unit item --rater rater --value label --scheme ekman7",
                   "openaffect agree ratings.csv --raters anna,ben,chris --level interval -o agree/",
                   "openaffect agree votes.csv --counts A,D,F,H,N,S",
                   "openaffect agree ratings.csv --unit item --rater rater --value valence --consensus ewe "
                   "--consensus-output gold.parquet"});
  declare(command.options(), flags);
  if (const auto code = command.parse(arguments, terminal)) return *code;
  if (const auto set = set_options(flags); !set) return terminal.fail(set.error());
  const auto code = agree(flags, terminal);
  return code ? *code : terminal.fail(code.error());
}
