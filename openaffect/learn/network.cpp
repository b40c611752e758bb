#include "openaffect/learn/network.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "openaffect/core/random.h"
#include "openaffect/nn/dropout.h"
#include "openaffect/nn/relative_position.h"
#include "openaffect/nn/safetensors.h"

namespace openaffect::learn {
namespace {

using nn::Tensor;

constexpr double kHeadDeviation = .02;
constexpr std::uint64_t kHeadStream = 0x68656164;

at::ScalarType type_of(Precision precision) {
  return precision == Precision::bfloat16 ? at::kBFloat16 : at::kFloat;
}

at::DeviceType device_of(Device device) {
  return device == Device::cuda ? nn::kAccelerator : at::kCPU;
}

Tensor activate(const Tensor& x, Activation function) {
  if (function == Activation::relu) return at::relu(x);
  return at::gelu(x, function == Activation::gelu ? "none" : "tanh");
}

// Box and Muller.
double normal(Random& random) {
  const double radius = std::sqrt(-2 * std::log(1 - random.uniform()));
  return radius * std::cos(6.283185307179586 * random.uniform());
}

}  // namespace

// Dropout of one pass: every place where numbers are dropped has choices of its own.
class Network::Drop {
 public:
  explicit Drop(const Dropout& options) : options_(options) {}

  Tensor encoder(const Tensor& x) const { return drop(x, options_.encoder); }
  Tensor attention(const Tensor& x) const { return drop(x, options_.attention); }
  Tensor heads(const Tensor& x) const { return drop(x, options_.heads); }

 private:
  Tensor drop(const Tensor& x, double share) const {
    if (share <= 0) return x;
    return nn::dropout(x, share, Random(options_.seed, places_++).next());
  }

  Dropout options_;
  mutable std::uint64_t places_ = 0;
};

Network::Network(const EncoderWeights& weights, const ModelConfig& config, const TrainingData& data, const Place& place,
                 std::uint64_t seed)
    : settings_(nn::encoder_settings(config)),
      architecture_(config.architecture),
      features_(data.features),
      place_(place) {
  const auto add = [&](const TensorView& view, int depth) { return table_.add(view.name, view.shape, depth); };
  words_ = add(weights.words, 0);
  positions_ = add(weights.positions, 0);
  has_types_ = weights.token_types.has_value();
  if (has_types_) types_ = add(*weights.token_types, 0);
  embeddings_norm_ = place_linear(weights.embeddings_norm.weight, weights.embeddings_norm.bias, 0);
  if (weights.relative_bias) relative_bias_ = add(*weights.relative_bias, 0);
  int depth = 1;
  for (const LayerWeights& layer : weights.layers) layers_.push_back(place_layer(layer, depth++));
  place_heads(data.heads, config.hidden, depth);
  values_ = at::zeros({table_.count()}, at::kFloat);
  fill(weights, seed);
  values_ = values_.to(device_of(place_.device));
  gradients_ = at::zeros_like(values_);
  use(values_, false);
}

Network::LinearPlace Network::place_linear(const TensorView& weight, const TensorView& bias, int depth) {
  const std::size_t first = table_.add(weight.name, weight.shape, depth);
  return {first, table_.add(bias.name, bias.shape, depth)};
}

// Query, key and value stand one behind the other, so that they are one product.
Network::LayerPlace Network::place_layer(const LayerWeights& layer, int depth) {
  LayerPlace place;
  const auto add = [&](const TensorView& view) { return table_.add(view.name, view.shape, depth); };
  place.query.weight = add(layer.query.weight);
  place.key.weight = add(layer.key.weight);
  place.value.weight = add(layer.value.weight);
  place.query.bias = add(layer.query.bias);
  place.key.bias = add(layer.key.bias);
  place.value.bias = add(layer.value.bias);
  place.attention_output = place_linear(layer.attention_output.weight, layer.attention_output.bias, depth);
  place.attention_norm = place_linear(layer.attention_norm.weight, layer.attention_norm.bias, depth);
  place.intermediate = place_linear(layer.intermediate.weight, layer.intermediate.bias, depth);
  place.output = place_linear(layer.output.weight, layer.output.bias, depth);
  place.output_norm = place_linear(layer.output_norm.weight, layer.output_norm.bias, depth);
  return place;
}

void Network::place_heads(const std::vector<HeadPlan>& heads, std::int64_t hidden, int depth) {
  for (const HeadPlan& plan : heads) {
    const std::string name = "heads." + plan.id;
    const auto outputs = static_cast<std::int64_t>(plan.outputs);
    HeadPlace place{std::nullopt, {}, plan};
    const bool with_mean = features_ == HeadFeatures::first_and_mean;
    if (!with_mean) {
      const std::size_t weight = table_.add(name + ".dense.weight", {hidden, hidden}, depth);
      place.dense = LinearPlace{weight, table_.add(name + ".dense.bias", {hidden}, depth)};
    }
    place.output.weight =
        table_.add(name + ".output.weight",
                   {plan.kind == HeadKind::ordinal ? 1 : outputs, with_mean ? 2 * hidden : hidden}, depth);
    place.output.bias = table_.add(name + ".output.bias", {outputs}, depth);
    heads_.push_back(std::move(place));
  }
}

void Network::fill(const EncoderWeights& weights, std::uint64_t seed) {
  const auto put = [&](std::size_t i, const TensorView& view) { table_.view(values_, i).copy_(nn::to_tensor(view)); };
  const auto put_linear = [&](const LinearPlace& place, const TensorView& weight, const TensorView& bias) {
    put(place.weight, weight);
    put(place.bias, bias);
  };
  put(words_, weights.words);
  put(positions_, weights.positions);
  if (has_types_) put(types_, *weights.token_types);
  put_linear(embeddings_norm_, weights.embeddings_norm.weight, weights.embeddings_norm.bias);
  if (relative_bias_) put(*relative_bias_, *weights.relative_bias);
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    const LayerWeights& from = weights.layers[l];
    const LayerPlace& to = layers_[l];
    put_linear(to.query, from.query.weight, from.query.bias);
    put_linear(to.key, from.key.weight, from.key.bias);
    put_linear(to.value, from.value.weight, from.value.bias);
    put_linear(to.attention_output, from.attention_output.weight, from.attention_output.bias);
    put_linear(to.attention_norm, from.attention_norm.weight, from.attention_norm.bias);
    put_linear(to.intermediate, from.intermediate.weight, from.intermediate.bias);
    put_linear(to.output, from.output.weight, from.output.bias);
    put_linear(to.output_norm, from.output_norm.weight, from.output_norm.bias);
  }
  fill_heads(seed);
}

