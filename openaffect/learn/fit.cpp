#include "openaffect/learn/fit.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <mutex>
#include <utility>

#include "openaffect/core/random.h"
#include "openaffect/learn/checkpoint.h"
#include "openaffect/learn/development.h"
#include "openaffect/learn/fit_base.h"
#include "openaffect/learn/fit_log.h"
#include "openaffect/learn/losses.h"
#include "openaffect/learn/network.h"
#include "openaffect/learn/optimizer.h"
#include "openaffect/learn/sampling.h"
#include "openaffect/nn/tensor_memory.h"

namespace openaffect {
namespace {

using namespace learn;
using nn::Tensor;
using Clock = std::chrono::steady_clock;

constexpr std::int64_t kStepsBetweenLines = 20;
constexpr double kSmoothing = .98;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::vector<std::vector<std::uint32_t>> lengths_of(const TrainingData& data) {
  std::vector<std::vector<std::uint32_t>> lengths;
  for (const TrainingSource& source : data.sources) {
    auto& of_source = lengths.emplace_back();
    for (std::size_t t = 0; t < source.train.texts(); ++t)
      of_source.push_back(static_cast<std::uint32_t>(source.train.offsets[t + 1] - source.train.offsets[t]));
  }
  return lengths;
}

// A device draws from its own generator.
void seed_device(std::uint64_t seed) {
  at::Generator generator = at::globalContext().defaultGenerator(nn::kAccelerator);
  const std::scoped_lock lock(generator.mutex());
  generator.set_current_seed(seed);
}

class Run {
 public:
  Run(const TrainingData& data, const FitRequest& request, const FitBase& base)
      : data_(data),
        request_(request),
        options_(request.options),
        network_(*base.weights, base.config, data, {request.precision, request.device},
                 static_cast<std::uint64_t>(options_.seed)),
        optimizer_(network_.table(), options_, network_.values()),
        sampling_(lengths_of(data), {static_cast<std::size_t>(options_.batch), options_.temperature,
                                     static_cast<std::uint64_t>(options_.seed)}),
        identity_(identity_of(data, request, network_.values())) {
    const auto batches = static_cast<double>(sampling_.batches_per_epoch()) * options_.epochs;
    steps_ = std::max<std::int64_t>(1, static_cast<std::int64_t>(batches) / options_.accumulate);
    for (const TrainingSource& source : data.sources) heads_of_source_.push_back(heads_of(source));
  }

  Result<FitResult> operator()();

 private:
  struct HeadTarget {
    std::size_t head = 0, target = 0;
  };

  std::vector<HeadTarget> heads_of(const TrainingSource& source) const;
  std::string file(const char* name) const { return request_.folder + "/" + name; }
  double epoch() const { return static_cast<double>(at_.batches) / static_cast<double>(sampling_.batches_per_epoch()); }
  Result<Done> restore();
  Result<Done> save();
  Result<Done> learn_step();
  double learn_batch(const Batch& batch, StepLine& line);
  const Batch& next_batch();
  Tensor targets(const TrainingSource& source, const HeadTarget& target, const std::vector<std::size_t>& texts) const;
  Result<Done> end_epoch();
  Result<bool> stopped();
  Result<FitResult> finish();
  void tell(const StepLine& line) const;

