// A small base, data and a request for tests of the training loop, and what a run left.
#pragma once

#include <cmath>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "openaffect/core/random.h"
#include "openaffect/learn/fit.h"
#include "openaffect/nn/model_folder_testing.h"

namespace openaffect {

using Json = nlohmann::json;

// A BERT of two layers with drawn weights, as one is before it is trained.
inline TestFolder drawn_base(const std::string& name) {
  ModelConfig config;
  config.hidden = 16, config.layers = 2, config.heads = 2, config.intermediate = 32, config.vocabulary = 10;
  config.positions = config.longest_text = 8, config.token_types = 2;
  TensorPile pile = sample_model(config, "");
  std::vector<std::vector<float>> numbers;
  Random random(7);
  for (TensorView& tensor : pile.tensors) {
    auto& of = numbers.emplace_back(tensor.element_count());
    const bool norm = tensor.name.find("LayerNorm") != std::string::npos, bias = tensor.name.ends_with("bias");
    for (float& number : of)
      number = bias ? 0.F : norm ? 1.F : static_cast<float>(random.uniform() + random.uniform() - 1) * .5F;
  }
  for (std::size_t i = 0; i < numbers.size(); ++i) pile.tensors[i].bytes = std::as_bytes(std::span(numbers[i]));
  Json config_json = sample_bert_json();
  config_json["hidden_size"] = 16;
  config_json["intermediate_size"] = 32;
  config_json["architectures"] = {"BertModel"};
  TestFolder folder(name);
  folder.write("config.json", config_json.dump()).write("vocab.txt", kSampleVocabulary);
  folder.write("model.safetensors", pile);
  return folder;
}

// 32 texts of three to seven tokens out of ten; `answer(second token)` is what was said of them.
inline TrainingPart texts(std::uint64_t seed, const std::string& head, std::size_t columns,
                          const std::function<std::vector<float>(int)>& answer) {
  Random random(seed);
  TrainingPart part;
  part.offsets = {0};
  part.targets = {{head, columns, {}}};
  for (int t = 0; t < 32; ++t) {
    part.tokens.push_back(2);
    const int first = 5 + t % 4;
    part.tokens.push_back(first);
    for (std::uint64_t more = random.below(4); more > 0; --more)
      part.tokens.push_back(static_cast<TokenId>(5 + random.below(4)));
    part.tokens.push_back(3);
    part.offsets.push_back(part.tokens.size());
    for (const float value : answer(first - 5)) part.targets[0].values.push_back(value);
  }
  return part;
}

inline TrainingData data_of(const HeadPlan& plan, std::size_t columns,
                            const std::function<std::vector<float>(int)>& answer) {
  return {
      HeadFeatures::first, {plan}, {{"ours", texts(1, plan.id, columns, answer), texts(2, plan.id, columns, answer)}}};
}

inline TrainingData moods() {
  return data_of({"mood", HeadKind::single_label, 4}, 1,
                 [](int i) { return std::vector<float>{static_cast<float>(i)}; });
}

inline FitRequest request_in(const TestFolder& base, const TestFolder& folder) {
  FitRequest request{base.path, folder.path};
  request.options.lr = .01;
  request.options.head_lr = .02;
  request.options.layer_decay = 1;
  request.options.dropout = request.options.head_dropout = 0;
  request.options.weight_decay = 0;
  request.options.warmup = 0;
  request.options.batch = 8;
  request.options.epochs = 100;
  request.options.threads = 1;
  request.options.ema = 0;
  return request;
}

inline std::vector<Json> log_of(const TestFolder& folder) {
  std::vector<Json> lines;
  std::istringstream text(*read_file(folder.file(kLogName), 1 << 24));
  for (std::string line; std::getline(text, line);) lines.push_back(Json::parse(line));
  return lines;
}

inline double last_loss(const TestFolder& folder) {
  double loss = std::nan("");
  for (const Json& line : log_of(folder))
    if (line.contains("loss")) loss = line["loss"];
  return loss;
}

inline std::string weights_of(const TestFolder& folder) {
  return *read_file(folder.file(kWeightsFileName), 1 << 24);
}

}  // namespace openaffect