void Network::fill_heads(std::uint64_t seed) {
  Random random(seed, kHeadStream);
  auto* numbers = values_.mutable_data_ptr<float>();
  for (const HeadPlace& head : heads_)
    for (const auto& place : {head.dense, std::optional(head.output)}) {
      if (!place) continue;
      const Parameter& parameter = table_.at(place->weight);
      std::generate_n(numbers + parameter.first, parameter.count,
                      [&] { return static_cast<float>(kHeadDeviation * normal(random)); });
    }
}

TokenBatch Network::batch(const TrainingPart& part, const std::vector<std::size_t>& texts) const {
  const auto length = [&](std::size_t t) { return static_cast<std::int64_t>(part.offsets[t + 1] - part.offsets[t]); };
  std::int64_t longest = 1, shortest = length(texts.at(0));
  for (const std::size_t t : texts) {
    longest = std::max(longest, length(t));
    shortest = std::min(shortest, length(t));
  }
  const auto rows = static_cast<std::int64_t>(texts.size());
  TokenBatch batch{at::zeros({rows, longest}, at::kLong), at::zeros({rows, longest}, at::kLong), {}};
  if (shortest < longest) batch.mask = at::zeros({rows, 1, 1, longest}, at::kBool);
  for (std::int64_t r = 0; r < rows; ++r) {
    const std::size_t t = texts[static_cast<std::size_t>(r)];
    nn::PositionCounter counter(settings_.position_pad);
    for (std::int64_t i = 0; i < length(t); ++i) {
      const std::int64_t id = part.tokens[part.offsets[t] + static_cast<std::uint64_t>(i)];
      batch.ids.mutable_data_ptr<std::int64_t>()[r * longest + i] = id;
      batch.positions.mutable_data_ptr<std::int64_t>()[r * longest + i] = counter.next(id);
      if (batch.mask.defined()) batch.mask.mutable_data_ptr<bool>()[r * longest + i] = true;
    }
  }
  if (place_.device == Device::cpu) return batch;
  const at::DeviceType device = device_of(place_.device);
  return {batch.ids.to(device), batch.positions.to(device), batch.mask.defined() ? batch.mask.to(device) : Tensor()};
}

