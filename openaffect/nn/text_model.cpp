#include "openaffect/nn/text_model.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "openaffect/nn/encoder.h"
#include "openaffect/nn/head.h"
#include "openaffect/nn/model_folder.h"
#include "openaffect/nn/pooling.h"
#include "openaffect/nn/tensor_encoder.h"

namespace openaffect {
namespace {

using Texts = std::span<const TokenSequence>;

// Tokens that go through the encoder together: enough for products at full speed, few enough that what lies between
// two products stays in the second-level cache (docs/benchmarks.md).
constexpr std::size_t kTokensTogether = 256;

// Texts that go to a device together, padded to the longest of them.
constexpr std::size_t kTextsTogether = 64;

void check(Texts texts, const ModelConfig& config) {
  for (const TokenSequence& text : texts) {
    if (text.empty() || std::cmp_greater(text.size(), config.longest_text))
      throw ContractError("a text has " + std::to_string(text.size()) + " tokens; the model takes 1 to " +
                          std::to_string(config.longest_text));
    for (const TokenId id : text)
      if (id < 0 || id >= config.vocabulary)
        throw ContractError("token " + std::to_string(id) + " is outside the vocabulary of " +
                            std::to_string(config.vocabulary));
  }
}

// Calls work(first, texts) for one batch after another: as many texts as fit, at least one.
template <class Work>
void for_batches(Texts texts, Work&& work) {
  std::size_t first = 0;
  while (first < texts.size()) {
    std::size_t count = 1, tokens = texts[first].size();
    while (first + count < texts.size() && tokens + texts[first + count].size() <= kTokensTogether)
      tokens += texts[first + count++].size();
    work(first, texts.subspan(first, count));
    first += count;
  }
}

// Rows of `part` to those of `whole` from `first` on.
void place(const FloatMatrix& part, std::size_t first, FloatMatrix& whole) {
  std::copy(part.values.begin(), part.values.end(), whole.row(first).data());
}

FloatMatrix matrix_of(std::size_t rows, std::int64_t columns) {
  const auto width = static_cast<std::size_t>(columns);
  return {rows, width, std::vector<float>(rows * width)};
}

bool reads_mean(const ModelFolder& folder) {
  return folder.trained && folder.trained->features == HeadFeatures::first_and_mean;
}

nn::Tensor to_tensor(const FloatMatrix& matrix) {
  nn::Tensor tensor = nn::empty_floats(matrix.rows, matrix.columns);
  std::ranges::copy(matrix.values, tensor.mutable_data_ptr<float>());
  return tensor;
}

// All heads over one encoder, their outputs side by side. Kind is nn::PackedHead or, on a device, nn::Head.
template <class Kind>
class Heads {
 public:
  explicit Heads(const ModelFolder& folder, std::optional<Precision> on_device = {}) {
    for (const nn::HeadTensors& tensors : nn::head_tensors(*folder.weights)) {
      outputs_ += tensors.output.weight.size(0);
      heads_.emplace_back(on_device ? nn::to_device(tensors, *on_device) : tensors, folder.config.architecture);
    }
  }

  std::int64_t outputs() const { return outputs_; }
  void check() const {
    if (heads_.empty()) throw ContractError("the model has no classification head");
  }

  // `first_rows` [texts, hidden]; their outputs become rows `first` … of `all`.
  void write(const nn::Tensor& first_rows, std::size_t first, FloatMatrix& all) const {
    std::size_t column = 0;
    for (const Kind& head : heads_) {
      const FloatMatrix part = nn::to_matrix(head(first_rows));
      for (std::size_t r = 0; r < part.rows; ++r) std::ranges::copy(part.row(r), all.row(first + r).data() + column);
      column += part.columns;
    }
  }

 private:
  std::vector<Kind> heads_;
  std::int64_t outputs_ = 0;
};

class CpuTextModel : public TextModel {
 public:
  CpuTextModel(std::shared_ptr<const ModelFolder> folder, Precision precision)
      : folder_(std::move(folder)),
        encoder_(nn::to_tensors(*folder_->weights), nn::encoder_settings(folder_->config), precision),
        heads_(*folder_),
        with_mean_(reads_mean(*folder_)) {}

  FloatMatrix logits(Texts texts) const override {
    heads_.check();
    check(texts, folder_->config);
    const nn::OneThread alone;
    FloatMatrix all = matrix_of(texts.size(), heads_.outputs());
    for_batches(texts, [&](std::size_t first, Texts batch) {
      heads_.write(
          with_mean_ ? features(encoder_(batch, nn::Asking::all_rows), batch) : encoder_(batch, nn::Asking::first_rows),
          first, all);
    });
    return all;
  }

  FloatMatrix embeddings(Texts texts) const override {
    check(texts, folder_->config);
    const nn::OneThread alone;
    FloatMatrix all = matrix_of(texts.size(), folder_->config.hidden);
    for_batches(texts, [&](std::size_t first, Texts batch) {
      write_pooled(encoder_(batch, nn::Asking::all_rows), batch, first, all);
    });
    return all;
  }

  Both logits_and_embeddings(Texts texts) const override {
    heads_.check();
    check(texts, folder_->config);
    const nn::OneThread alone;
    Both both{matrix_of(texts.size(), heads_.outputs()), matrix_of(texts.size(), folder_->config.hidden)};
    for_batches(texts, [&](std::size_t first, Texts batch) {
      const nn::Tensor hidden = encoder_(batch, nn::Asking::all_rows);
      heads_.write(with_mean_ ? features(hidden, batch) : hidden.index_select(0, first_rows(batch)), first,
                   both.logits);
      write_pooled(hidden, batch, first, both.embeddings);
    });
    return both;
  }