  const TrainingData& data_;
  const FitRequest& request_;
  const FitOptions& options_;
  Network network_;
  Optimizer optimizer_;
  Sampling sampling_;
  std::string identity_;
  std::int64_t steps_ = 0;
  std::vector<std::vector<HeadTarget>> heads_of_source_;
  Checkpoint at_;  // tensors live in network_ and optimizer_
  std::optional<FitLog> log_;
  std::vector<Batch> batches_;
  std::size_t epoch_of_batches_ = static_cast<std::size_t>(-1);
  Clock::time_point start_ = Clock::now(), saved_ = Clock::now();
  double earlier_seconds_ = 0;
  std::int64_t earlier_tokens_ = 0;
};

std::vector<Run::HeadTarget> Run::heads_of(const TrainingSource& source) const {
  std::vector<HeadTarget> heads;
  for (std::size_t t = 0; t < source.train.targets.size(); ++t)
    for (std::size_t h = 0; h < data_.heads.size(); ++h)
      if (data_.heads[h].id == source.train.targets[t].head) heads.push_back({h, t});
  return heads;
}

Result<Done> Run::restore() {
  OA_TRY(found, read_checkpoint(file(kCheckpointName), network_.values()));
  if (found) {
    if (found->identity != identity_)
      return Error{ErrorKind::refused,
                   "the checkpoint is of other data, another base or other settings: begin anew with --force, or take "
                   "another output",
                   {file(kCheckpointName), {}, {}, {}}};
    network_.values().copy_(found->values);
    optimizer_.state() = std::move(found->state);
    at_ = *std::move(found);
    at_.values = Tensor();
    at_.state = {};
    earlier_seconds_ = at_.seconds;
    earlier_tokens_ = at_.tokens;
  }
  OA_TRY(log, FitLog::open(file(kLogName), optimizer_.state().steps));
  log_.emplace(std::move(log));
  return Done{};
}

Result<Done> Run::save() {
  Checkpoint now = at_;
  now.identity = identity_;
  now.values = network_.values();
  now.state = optimizer_.state();
  now.seconds = earlier_seconds_ + seconds_since(start_);
  OA_CHECK(write_checkpoint(now, file(kCheckpointName)));
  saved_ = Clock::now();
  return Done{};
}

const Batch& Run::next_batch() {
  const auto in_epoch = sampling_.batches_per_epoch();
  const auto number = static_cast<std::size_t>(at_.batches) / in_epoch;
  if (number != epoch_of_batches_) {
    batches_ = sampling_.epoch(number);
    epoch_of_batches_ = number;
  }
  return batches_[static_cast<std::size_t>(at_.batches) % in_epoch];
}

Tensor Run::targets(const TrainingSource& source, const HeadTarget& target,
                    const std::vector<std::size_t>& texts) const {
  const TargetMatrix& matrix = source.train.targets[target.target];
  const Tensor rows = nn::empty_floats(texts.size(), matrix.columns);
  float* out = rows.mutable_data_ptr<float>();
  for (std::size_t i = 0; i < texts.size(); ++i)
    std::copy_n(matrix.values.data() + texts[i] * matrix.columns, matrix.columns, out + i * matrix.columns);
  return request_.device == Device::cuda ? rows.to(nn::kAccelerator) : rows;
}

// The loss of a batch, whose gradients are added; NaN when the batch says nothing of any head.
double Run::learn_batch(const Batch& batch, StepLine& line) {
  const TrainingSource& source = data_.sources[batch.source];
  std::vector<std::size_t> heads;
  for (const HeadTarget& target : heads_of_source_[batch.source]) heads.push_back(target.head);
  // Random numbers of a batch depend on its number alone, so a checkpoint needs none.
  const std::uint64_t seed =
      Random(static_cast<std::uint64_t>(options_.seed), static_cast<std::uint64_t>(at_.batches)).next();
  if (request_.device == Device::cuda) seed_device(seed);
  const Dropout dropout{options_.dropout, options_.attention_dropout, options_.head_dropout, seed};
  const std::vector<Tensor> outputs = network_.forward(network_.batch(source.train, batch.texts), heads, dropout);
  Tensor sum;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    const Tensor loss =
        head_loss(data_.heads[heads[i]], outputs[i], targets(source, heads_of_source_[batch.source][i], batch.texts));
    if (!loss.defined()) continue;
    line.losses[data_.heads[heads[i]].id] = loss.item<double>();
    sum = sum.defined() ? sum + loss : loss;
  }
  for (const std::size_t text : batch.texts)
    at_.tokens += static_cast<std::int64_t>(source.train.offsets[text + 1] - source.train.offsets[text]);
  if (!sum.defined()) return 0;
  network_.backward(options_.accumulate > 1 ? sum / static_cast<double>(options_.accumulate) : sum);
  return sum.item<double>();
}

Result<Done> Run::learn_step() {
  StepLine line;
  line.step = optimizer_.state().steps + 1;
  network_.use(network_.values(), true);
  network_.clear_gradients();
  for (std::int64_t i = 0; i < options_.accumulate; ++i) {
    line.loss += learn_batch(next_batch(), line) / static_cast<double>(options_.accumulate);
    ++at_.batches;
  }
  if (!std::isfinite(line.loss))
    return Error{ErrorKind::format, "at step " + std::to_string(line.step) +
                                        " the loss is no number any more: a lower --lr or --clip may help"};
  const double share = rate_share(line.step - 1, steps_, options_.warmup);
  line.gradient = optimizer_.step(network_.values(), network_.gradients(), share);
  at_.loss = line.step == 1 ? line.loss : kSmoothing * at_.loss + (1 - kSmoothing) * line.loss;
  const double here = seconds_since(start_);
  line.epoch = epoch();
  line.lr = options_.lr * share;
  line.tokens_per_second = static_cast<double>(at_.tokens - earlier_tokens_) / std::max(here, 1e-9);
  line.seconds = earlier_seconds_ + here;
  if (line.step % kStepsBetweenLines == 0 || line.step <= 50 || line.step == steps_) OA_CHECK(log_->add(line));
  tell(line);
  return Done{};
}

void Run::tell(const StepLine& line) const {
  if (!request_.progress) return;
  const double per_step = line.seconds / static_cast<double>(line.step);
  request_.progress({line.step, steps_, line.epoch, at_.loss, line.lr, line.tokens_per_second,
                     per_step * static_cast<double>(steps_ - line.step)});
}

// Scores the averaged weights on the development parts, and keeps them when they are the best so far.
Result<Done> Run::end_epoch() {
  const Tensor& average = optimizer_.average(network_.values());
  network_.use(average, false);
  const DevelopmentScores scores = score_development(data_, development_outputs(network_, data_));
  OA_CHECK(log_->add(optimizer_.state().steps, epoch(), scores, earlier_seconds_ + seconds_since(start_)));
  const bool better =
      !options_.keep_best || std::isnan(scores.score) || !at_.best_score || scores.score > *at_.best_score;
  at_.epochs_without_gain = better ? 0 : at_.epochs_without_gain + 1;
  if (!better) return Done{};
  at_.best_epoch = epoch();
  if (!std::isnan(scores.score)) at_.best_score = scores.score;
  return write_flat(average, file(kBestName));
}

// Whether somebody asked to stop.
Result<bool> Run::stopped() {
  const bool asked = request_.stop && request_.stop->load();
  if (asked || seconds_since(saved_) >= static_cast<double>(options_.checkpoint_seconds)) OA_CHECK(save());
  return asked;
}

Result<FitResult> Run::finish() {
  OA_TRY(best, read_flat(file(kBestName), network_.values()));
  network_.use(best, false);
  FitResult result{file(kWeightsFileName), at_.best_epoch, at_.best_score.value_or(std::nan("")), {}};
  result.development = development_outputs(network_, data_);
  OA_CHECK(network_.write(best, result.weights));
  return result;
}

Result<FitResult> Run::operator()() {
  OA_CHECK(restore());
  start_ = saved_ = Clock::now();
  while (optimizer_.state().steps < steps_) {
    if (options_.patience > 0 && at_.epochs_without_gain >= options_.patience) break;
    const double before = std::floor(epoch());
    OA_CHECK(learn_step());
    if (std::floor(epoch()) > before || optimizer_.state().steps == steps_) {
      OA_CHECK(end_epoch());
      OA_CHECK(save());
    }
    OA_TRY(stop, stopped());
    if (stop) return Error{ErrorKind::interrupted, "stopped; the same command goes on from the checkpoint"};
  }
  return finish();
}

}  // namespace

Result<FitResult> fit(const TrainingData& data, const FitRequest& request) {
  OA_CHECK(check_training_data(data));
  if (request.device == Device::cuda) OA_CHECK(nn::open_cuda());
  OA_TRY(base, open_fit_base(request.base));
  OA_CHECK(check_tokens(data, base.config));
  if (request.options.threads > 0) at::set_num_threads(static_cast<int>(request.options.threads));
  const nn::TensorMemory memory;
  Run run(data, request, base);
  return run();
}

}  // namespace openaffect