void Network::use(const Tensor& flat, bool learns) {
  learns_ = learns;
  source_ = flat;
  const std::size_t first_of_encoder = embeddings_norm_.weight;
  const std::size_t first_of_heads =
      heads_.empty() ? table_.parameters().size() : heads_[0].dense.value_or(heads_[0].output).weight;
  const std::int64_t begin = table_.at(first_of_encoder).first;
  const std::int64_t end = heads_.empty() ? table_.count() : table_.at(first_of_heads).first;
  const Tensor encoder = flat.narrow(0, begin, end - begin).to(type_of(place_.precision));
  working_.assign(table_.parameters().size(), {});
  for (std::size_t i = first_of_encoder; i < working_.size(); ++i) {
    const Parameter& parameter = table_.at(i);
    const Tensor numbers = i < first_of_heads ? encoder.narrow(0, parameter.first - begin, parameter.count)
                                              : flat.narrow(0, parameter.first, parameter.count);
    working_[i] = numbers.view(parameter.shape).detach().requires_grad_(learns);
  }
  for (const LayerPlace& layer : layers_) {  // one product for query, key and value
    const Parameter& weight = table_.at(layer.query.weight);
    const Parameter& bias = table_.at(layer.query.bias);
    working_[layer.query.weight] = encoder.narrow(0, weight.first - begin, 3 * weight.count)
                                       .view({3 * weight.shape[0], weight.shape[1]})
                                       .detach()
                                       .requires_grad_(learns);
    working_[layer.query.bias] = encoder.narrow(0, bias.first - begin, 3 * bias.count).detach().requires_grad_(learns);
    for (const std::size_t i : {layer.key.weight, layer.value.weight, layer.key.bias, layer.value.bias})
      working_[i] = Tensor();
  }
}

Tensor Network::norm(const LinearPlace& place, const Tensor& x) const {
  return at::layer_norm(x, {x.size(-1)}, working_[place.weight], working_[place.bias], settings_.epsilon);
}

Tensor Network::embed(const TokenBatch& batch) {
  const at::NoGradGuard none;
  Tensor sum = at::embedding(table_.view(source_, words_), batch.ids) +
               at::embedding(table_.view(source_, positions_), batch.positions);
  if (has_types_) sum += table_.view(source_, types_)[0];
  return sum.to(type_of(place_.precision));
}

Tensor Network::bias(const TokenBatch& batch) const {
  Tensor sum = relative_bias_ ? nn::relative_bias(working_[*relative_bias_], batch.ids.size(1)) : Tensor();
  if (!batch.mask.defined()) return sum;
  if (!sum.defined()) sum = at::zeros(batch.mask.sizes(), batch.mask.options().dtype(type_of(place_.precision)));
  return sum.masked_fill(batch.mask.logical_not(), -std::numeric_limits<double>::infinity());
}

Tensor Network::attend(const LayerPlace& layer, const Tensor& x, const Tensor& bias, const Drop& drop) const {
  const auto heads = static_cast<std::int64_t>(settings_.heads);
  const std::int64_t texts = x.size(0), longest = x.size(1), hidden = x.size(2);
  const Tensor joined = at::linear(x, working_[layer.query.weight], working_[layer.query.bias])
                            .view({texts, longest, 3, heads, hidden / heads})
                            .permute({2, 0, 3, 1, 4});
  // libtorch's own kernel asks oneDNN for a product a head and a text, of some twenty rows: ten times slower than this.
  const Tensor query = joined[0] * (1 / std::sqrt(static_cast<double>(hidden / heads)));
  Tensor scores = at::matmul(query, joined[1].transpose(2, 3));
  if (bias.defined()) scores = scores + bias;
  const Tensor attended = at::matmul(drop.attention(at::softmax(scores, -1)), joined[2]);
  return attended.transpose(1, 2).reshape({texts, longest, hidden});
}

Tensor Network::run(const LayerPlace& layer, const Tensor& x, const Tensor& bias, const Drop& drop) const {
  const auto product = [&](const LinearPlace& place, const Tensor& rows) {
    return at::linear(rows, working_[place.weight], working_[place.bias]);
  };
  const Tensor attended = product(layer.attention_output, attend(layer, x, bias, drop));
  const Tensor middle = norm(layer.attention_norm, x + drop.encoder(attended));
  const Tensor wide = activate(product(layer.intermediate, middle), settings_.activation);
  return norm(layer.output_norm, middle + drop.encoder(product(layer.output, wide)));
}