 private:
  nn::Tensor features(const nn::Tensor& hidden, Texts batch) const {
    const std::span<const float> values(hidden.const_data_ptr<float>(), static_cast<std::size_t>(hidden.numel()));
    return to_tensor(
        nn::first_and_mean(values, static_cast<std::size_t>(folder_->config.hidden), nn::row_spans(batch)));
  }

  static nn::Tensor first_rows(Texts batch) {
    const nn::Tensor rows = at::empty({static_cast<std::int64_t>(batch.size())}, at::kLong);
    auto* to = rows.mutable_data_ptr<std::int64_t>();
    for (const nn::RowSpan span : nn::row_spans(batch)) *to++ = static_cast<std::int64_t>(span.first);
    return rows;
  }

  void write_pooled(const nn::Tensor& hidden, Texts batch, std::size_t first, FloatMatrix& all) const {
    const std::span<const float> values(hidden.const_data_ptr<float>(), static_cast<std::size_t>(hidden.numel()));
    place(nn::pool(values, all.columns, nn::row_spans(batch), folder_->pooling), first, all);
  }

  std::shared_ptr<const ModelFolder> folder_;
  nn::Encoder encoder_;
  Heads<nn::PackedHead> heads_;
  bool with_mean_;
};

// Another device, in its own operations: padded batches of texts.
class DeviceTextModel : public TextModel {
 public:
  DeviceTextModel(std::shared_ptr<const ModelFolder> folder, Precision precision)
      : folder_(std::move(folder)),
        encoder_(nn::to_device(nn::to_tensors(*folder_->weights), precision), nn::encoder_settings(folder_->config)),
        heads_(*folder_, precision) {}

  FloatMatrix logits(Texts texts) const override {
    heads_.check();
    check(texts, folder_->config);
    const nn::OneThread alone;
    FloatMatrix all = matrix_of(texts.size(), heads_.outputs());
    for (std::size_t first = 0; first < texts.size(); first += kTextsTogether) {
      const Texts batch = texts.subspan(first, std::min(kTextsTogether, texts.size() - first));
      heads_.write(features(batch), first, all);
    }
    return all;
  }

  FloatMatrix embeddings(Texts texts) const override {
    check(texts, folder_->config);
    const nn::OneThread alone;
    FloatMatrix all = matrix_of(texts.size(), folder_->config.hidden);
    for (std::size_t first = 0; first < texts.size(); first += kTextsTogether) {
      const Texts batch = texts.subspan(first, std::min(kTextsTogether, texts.size() - first));
      const nn::Tensor hidden = encode(batch).to(at::kCPU, at::kFloat).contiguous();
      std::vector<nn::RowSpan> spans = nn::row_spans(batch);
      for (std::size_t t = 0; t < spans.size(); ++t) spans[t].first = t * static_cast<std::size_t>(hidden.size(1));
      const std::span<const float> values(hidden.const_data_ptr<float>(), static_cast<std::size_t>(hidden.numel()));
      place(nn::pool(values, all.columns, spans, folder_->pooling), first, all);
    }
    return all;
  }

 private:
  nn::Tensor features(Texts batch) const {
    const nn::PaddedBatch padded = encoder_.pad(batch);
    const nn::Tensor hidden = encoder_.encode(encoder_.embed(padded), padded.mask);
    const nn::Tensor first = hidden.select(1, 0);
    if (!reads_mean(*folder_)) return first;
    const nn::Tensor there = padded.mask.squeeze(1).squeeze(1).unsqueeze(2).to(hidden.scalar_type());
    return at::cat({first, (hidden * there).sum(1) / there.sum(1)}, 1);
  }

  nn::Tensor encode(Texts batch) const {
    const nn::PaddedBatch padded = encoder_.pad(batch);
    return encoder_.encode(encoder_.embed(padded), padded.mask);
  }

  std::shared_ptr<const ModelFolder> folder_;
  nn::TensorEncoder encoder_;
  Heads<nn::Head> heads_;
};

Error unsupported(std::string what) {
  return {ErrorKind::unsupported, std::move(what)};
}

}  // namespace

bool runs_here(Precision precision) {
  return precision != Precision::bfloat16 || nn::has_bfloat16();
}

Result<std::shared_ptr<const TextModel>> make_text_model(std::shared_ptr<const ModelFolder> folder,
                                                         const TextModelOptions& options) {
  if (options.device == Device::cuda) {
    if (options.precision == Precision::int8)
      return unsupported("int8 runs on the CPU only; --device cuda takes float32 and bfloat16");
    OA_CHECK(nn::open_cuda());
    return std::shared_ptr<const TextModel>(std::make_shared<DeviceTextModel>(std::move(folder), options.precision));
  }
  if (!runs_here(options.precision))
    return unsupported("bfloat16 needs a processor with AVX-512 or AMX, which this one has not; take float32");
  // Packing on several threads is no quicker, and where others want the cores they spend more time waiting than
  // working.
  const nn::OneThread alone;
  return std::shared_ptr<const TextModel>(std::make_shared<CpuTextModel>(std::move(folder), options.precision));
}

}  // namespace openaffect
