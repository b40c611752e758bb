// export_head (model_folder_writer.h): one head of a trained folder for transformers.
#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "openaffect/core/describe.h"
#include "openaffect/core/names.h"
#include "openaffect/nn/encoder_layout.h"
#include "openaffect/nn/encoder_names.h"
#include "openaffect/nn/folder_files.h"
#include "openaffect/nn/model_file.h"
#include "openaffect/nn/model_folder_writer.h"
#include "openaffect/nn/quantise.h"
#include "openaffect/nn/weight_files.h"

namespace openaffect {
namespace {

using nlohmann::ordered_json;

Result<std::size_t> find_head(const TrainedModel& model, const std::string& id) {
  std::vector<std::string> known;
  for (const TrainedHead& head : model.heads) known.push_back(head.id);
  if (id.empty() && known.size() == 1) return std::size_t{0};
  const auto found = std::ranges::find(known, id);
  if (found != known.end()) return static_cast<std::size_t>(found - known.begin());
  return Error{ErrorKind::unknown, id.empty() ? fmt::format("the model has {} heads; --head names one of them: {}",
                                                            known.size(), fmt::join(known, ", "))
                                              : unknown_name_message("head", id, known)};
}

// How transformers is told of a head: its losses and pipelines go by this.
std::string problem_type(HeadKind kind) {
  if (kind == HeadKind::regression) return "regression";
  const bool one = kind == HeadKind::single_label || kind == HeadKind::distribution;
  return one ? "single_label_classification" : "multi_label_classification";
}

std::vector<std::string> output_names(const TrainedHead& head) {
  std::vector<std::string> names = head.names;
  if (head.kind != HeadKind::ordinal) return names;
  names.pop_back();
  for (std::string& name : names) name = "> " + name;
  return names;
}

ordered_json preparation_json(const TextPreparation& preparation) {
  ordered_json json = ordered_json::object();
  visit_options(preparation,
                [&](std::string_view name, const bool& option, std::string_view) { json[std::string(name)] = option; });
  return json;
}

ordered_json config_of(ordered_json config, const ModelFolder& folder, const TrainedHead& head) {
  const TrainedModel& model = *folder.trained;
  config["architectures"] = {classifier_class(folder.config.architecture)};
  config["problem_type"] = problem_type(head.kind);
  config["id2label"] = ordered_json::object();
  config["label2id"] = ordered_json::object();
  const std::vector<std::string> names = output_names(head);
  for (std::size_t i = 0; i < names.size(); ++i) {
    config["id2label"][std::to_string(i)] = names[i];
    config["label2id"][names[i]] = i;
  }
  config.erase("num_labels");
  config["torch_dtype"] = "float32";
  config["openaffect"] = {{"model", model.name},
                          {"version", model.version},
                          {"head", head.id},
                          {"kind", head_kind_name(head.kind)},
                          {"scheme", head.scheme},
                          {"temperature", head.temperature},
                          {"thresholds", head.thresholds},
                          {"longest_text", model.longest_text},
                          {"preparation", preparation_json(model.preparation)}};
  return config;
}

TensorList tensors_of(const ModelFolder& folder, std::size_t head) {
  const Architecture architecture = folder.config.architecture;
  const EncoderNames& names = encoder_names(architecture);
  const bool is_pooler = architecture == Architecture::bert;
  const std::string dense = std::string(is_pooler ? names.prefix : "") + std::string(names.head_dense);
  const std::string output(names.head_output);
  TensorList list;
  const auto add = [&](TensorView tensor, std::string name) {
    tensor.name = std::move(name);
    list.add_float32(tensor);
  };
  for (const TensorView& tensor : encoder_tensor_list(*folder.weights, architecture, names.prefix))
    list.add_float32(tensor);
  const HeadWeights& weights = folder.weights->heads[head];
  add(weights.dense->weight, dense + ".weight");
  add(weights.dense->bias, dense + ".bias");
  add(weights.output.weight, output + ".weight");
  add(weights.output.bias, output + ".bias");
  return list;
}

std::string preparation_text(const TextPreparation& preparation) {
  std::string text;
  visit_options(preparation, [&](std::string_view, const bool& option, std::string_view help) {
    if (option) text += fmt::format("- {}\n", help);
  });
  return text.empty() ? "Texts are read as they are.\n"
                      : "Texts were prepared before the tokenizer saw them, which this folder cannot do for you. "
                        "Prepare yours in the same way, or the answers differ:\n\n" +
                            text;
}

std::string decision_text(const TrainedHead& head) {
  switch (head.kind) {
    case HeadKind::multi_label:
      return fmt::format("p = sigmoid(z / {}). A label holds from its threshold on: {}.", head.temperature,
                         head.thresholds.empty() ? ".5 for each" : fmt::format("{}", fmt::join(head.thresholds, ", ")));
    case HeadKind::ordinal:
      return fmt::format("P(grade > k) = sigmoid(z_k / {}); the grade is the number of k with P > .5.",
                         head.temperature);
    case HeadKind::regression:
      return "The numbers are the outputs, cut to the range of the scheme's fields.";
    default:
      return fmt::format("p = softmax(z / {}); the most probable label.", head.temperature);
  }
}

std::string card_of(const ModelFolder& folder, const TrainedHead& head) {
  const TrainedModel& model = *folder.trained;
  std::string text;
  if (!folder.licence.empty()) text += fmt::format("---\nlicense: {}\n---\n\n", folder.licence);
  text += fmt::format(
      "# {}: {}\n\n{}{}The head `{}` ({}, scheme `{}`) of the model {} {}, for transformers: "
      "`AutoModelForSequenceClassification.from_pretrained` gives its outputs z.\n",
      model.name, head.id, model.summary, model.summary.empty() ? "" : "\n\n", head.id, head_kind_name(head.kind),
      head.scheme, model.name, model.version);
  text += fmt::format("\nLicence: {} (class {}).\n", model.licence_text.empty() ? "not stated" : model.licence_text,
                      licence_class_name(model.licence));
  text += "\n## What becomes of the outputs\n\n" + decision_text(head) +
          " Temperature and thresholds are not folded into the weights; they stand in config.json under "
          "\"openaffect\", and transformers does not look at them.\n";
  text += "\n## Preparation of texts\n\n" + preparation_text(model.preparation);
  return text + fmt::format("\nIt was trained on texts of up to {} tokens.\n", model.longest_text);
}

}  // namespace

Result<Done> export_head(const ExportRequest& request) {
  OA_TRY(folder, open_trained_folder(request.folder));
  OA_CHECK(check_is_other(request.folder, request.to));
  OA_TRY(index, find_head(*folder.trained, request.head));
  const TrainedHead& head = folder.trained->heads[index];
  if (folder.trained->features != HeadFeatures::first)
    return Error{ErrorKind::unsupported,
                 "its heads read the first row and the mean of all, which no class of transformers does; a model "
                 "trained with --features first can be exported",
                 {request.folder, {}, "", {}}};
  OA_TRY(config, read_config_json(folder.path));
  OA_TRY(writer, FolderWriter::create(request.to, request.overwrite));
  OA_CHECK(writer.write("config.json", config_of(std::move(config), folder, head).dump(2) + "\n"));
  OA_CHECK(copy_folder_files(folder.path, kTokenizerFiles, writer));
  OA_CHECK(writer.write("README.md", card_of(folder, head)));
  const TensorList tensors = tensors_of(folder, index);
  OA_CHECK(write_safetensors(path_in(writer.beside(), kWeightsName), tensors.tensors(), {{"format", "pt"}}));
  return writer.commit();
}

}  // namespace openaffect