// What the heads read: [texts, hidden] or [texts, 2 hidden], float32.
Tensor Network::features(const Tensor& x, const Tensor& mask) const {
  const Tensor first = x.select(1, 0).to(at::kFloat);
  if (features_ == HeadFeatures::first) return first;
  const Tensor rows = x.to(at::kFloat);
  if (!mask.defined()) return at::cat({first, rows.mean(1)}, 1);
  const Tensor there = mask.squeeze(1).squeeze(1).unsqueeze(2).to(at::kFloat);
  return at::cat({first, (rows * there).sum(1) / there.sum(1)}, 1);
}

Tensor Network::head(const HeadPlace& place, const Tensor& read, const Drop& drop) const {
  Tensor features = read;
  if (place.dense) {
    const Tensor dense = at::linear(read, working_[place.dense->weight], working_[place.dense->bias]);
    features = architecture_ == Architecture::distilbert ? at::relu(dense) : at::tanh(dense);
  }
  features = drop.heads(features);
  if (place.plan.kind != HeadKind::ordinal)
    return at::linear(features, working_[place.output.weight], working_[place.output.bias]);
  return at::linear(features, working_[place.output.weight]) + working_[place.output.bias];
}

std::vector<Tensor> Network::forward(const TokenBatch& batch, const std::vector<std::size_t>& heads,
                                     const Dropout& dropout) {
  const at::AutoGradMode recording(learns_);
  embedded_ = embed(batch).requires_grad_(learns_);
  last_ = batch;
  const Drop drop(dropout);
  Tensor x = drop.encoder(norm(embeddings_norm_, embedded_));
  const Tensor added = bias(batch);
  for (const LayerPlace& layer : layers_) x = run(layer, x, added, drop);
  const Tensor read = features(x, batch.mask);
  std::vector<Tensor> outputs;
  for (const std::size_t h : heads) outputs.push_back(head(heads_.at(h), read, drop));
  return outputs;
}

void Network::backward(const Tensor& loss) {
  nn::backward(loss);
  const at::NoGradGuard none;
  for (std::size_t i = 0; i < working_.size(); ++i) {
    if (!working_[i].defined() || !working_[i].grad().defined()) continue;
    gradients_.narrow(0, table_.at(i).first, working_[i].numel()).add_(working_[i].grad().reshape({-1}));
    working_[i].mutable_grad() = Tensor();
  }
  const Tensor rows = embedded_.grad().to(at::kFloat).view({-1, embedded_.size(2)});
  const Tensor ids = last_.ids.reshape({-1});
  table_.view(gradients_, words_).index_add_(0, ids, rows);
  table_.view(gradients_, positions_).index_add_(0, last_.positions.reshape({-1}), rows);
  if (has_types_) table_.view(gradients_, types_)[0].add_(rows.sum(0));
  touched_.push_back(ids);
  embedded_ = Tensor();
}

void Network::clear_gradients() {
  for (const Tensor& rows : touched_) table_.view(gradients_, words_).index_fill_(0, rows, 0);
  touched_.clear();
  const std::int64_t begin = table_.at(positions_).first;
  gradients_.narrow(0, begin, table_.count() - begin).zero_();
}

Result<Done> Network::write(const Tensor& flat, const std::string& path) const {
  const Tensor here = flat.to(at::kCPU).contiguous();
  std::vector<TensorView> views;
  std::vector<Tensor> repeated;
  for (std::size_t i = 0; i < table_.parameters().size(); ++i) {
    const Parameter& parameter = table_.at(i);
    Tensor numbers = table_.view(here, i);
    const auto ordinal = std::ranges::find_if(
        heads_, [&](const HeadPlace& head) { return head.plan.kind == HeadKind::ordinal && head.output.weight == i; });
    if (ordinal != heads_.end())
      numbers = repeated.emplace_back(
          numbers.expand({static_cast<std::int64_t>(ordinal->plan.outputs), numbers.size(1)}).contiguous());
    views.push_back(
        {parameter.name, ElementType::float32, numbers.sizes().vec(),
         std::as_bytes(std::span(numbers.const_data_ptr<float>(), static_cast<std::size_t>(numbers.numel())))});
  }
  return write_safetensors(path, views);
}

}  // namespace openaffect::learn
