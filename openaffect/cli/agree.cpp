#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/agreement/consensus_table.h"
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
  std::vector<std::string> raters, counts, order, missing;
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
    flags.options.consensus.emplace().method = method;
    flags.options.consensus->on_tie = choice<OnTie>(flags.ties, {{"none", OnTie::none}, {"first", OnTie::first}});
  }
  OA_TRY(read, flags.read.options());
  ratings.read = std::move(read);
  OA_CHECK(flags.results.check());
  flags.options.intervals = flags.results.intervals;
  return Done{};
}

Result<Done> agree(const Flags& flags, const Terminal& terminal) {
  OA_TRY(study, study_agreement(flags.input, flags.options));
  OA_CHECK(flags.results.finish(study.rows, {}, agreement_page(study, flags.results.intervals), {}, terminal));
  if (flags.consensus_output.empty()) return Done{};
  const std::string& unit = flags.options.ratings.unit;
  OA_CHECK(write_consensus(flags.consensus_output, study.table.ratings, *study.consensus,
                           {.unit = unit.empty() ? "id" : unit}));
  terminal.message(fmt::format("consensus ({}) of {} units in {}\n", consensus_method_name(study.consensus->method),
                               study.table.ratings.units.size(), flags.consensus_output));
  return Done{};
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
  if (const auto done = agree(flags, terminal); !done) return terminal.fail(done.error());
  return 0;
}
