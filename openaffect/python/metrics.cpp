// Whole families of metrics over arrays: {(metric, label): value}, undefined ones with their reason.
#include <nanobind/ndarray.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "openaffect/metrics/class_scores.h"
#include "openaffect/metrics/label_set_scores.h"
#include "openaffect/metrics/number_scores.h"
#include "openaffect/metrics/probability_scores.h"
#include "openaffect/metrics/soft_label_scores.h"
#include "openaffect/metrics/text_scores.h"
#include "openaffect/python/errors.h"
#include "openaffect/python/modules.h"

namespace openaffect::python {
namespace {

using Names = std::vector<std::string>;
using Ids = nb::ndarray<const LabelId, nb::ndim<1>, nb::c_contig, nb::device::cpu>;
using Numbers = nb::ndarray<const double, nb::ndim<1>, nb::c_contig, nb::device::cpu>;
using Grid = nb::ndarray<const double, nb::ndim<2>, nb::c_contig, nb::device::cpu>;

template <class Array>
auto span_of(const Array& array) {
  return std::span(array.data(), array.size());
}

MetricChoice choice_of(const Names& metrics) {
  return {.metrics = metrics};
}

LabelAverage average_of(bool all_labels) {
  return all_labels ? LabelAverage::all : LabelAverage::occurring;
}

// [(metric, label, value, reason)] of the family that `make` makes; it must not touch Python.
template <class Make>
nb::list scores_of(Make make) {
  Result<std::vector<Score>> scores = Error{};
  {
    const nb::gil_scoped_release without_gil;
    const Result<std::unique_ptr<CountedScores>> family = make();
    scores = family ? Result<std::vector<Score>>(scores_of_all(**family)) : family.error();
  }
  nb::list list;
  for (const Score& score : value_of(std::move(scores)))
    list.append(nb::make_tuple(score.name.metric, score.name.label, score.value, score.reason));
  return list;
}

nb::list of_classes(const Ids& gold, const Ids& predicted, const Names& labels, const Names& metrics, bool all_labels,
                    bool graded) {
  const ClassScoreOptions options{.choice = choice_of(metrics),
                                  .average = average_of(all_labels),
                                  .order = graded ? LabelOrder::graded : LabelOrder::none};
  return scores_of([&] { return class_scores(span_of(gold), span_of(predicted), labels, options); });
}

nb::list of_label_sets(const LabelsColumn& gold, const LabelsColumn& predicted, const Names& labels,
                       const Names& metrics, bool all_labels) {
  const LabelSetScoreOptions options{.choice = choice_of(metrics), .average = average_of(all_labels)};
  return scores_of([&] { return label_set_scores(gold, predicted, labels, options); });
}

nb::list of_numbers(const Numbers& gold, const Numbers& predicted, const Names& metrics) {
  return scores_of([&] { return number_scores(span_of(gold), span_of(predicted), {.choice = choice_of(metrics)}); });
}

ProbabilityScoreOptions probability_options(const Names& metrics, std::optional<std::size_t> bins) {
  ProbabilityScoreOptions options{.choice = choice_of(metrics)};
  if (bins) options.bins = *bins;
  return options;
}

nb::list of_probabilities(const Ids& gold, const Grid& probabilities, const Names& labels, const Names& metrics,
                          std::optional<std::size_t> bins) {
  const ProbabilityScoreOptions options = probability_options(metrics, bins);
  return scores_of([&] { return probability_scores(span_of(gold), span_of(probabilities), labels, options); });
}

nb::list of_set_probabilities(const LabelsColumn& gold, const Grid& probabilities, const Names& labels,
                              const Names& metrics, std::optional<std::size_t> bins) {
  const ProbabilityScoreOptions options = probability_options(metrics, bins);
  return scores_of([&] { return label_set_probability_scores(gold, span_of(probabilities), labels, options); });
}

nb::list of_distributions(const Grid& gold, const Grid& predicted, const Names& metrics) {
  const std::size_t labels = gold.shape(1);
  return scores_of(
      [&] { return soft_label_scores(span_of(gold), span_of(predicted), labels, {.choice = choice_of(metrics)}); });
}

nb::list of_texts(const std::vector<Names>& references, const Names& hypotheses) {
  return scores_of([&] { return text_scores(hypotheses, references); });
}

}  // namespace

void add_metrics(nb::module_& module) {
  module.def("class_scores", &of_classes);
  module.def("label_set_scores", &of_label_sets);
  module.def("number_scores", &of_numbers);
  module.def("probability_scores", &of_probabilities, nb::arg("gold"), nb::arg("probabilities"), nb::arg("labels"),
             nb::arg("metrics"), nb::arg("bins").none());
  module.def("label_set_probability_scores", &of_set_probabilities, nb::arg("gold"), nb::arg("probabilities"),
             nb::arg("labels"), nb::arg("metrics"), nb::arg("bins").none());
  module.def("soft_label_scores", &of_distributions);
  module.def("text_scores", &of_texts);
}

}  // namespace openaffect::python
