#include "openaffect/learn/development.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

#include "openaffect/learn/losses.h"

namespace openaffect::learn {
namespace {

using nn::Tensor;

constexpr std::size_t kTextsTogether = 64;
const double kNothing = std::nan("");

bool has_targets(const TrainingPart& part, const std::string& head) {
  return std::ranges::find(part.targets, head, &TargetMatrix::head) != part.targets.end();
}

double pearson(const Tensor& a, const Tensor& b) {
  const Tensor x = a.to(at::kDouble) - a.to(at::kDouble).mean(), y = b.to(at::kDouble) - b.to(at::kDouble).mean();
  return (x * y).sum().item<double>() / std::sqrt(x.square().sum().item<double>() * y.square().sum().item<double>());
}

// Mean over labels that anybody has: area under precision over recall, by rank.
double mean_average_precision(const Tensor& z, const Tensor& t) {
  double sum = 0;
  std::int64_t labels = 0;
  for (std::int64_t l = 0; l < z.size(1); ++l) {
    const Tensor order = at::argsort(z.select(1, l), /*stable=*/true, 0, /*descending=*/true);
    const Tensor hit = (t.select(1, l).index_select(0, order) > .5).to(at::kDouble);
    const double positives = hit.sum().item<double>();
    if (positives == 0) continue;
    const Tensor precision = hit.cumsum(0) / at::arange(1, hit.size(0) + 1, at::kDouble);
    sum += (precision * hit).sum().item<double>() / positives;
    ++labels;
  }
  return labels ? sum / static_cast<double>(labels) : kNothing;
}

double macro_f1(const Tensor& z, const Tensor& y) {
  const Tensor said = z.argmax(1), meant = y.to(at::kLong);
  double sum = 0;
  std::int64_t classes = 0;
  for (std::int64_t c = 0; c < z.size(1); ++c) {
    const Tensor a = said == c, b = meant == c;
    const double both = (a & b).sum().item<double>(), either = a.sum().item<double>() + b.sum().item<double>();
    if (either == 0) continue;
    sum += 2 * both / either;
    ++classes;
  }
  return classes ? sum / static_cast<double>(classes) : kNothing;
}

double mean_pearson(const Tensor& z, const Tensor& t) {
  double sum = 0;
  std::int64_t fields = 0;
  for (std::int64_t f = 0; f < z.size(1); ++f) {
    const Tensor known = at::isnan(t.select(1, f)).logical_not().nonzero().squeeze(1);
    if (known.size(0) < 2) continue;
    const double r = pearson(z.select(1, f).index_select(0, known), t.select(1, f).index_select(0, known));
    if (std::isnan(r)) continue;
    sum += r;
    ++fields;
  }
  return fields ? sum / static_cast<double>(fields) : kNothing;
}

Tensor matrix(const std::vector<float>& values, std::size_t columns) {
  return at::tensor(values, at::kFloat).view({-1, static_cast<std::int64_t>(columns)});
}

// All heads of one source in one pass over its texts.
void append_outputs(Network& network, const TrainingSource& source, const std::vector<HeadPlan>& plans,
                    const std::vector<std::size_t>& heads, std::vector<HeadOutputs>& all) {
  const TrainingPart& part = source.development;
  std::vector<std::size_t> order(part.texts());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t t) { return part.offsets[t + 1] - part.offsets[t]; });
  const std::size_t first_of_source = all.size();
  for (const std::size_t h : heads)
    all.push_back({source.name, plans[h].id, plans[h].outputs, std::vector<float>(part.texts() * plans[h].outputs)});
  for (std::size_t first = 0; first < order.size(); first += kTextsTogether) {
    const std::span<const std::size_t> together =
        std::span(order).subspan(first, std::min(kTextsTogether, order.size() - first));
    const std::vector<std::size_t> texts(together.begin(), together.end());
    const std::vector<Tensor> outputs = network.forward(network.batch(part, texts), heads, {});
    for (std::size_t h = 0; h < heads.size(); ++h) {
      HeadOutputs& place = all[first_of_source + h];
      const Tensor z = outputs[h].to(at::kCPU).contiguous();
      for (std::size_t i = 0; i < texts.size(); ++i)
        std::copy_n(z.const_data_ptr<float>() + i * place.columns, place.columns,
                    place.values.data() + texts[i] * place.columns);
    }
  }
}

}  // namespace

double head_score(const HeadPlan& plan, const Tensor& z, const Tensor& targets) {
  if (plan.kind == HeadKind::regression) return mean_pearson(z, targets);
  const Tensor known = at::isnan(targets.select(1, 0)).logical_not().nonzero().squeeze(1);
  if (known.size(0) == 0) return kNothing;
  const Tensor out = z.index_select(0, known), t = targets.index_select(0, known);
  switch (plan.kind) {
    case HeadKind::single_label:
      return macro_f1(out, t.select(1, 0));
    case HeadKind::multi_label:
      return mean_average_precision(out, t);
    case HeadKind::ordinal:
      return pearson(at::sigmoid(out).sum(1), t.select(1, 0));
    case HeadKind::distribution:
      return 1 - (at::softmax(out, 1) - t).abs().sum(1).mean().item<double>() / 2;
    case HeadKind::regression:
      break;
  }
  return kNothing;
}

std::vector<HeadOutputs> development_outputs(Network& network, const TrainingData& data) {
  const at::NoGradGuard none;
  std::vector<HeadOutputs> all;
  for (const TrainingSource& source : data.sources) {
    std::vector<std::size_t> heads;
    for (std::size_t h = 0; h < data.heads.size(); ++h)
      if (has_targets(source.development, data.heads[h].id)) heads.push_back(h);
    if (!heads.empty() && source.development.texts() > 0) append_outputs(network, source, data.heads, heads, all);
  }
  return all;
}

DevelopmentScores score_development(const TrainingData& data, const std::vector<HeadOutputs>& outputs) {
  const at::NoGradGuard none;
  DevelopmentScores scores;
  for (const HeadPlan& plan : data.heads) {
    std::vector<Tensor> z, t;
    for (const HeadOutputs& one : outputs) {
      if (one.head != plan.id) continue;
      const TrainingSource& source = *std::ranges::find(data.sources, one.source, &TrainingSource::name);
      const TargetMatrix& targets = *std::ranges::find(source.development.targets, plan.id, &TargetMatrix::head);
      z.push_back(matrix(one.values, one.columns));
      t.push_back(matrix(targets.values, targets.columns));
    }
    if (z.empty()) continue;
    const Tensor out = at::cat(z), said = at::cat(t);
    const Tensor loss = head_loss(plan, out, said);
    scores.heads.push_back({plan.id, loss.defined() ? loss.item<double>() : kNothing, head_score(plan, out, said)});
  }
  double sum = 0;
  std::size_t count = 0;
  for (const HeadScore& head : scores.heads)
    if (!std::isnan(head.score)) sum += head.score, ++count;
  scores.score = count ? sum / static_cast<double>(count) : kNothing;
  return scores;
}

}  // namespace openaffect::learn
