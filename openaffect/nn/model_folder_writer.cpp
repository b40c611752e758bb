#include "openaffect/nn/model_folder_writer.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/core/scheme_json.h"
#include "openaffect/nn/encoder_layout.h"
#include "openaffect/nn/folder_files.h"
#include "openaffect/nn/model_file.h"
#include "openaffect/nn/quantise.h"
#include "openaffect/nn/sentence_pooling.h"
#include "openaffect/nn/weight_files.h"

namespace openaffect {
namespace {

using nlohmann::ordered_json;

std::vector<HeadShape> shapes_of(const TrainedModel& model) {
  std::vector<HeadShape> shapes;
  const bool with_mean = model.features == HeadFeatures::first_and_mean;
  for (const TrainedHead& head : model.heads)
    shapes.push_back({head.id, static_cast<std::int64_t>(head.outputs()), with_mean});
  return shapes;
}

TensorView named(TensorView tensor, std::string name) {
  tensor.name = std::move(name);
  return tensor;
}

// Embeddings of types, relative positions and a head's outputs are small, and added or read in float32.
bool is_kept(std::string_view name) {
  return name.ends_with("token_type_embeddings.weight") || name.ends_with("relative_attention_bias.weight") ||
         (name.starts_with("heads.") && name.find(".output.") != std::string_view::npos);
}

Result<TensorList> tensors_for(const EncoderWeights& weights, Architecture architecture, const TrainedModel& model,
                               Precision store) {
  std::vector<TensorView> all = encoder_tensor_list(weights, architecture, "");
  for (std::size_t i = 0; i < model.heads.size(); ++i) {
    const std::string at = fmt::format("heads.{}.", model.heads[i].id);
    if (const auto& dense = weights.heads[i].dense) {
      all.push_back(named(dense->weight, at + "dense.weight"));
      all.push_back(named(dense->bias, at + "dense.bias"));
    }
    all.push_back(named(weights.heads[i].output.weight, at + "output.weight"));
    all.push_back(named(weights.heads[i].output.bias, at + "output.bias"));
  }
  TensorList list;
  for (const TensorView& tensor : all) {
    const bool narrow = store == Precision::int8 && !is_kept(tensor.name);
    if (narrow) OA_CHECK(list.add_int8(tensor));
    if (!narrow) list.add_float32(tensor);
  }
  return list;
}

// What the folder is made of beside weights, and where it goes.
struct Parts {
  const std::string& base;
  const ModelConfig& config;
  const EncoderWeights& weights;
  const TrainedModel& model;
  const std::string& card;
  Precision store;
};

Result<Done> write(const std::string& path, const Parts& parts, Overwrite overwrite) {
  OA_TRY(tensors, tensors_for(parts.weights, parts.config.architecture, parts.model, parts.store));
  OA_TRY(writer, FolderWriter::create(path, overwrite));
  OA_TRY(config, read_config_json(parts.base));
  config["architectures"] = {encoder_class(parts.config.architecture)};
  for (const char* field : {"id2label", "label2id", "num_labels", "problem_type"}) config.erase(field);
  OA_CHECK(writer.write("config.json", config.dump(2) + "\n"));
  OA_CHECK(copy_folder_files(parts.base, kTokenizerFiles, writer));
  OA_TRY(pooling, read_sentence_pooling(parts.base, parts.config.hidden));
  for (const auto& [name, content] : pooling.files) OA_CHECK(writer.write(name, content));
  OA_CHECK(writer.write(kTrainedModelName, trained_model_json(parts.model)));
  OA_CHECK(writer.write("README.md", parts.card));
  OA_CHECK(write_safetensors(path_in(writer.beside(), kWeightsName), tensors.tensors(), {{"format", "pt"}}));
  return writer.commit();
}

}  // namespace

Result<Done> write_trained_folder(const std::string& path, const TrainedFolderParts& parts, Overwrite overwrite) {
  if (parts.store == Precision::bfloat16) throw ContractError("weights are stored in float32 or int8");
  const std::string config_path = path_in(parts.base, "config.json");
  OA_TRY(json, read_model_file(config_path, scheme_json::kMaxBytes));
  OA_TRY(config, in_file(config_path, parse_model_config(json)));
  OA_TRY(file, Safetensors::open(parts.weights));
  OA_TRY(weights, read_encoder_weights(config, {std::move(file)}, shapes_of(parts.model)));
  return write(path, {parts.base, config, weights, parts.model, parts.card, parts.store}, overwrite);
}

Result<Done> quantise_folder(const std::string& from, const std::string& to, Overwrite overwrite) {
  OA_TRY(folder, open_trained_folder(from));
  OA_CHECK(check_is_other(from, to));
  TrainedModel model = *folder.trained;
  model.precision = Precision::int8;
  constexpr std::uint64_t kMostCardBytes = std::uint64_t{16} << 20;
  OA_TRY(card, find_model_file(path_in(folder.path, "README.md"), kMostCardBytes));
  return write(to, {folder.path, folder.config, *folder.weights, model, card.value_or(""), Precision::int8}, overwrite);
}

}  // namespace openaffect
