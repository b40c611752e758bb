#include "openaffect/nn/gradients.h"

#include "openaffect/core/error.h"
#include "openaffect/nn/head.h"
#include "openaffect/nn/model_folder.h"
#include "openaffect/nn/tensor_encoder.h"

namespace openaffect {

struct IntegratedGradients::Parts {
  std::shared_ptr<const ModelFolder> folder;  // keeps the weights mapped
  nn::TensorEncoder encoder;
  nn::Head head;
};

IntegratedGradients::IntegratedGradients(std::shared_ptr<const ModelFolder> folder) {
  const std::vector<nn::HeadTensors> heads = nn::head_tensors(*folder->weights);
  if (heads.empty()) throw ContractError("integrated gradients: the model has no classification head");
  const ModelConfig& config = folder->config;
  parts_ = std::make_unique<const Parts>(
      Parts{folder, {nn::to_tensors(*folder->weights), nn::encoder_settings(config)}, {heads[0], config.architecture}});
}

IntegratedGradients::~IntegratedGradients() = default;

std::vector<float> IntegratedGradients::attributions(std::span<const TokenId> sequence, std::size_t label,
                                                     std::size_t steps) const {
  std::vector<TokenId> blank(sequence.begin(), sequence.end());
  for (std::size_t i = 1; i + 1 < blank.size(); ++i) blank[i] = parts_->folder->config.pad;
  const std::vector<std::span<const TokenId>> texts = {sequence};
  nn::PaddedBatch batch = parts_->encoder.pad(texts);
  const nn::Tensor end = parts_->encoder.embed(batch);
  for (std::size_t i = 0; i < blank.size(); ++i) batch.ids[0][static_cast<std::int64_t>(i)] = blank[i];
  const nn::Tensor way = end - parts_->encoder.embed(batch);
  nn::Tensor sum = at::zeros_like(end);
  for (std::size_t step = 0; step < steps; ++step) {
    const double share = (static_cast<double>(step) + .5) / static_cast<double>(steps);
    const nn::Tensor point = (end - way * (1 - share)).detach().requires_grad_();
    const nn::Tensor logits = parts_->head(parts_->encoder.encode(point, batch.mask).select(1, 0));
    sum += nn::gradient(logits[0][static_cast<std::int64_t>(label)], point);
  }
  const nn::Tensor brought = (way * sum / static_cast<double>(steps)).sum(2).squeeze(0).contiguous();
  return {brought.const_data_ptr<float>(), brought.const_data_ptr<float>() + brought.numel()};
}

}  // namespace openaffect
