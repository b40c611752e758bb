#include <algorithm>
#include <array>

#include <nanobind/stl/map.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/variant.h>
#include <nanobind/stl/vector.h>

#include "openaffect/agreement/consensus_file.h"
#include "openaffect/evaluate/agreement_rows.h"
#include "openaffect/evaluate/agreement_study.h"
#include "openaffect/evaluate/evaluation.h"
#include "openaffect/evaluate/pairing.h"
#include "openaffect/python/long_call.h"
#include "openaffect/python/modules.h"
#include "openaffect/python/rater_handle.h"
#include "openaffect/python/results.h"
#include "openaffect/python/tables.h"

namespace openaffect::python {
namespace {

template <class Condition, class Parse>
std::vector<Condition> conditions(Keywords& keywords, Parse parse) {
  std::vector<std::string> texts;
  keywords.take_list("where", texts);
  std::vector<Condition> parsed;
  for (const std::string& text : texts) parsed.push_back(value_of(parse(text)));
  return parsed;
}

RatingsOptions ratings_options(Keywords& keywords) {
  RatingsOptions ratings;
  keywords.take("unit", ratings.unit);
  keywords.take("rater", ratings.rater);
  keywords.take("value", ratings.value);
  keywords.take_list("raters", ratings.raters);
  keywords.take_list("counts", ratings.counts);
  keywords.take("lists", ratings.list);
  keywords.take("list_raters", ratings.list_raters);
  keywords.take("source", ratings.source);
  keywords.take("field", ratings.field);
  keywords.take_list("order", ratings.order);
  keywords.take_list("missing", ratings.missing);
  keywords.take("min_ratings", ratings.least_ratings);
  ratings.where = conditions<RowCondition>(keywords, [](const std::string& text) { return row_condition(text); });
  if (keywords.has("level")) ratings.level = value_of(level_of_name(keywords.get<std::string>("level")));
  if (keywords.has("scheme")) ratings.scheme = value_of(open_scheme(keywords.get<std::string>("scheme")));
  constexpr std::array kOutside = {OnOutside::refuse, OnOutside::drop};
  constexpr std::array kTwice = {OnTwice::refuse, OnTwice::keep_first, OnTwice::keep_last};
  ratings.on_outside = kOutside.at(keywords.choice("on_outside", {"fail", "drop"}));
  ratings.on_twice = kTwice.at(keywords.choice("on_twice", {"fail", "first", "last"}));
  return ratings;
}

AgreementOptions agreement_options(Keywords& keywords, const std::atomic<bool>* stop) {
  AgreementOptions options{.ratings = ratings_options(keywords)};
  if (keywords.has("consensus")) {
    options.consensus = value_of(consensus_method_of_name(keywords.get<std::string>("consensus")));
    options.needs_consensus = true;
  }
  constexpr std::array kTies = {OnTie::none, OnTie::first};
  options.on_tie = kTies.at(keywords.choice("ties", {"none", "first"}));
  keywords.take("text", options.text);
  keywords.take("pairs", options.pairs);
  options.intervals = interval_options(keywords, stop);
  options.ratings.read = read_options(keywords);
  options.ratings.stop = stop;
  return options;
}

Result<Results> agreement_results(const std::string& path, const AgreementOptions& options,
                                  const std::string& consensus, const std::string& output) {
  OA_TRY(study, study_agreement(path, options));
  const std::string& unit = study.table.unit;
  if (!consensus.empty())
    OA_CHECK(write_consensus(consensus, study.table.ratings, *study.consensus, {.unit = unit.empty() ? "id" : unit}));
  Results results{.rows = study.rows, .grids = {}, .tasks = {}, .page = agreement_page(study, options.intervals)};
  if (!study.table.found.empty())
    results.notes.push_back("units, raters and values in the columns " + study.table.found);
  return written(std::move(results), output);
}

nb::dict agree(const TableSource& input, const nb::dict& given, const nb::object& listener) {
  LongCall call(listener);
  Keywords keywords(given);
  AgreementOptions options = agreement_options(keywords, call.stop());
  const std::string output = output_folder(keywords);
  const auto consensus = keywords.get<std::string>("consensus_output");
  keywords.end();
  options.needs_consensus = options.needs_consensus || !consensus.empty();
  options.wants_texts = !output.empty();
  const std::string path = path_of(input, options.ratings.read);
  return as_dict(call.run([&] { return agreement_results(path, options, consensus, output); }));
}

// What evaluate and compare have in common.
struct Scoring {
  PairingOptions pairing;
  ScoringOptions scoring;
  std::string gold, output;
  bool all_metrics = false;
};

Scoring scoring_of(Keywords& keywords, const std::optional<TableSource>& gold, const std::atomic<bool>* stop) {
  Scoring all;
  PairingOptions& pairing = all.pairing;
  if (keywords.has("scheme")) pairing.scheme = value_of(open_scheme(keywords.get<std::string>("scheme")));
  if (keywords.has("kind")) pairing.kind = value_of(task_kind_of_name(keywords.get<std::string>("kind")));
  pairing.stop = stop;
  keywords.take("own_names", pairing.own_names);
  keywords.take("id", pairing.id);
  keywords.take("allow_missing", pairing.allow_missing);
  keywords.take("gold_column", pairing.gold_column);
  keywords.take("prediction_column", pairing.prediction_column);
  keywords.take("rater", pairing.rater);
  keywords.take("source", pairing.source);
  keywords.take("text", pairing.text);
  keywords.take("cluster", pairing.cluster);
  pairing.where = conditions<CellFilter>(keywords, [](const std::string& text) { return CellFilter::parse(text); });
  pairing.read = read_options(keywords);
  all.gold = gold ? path_of(*gold, pairing.read) : "";
  keywords.take_list("metrics", all.scoring.metrics);
  all.all_metrics = std::ranges::find(all.scoring.metrics, "all") != all.scoring.metrics.end();
  if (all.all_metrics) all.scoring.metrics.clear();
  all.scoring.all_labels = keywords.choice("labels", {"occurring", "scheme"}) == 1;
  all.scoring.intervals = interval_options(keywords, stop);
  all.output = output_folder(keywords);
  return all;
}

Result<Results> evaluation_results(Result<Evaluation> made, const Scoring& all) {
  OA_TRY(evaluation, std::move(made));
  Results results{.rows = std::move(evaluation.rows),
                  .grids = evaluation.published,
                  .tasks = {},
                  .page = {},
                  .notes = evaluation.notes};
  results.grids.insert(results.grids.end(), evaluation.grids.begin(), evaluation.grids.end());
  evaluation.rows = results.rows;
  results.page = evaluation_page(evaluation, all.scoring.intervals);
  results.tasks = std::move(evaluation.tasks);
  return written(std::move(results), all.output);
}

nb::dict evaluate(const TableSource& predicted, const std::optional<TableSource>& gold, const nb::dict& given,
                  const nb::object& listener) {
  LongCall call(listener);
  Keywords keywords(given);
  Scoring all = scoring_of(keywords, gold, call.stop());
  keywords.end();
  const std::string path = path_of(predicted, all.pairing.read);
  return as_dict(
      call.run([&] { return evaluation_results(evaluate_tables(path, all.gold, all.pairing, all.scoring), all); }));
}

nb::dict benchmark(const std::string& name, const std::vector<std::string>& inputs, const RaterSettings& settings,
                   const nb::dict& given, const nb::object& listener) {
  LongCall call(listener);
  Keywords keywords(given);
  BenchmarkRun run{.name = name, .inputs = inputs, .settings = settings};
  keywords.take("split", run.split);
  keywords.take("use", run.use);
  keywords.take_list("seen", run.seen);
  run.neural = neural_options(keywords);
  const Scoring all = scoring_of(keywords, std::nullopt, call.stop());
  keywords.end();
  run.pairing = all.pairing;
  if (all.all_metrics) run.metrics = BenchmarkMetrics::all;
  return as_dict(call.run([&] { return evaluation_results(evaluate_benchmark(run, all.scoring), all); }));
}

nb::dict compare(const std::vector<TableSource>& predicted, const std::optional<TableSource>& gold,
                 const nb::dict& given, const nb::object& listener) {
  LongCall call(listener);
  Keywords keywords(given);
  Scoring all = scoring_of(keywords, gold, call.stop());
  const PairedTest test = value_of(paired_test_of_name(keywords.get<std::string>("test", "permutation")));
  keywords.end();
  std::vector<std::string> paths;
  for (const TableSource& source : predicted) paths.push_back(path_of(source, all.pairing.read));
  if (all.all_metrics) all.scoring.metrics = {"all"};
  const ComparisonOptions options{.scoring = all.scoring, .test = test};
  return as_dict(
      call.run([&] { return evaluation_results(compare_tables(paths, all.gold, all.pairing, options), all); }));
}

}  // namespace

void add_evaluate(nb::module_& module) {
  module.def("agree", &agree, nb::arg("input"), nb::arg("options"), nb::arg("listener").none());
  module.def("evaluate", &evaluate, nb::arg("predicted"), nb::arg("gold").none(), nb::arg("options"),
             nb::arg("listener").none());
  module.def("benchmark", &benchmark, nb::arg("name"), nb::arg("inputs"), nb::arg("settings"), nb::arg("options"),
             nb::arg("listener").none());
  module.def("compare", &compare, nb::arg("predicted"), nb::arg("gold").none(), nb::arg("options"),
             nb::arg("listener").none());
}

}  // namespace openaffect::python
