// Whole families of metrics over arrays: {(metric, label): value}, undefined ones with their reason.
#include <nanobind/ndarray.h>
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

// [(metric, label, value, reason)]
nb::list scores_of(const Result<std::unique_ptr<CountedScores>>& family) {
  if (!family) raise(family.error());
  std::vector<Score> scores;
  {
    const nb::gil_scoped_release without_gil;
    scores = scores_of_all(**family);
  }
  nb::list list;
  for (const Score& score : scores)
    list.append(nb::make_tuple(score.name.metric, score.name.label, score.value, score.reason));
  return list;
}

nb::list of_classes(const Ids& gold, const Ids& predicted, const Names& labels, const Names& metrics, bool all_labels,
                    bool graded, const std::vector<double>& values) {
  return scores_of(class_scores(span_of(gold), span_of(predicted), labels,
                                {.choice = choice_of(metrics),
                                 .average = average_of(all_labels),
                                 .order = graded ? LabelOrder::graded : LabelOrder::none,
                                 .values = values}));
}

nb::list of_label_sets(const LabelsColumn& gold, const LabelsColumn& predicted, const Names& labels,
                       const Names& metrics, bool all_labels) {
  return scores_of(
      label_set_scores(gold, predicted, labels, {.choice = choice_of(metrics), .average = average_of(all_labels)}));
}

nb::list of_numbers(const Numbers& gold, const Numbers& predicted, const Names& metrics) {
  return scores_of(number_scores(span_of(gold), span_of(predicted), {.choice = choice_of(metrics)}));
}

nb::list of_probabilities(const Ids& gold, const Grid& probabilities, const Names& labels, const Names& metrics,
                          std::size_t bins) {
  return scores_of(
      probability_scores(span_of(gold), span_of(probabilities), labels, {.choice = choice_of(metrics), .bins = bins}));
}

nb::list of_set_probabilities(const LabelsColumn& gold, const Grid& probabilities, const Names& labels,
                              const Names& metrics, std::size_t bins) {
  return scores_of(
      label_set_probability_scores(gold, span_of(probabilities), labels, {.choice = choice_of(metrics), .bins = bins}));
}

nb::list of_distributions(const Grid& gold, const Grid& predicted, const Names& metrics) {
  return scores_of(soft_label_scores(span_of(gold), span_of(predicted), gold.shape(1), {.choice = choice_of(metrics)}));
}

nb::list of_texts(const std::vector<Names>& references, const Names& hypotheses) {
  return scores_of(text_scores(hypotheses, references));
}

}  // namespace

void add_metrics(nb::module_& module) {
  module.def("class_scores", &of_classes);
  module.def("label_set_scores", &of_label_sets);
  module.def("number_scores", &of_numbers);
  module.def("probability_scores", &of_probabilities);
  module.def("label_set_probability_scores", &of_set_probabilities);
  module.def("soft_label_scores", &of_distributions);
  module.def("text_scores", &of_texts);
}

}  // namespace openaffect::python
