// A trained model with a head of every kind, made in a test.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/nn/model_folder_testing.h"
#include "openaffect/nn/trained_model.h"

namespace openaffect {

// A scheme of one label a text that is not built in.
inline std::shared_ptr<const Scheme> mood_scheme() {
  auto scheme = Scheme::parse(R"({"schema": "openaffect/scheme/1", "id": "mood", "version": "1", "title": "Mood",
      "source": "ours", "licence": "CC0-1.0", "kind": "categories",
      "labels": [{"id": "low", "definition": "A bad day."}, {"id": "high", "definition": "A good day."}]})");
  if (!scheme) throw std::runtime_error(describe_error(scheme.error()));
  return std::make_shared<const Scheme>(*std::move(scheme));
}

// All of a scheme's labels or fields.
inline std::vector<std::string> names_of(const Scheme& scheme) {
  std::vector<std::string> names;
  for (const Label& label : scheme.labels()) names.push_back(label.id);
  for (const NumberField& field : scheme.fields()) names.push_back(field.id);
  return names;
}

inline void add_head(TrainedModel& model, HeadKind kind, std::shared_ptr<const Scheme> scheme, double temperature = 1,
                     std::vector<double> thresholds = {}) {
  model.heads.push_back({scheme->id(), kind, scheme->id(), names_of(*scheme), temperature, std::move(thresholds)});
  model.schemes.push_back(std::move(scheme));
}

// Outputs: sentiment3 3, ekman7 7 (of one label a text), semeval11 11, sst5 4, mood 2, polarity 1, vad 3: 31.
inline TrainedModel sample_trained() {
  TrainedModel model;
  model.name = "sample";
  model.version = "1.0";
  model.summary = "A sample.";
  model.licence = LicenceClass::nc;
  model.licence_text = "CC-BY-NC-4.0";
  model.languages = {"en"};
  model.longest_text = 8;
  model.preparation.emoji = false;
  add_head(model, HeadKind::single_label, built_in_scheme("sentiment3"), 1.25);
  add_head(model, HeadKind::multi_label, built_in_scheme("ekman7"), 1, std::vector<double>(7, .25));
  add_head(model, HeadKind::multi_label, built_in_scheme("semeval11"), 1, std::vector<double>(11, .4));
  add_head(model, HeadKind::ordinal, built_in_scheme("sst5"));
  add_head(model, HeadKind::distribution, mood_scheme(), .5);
  add_head(model, HeadKind::regression, built_in_scheme("polarity"));
  add_head(model, HeadKind::regression, built_in_scheme("vad"));
  model.trained = {{"ours", std::string(64, 'a')}};
  return model;
}

// Encoder of `config` under `prefix`, and the heads of the model.
inline TensorPile trained_pile(ModelConfig config, const TrainedModel& model, const std::string& prefix = "") {
  config.classifies = false;
  TensorPile pile = sample_model(config, prefix);
  for (const TrainedHead& head : model.heads) {
    pile.add_linear("heads." + head.id + ".dense", config.hidden, config.hidden);
    pile.add_linear("heads." + head.id + ".output", static_cast<std::int64_t>(head.outputs()), config.hidden);
  }
  return pile;
}

// A BERT of sample_config with the heads of sample_trained().
inline TestFolder sample_trained_folder(const std::string& name) {
  TestFolder folder(name);
  nlohmann::json config = sample_bert_json();
  config["architectures"] = {"BertModel"};
  config.erase("id2label");
  folder.write("config.json", config.dump()).write("vocab.txt", kSampleVocabulary);
  folder.write(kTrainedModelName, trained_model_json(sample_trained()));
  return folder.write("model.safetensors", trained_pile(sample_config(Architecture::bert), sample_trained()));
}

}  // namespace openaffect
