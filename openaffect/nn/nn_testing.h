// Random networks and numbers for tests.
#pragma once

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

#include "openaffect/core/random.h"
#include "openaffect/nn/encoder_tensors.h"
#include "openaffect/nn/folder_files.h"
#include "openaffect/nn/matrix.h"
#include "openaffect/nn/model_folder.h"
#include "openaffect/nn/model_folder_testing.h"
#include "openaffect/nn/model_folder_writer.h"
#include "openaffect/nn/trained_model_testing.h"

namespace openaffect {

// Uniform in [-size, size).
inline std::vector<float> random_floats(std::size_t count, double size, std::uint64_t seed) {
  Random random(seed);
  std::vector<float> numbers(count);
  for (float& number : numbers) number = static_cast<float>((2 * random.uniform() - 1) * size);
  return numbers;
}

inline nn::Tensor random_tensor(std::vector<std::int64_t> shape, double size, std::uint64_t seed) {
  const nn::Tensor tensor = at::empty(shape, at::kFloat);
  const std::vector<float> numbers = random_floats(static_cast<std::size_t>(tensor.numel()), size, seed);
  std::copy(numbers.begin(), numbers.end(), tensor.mutable_data_ptr<float>());
  return tensor;
}

inline double largest_difference(const nn::Tensor& a, const nn::Tensor& b) {
  return (a.to(at::kFloat) - b.to(at::kFloat)).abs().max().item<double>();
}

inline double largest_difference(const FloatMatrix& a, const FloatMatrix& b) {
  double largest = a.rows == b.rows && a.columns == b.columns ? 0 : INFINITY;
  for (std::size_t i = 0; i < a.values.size() && i < b.values.size(); ++i)
    largest = std::max(largest, std::abs(static_cast<double>(a.values[i]) - b.values[i]));
  return largest;
}

// Norms up to 1, the rest up to .3.
inline void fill_at_random(TensorPile& pile) {
  std::uint64_t seed = 1;
  for (TensorView& tensor : pile.tensors) {
    const bool norm = tensor.name.find("LayerNorm.weight") != std::string::npos ||
                      tensor.name.find("layer_norm.weight") != std::string::npos;
    const std::vector<float> numbers = random_floats(tensor.element_count(), norm ? 1 : .3, seed++);
    auto* to = reinterpret_cast<float*>(const_cast<std::byte*>(tensor.bytes.data()));
    std::copy(numbers.begin(), numbers.end(), to);
  }
}

// A model folder of random weights, as its files say it. BERT's vocabulary of `vocabulary` words.
inline std::shared_ptr<const ModelFolder> random_folder(const std::string& name, Architecture architecture,
                                                        std::int64_t hidden, std::int64_t heads) {
  constexpr std::int64_t kWords = 50;
  nlohmann::json config = {{"model_type", architecture_name(architecture)},
                           {"vocab_size", kWords},
                           {"max_position_embeddings", 40},
                           {"type_vocab_size", 2},
                           {"id2label", {{"0", "anger"}, {"1", "joy"}, {"2", "sadness"}}}};
  const bool distilbert = architecture == Architecture::distilbert;
  config[distilbert ? "dim" : "hidden_size"] = hidden;
  config[distilbert ? "n_layers" : "num_hidden_layers"] = 2;
  config[distilbert ? "n_heads" : "num_attention_heads"] = heads;
  config[distilbert ? "hidden_dim" : "intermediate_size"] = hidden * 3;
  config["architectures"] = {classifier_class(architecture)};
  std::string words = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n";
  for (std::int64_t i = 5; i < kWords; ++i) words += "w" + std::to_string(i) + "\n";
  TestFolder folder(name);
  TensorPile pile =
      sample_model(*parse_model_config(config.dump()), std::string(architecture_name(architecture)) + ".");
  fill_at_random(pile);
  folder.write("config.json", config.dump()).write("model.safetensors", pile);
  if (architecture == Architecture::roberta)
    folder.write("vocab.json", R"({"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3, "a": 4, "b": 5})")
        .write("merges.txt", "#version: 0.2\n");
  else
    folder.write("vocab.txt", words);
  Result<ModelFolder> opened = open_model_folder(folder.path);
  if (!opened) throw std::runtime_error(describe_error(opened.error()));
  return std::make_shared<const ModelFolder>(*std::move(opened));
}

// A trained BERT of random weights with the heads of sample_trained(), stored in float32 or int8.
inline std::shared_ptr<const ModelFolder> random_trained_folder(const std::string& name, Precision store) {
  const auto base = random_folder(name + "_base", Architecture::bert, 32, 4);
  TrainedModel model = sample_trained();
  model.longest_text = 40;
  TestFolder folder(name);
  TensorPile pile = trained_pile(base->config, model);
  fill_at_random(pile);
  folder.write("weights.safetensors", pile);
  const auto written =
      write_trained_folder(folder.file("model"), {base->path, folder.file("weights.safetensors"), model, "", store});
  if (!written) throw std::runtime_error(describe_error(written.error()));
  Result<ModelFolder> opened = open_model_folder(folder.file("model"));
  if (!opened) throw std::runtime_error(describe_error(opened.error()));
  return std::make_shared<const ModelFolder>(*std::move(opened));
}

// Sequences of random ids with lengths 1 .. 38.
inline std::vector<std::vector<TokenId>> random_sequences(std::size_t count, std::uint64_t seed) {
  Random random(seed);
  std::vector<std::vector<TokenId>> all(count);
  for (auto& sequence : all) {
    sequence.resize(1 + random.below(38));
    for (TokenId& id : sequence) id = static_cast<TokenId>(random.below(50));
  }
  return all;
}

inline std::vector<std::span<const TokenId>> views(const std::vector<std::vector<TokenId>>& sequences) {
  return {sequences.begin(), sequences.end()};
}

}  // namespace openaffect
