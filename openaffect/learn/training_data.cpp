#include "openaffect/learn/training_data.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <span>

#include <nlohmann/json.hpp>

#include "openaffect/nn/safetensors.h"

namespace openaffect {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFormat = "openaffect/training_data/1";

Json plan_json(const HeadPlan& plan) {
  return {{"id", plan.id},
          {"kind", head_kind_name(plan.kind)},
          {"outputs", plan.outputs},
          {"weight", plan.weight},
          {"loss", plan.loss == MultiLabelLoss::asymmetric ? "asymmetric" : "cross_entropy"},
          {"class_weights", plan.class_weights}};
}

HeadPlan plan_of(const Json& json) {
  HeadPlan plan;
  plan.id = json.at("id").get<std::string>();
  const auto kind = std::ranges::find(kHeadKindNames, json.at("kind").get<std::string>());
  plan.kind = static_cast<HeadKind>(kind - kHeadKindNames.begin());
  plan.outputs = json.at("outputs").get<std::size_t>();
  plan.weight = json.at("weight").get<double>();
  plan.loss =
      json.at("loss").get<std::string>() == "asymmetric" ? MultiLabelLoss::asymmetric : MultiLabelLoss::cross_entropy;
  plan.class_weights = json.at("class_weights").get<std::vector<float>>();
  if (kind == kHeadKindNames.end()) throw std::out_of_range("kind");
  return plan;
}

template <class T>
std::span<const std::byte> bytes_of(const std::vector<T>& values) {
  return std::as_bytes(std::span(values));
}

void add_part(const std::string& prefix, const TrainingPart& part, std::vector<TensorView>& views) {
  if (part.texts() == 0) return;
  const auto count = [](std::size_t n) { return static_cast<std::int64_t>(n); };
  views.push_back({prefix + "/tokens", ElementType::int32, {count(part.tokens.size())}, bytes_of(part.tokens)});
  views.push_back({prefix + "/offsets", ElementType::int64, {count(part.offsets.size())}, bytes_of(part.offsets)});
  for (const TargetMatrix& target : part.targets)
    views.push_back({prefix + "/targets/" + target.head,
                     ElementType::float32,
                     {count(part.texts()), count(target.columns)},
                     bytes_of(target.values)});
}

Error damaged(const std::string& path, std::string what) {
  return {ErrorKind::format, "not training data of ours: " + std::move(what), {path, {}, {}, {}}};
}

template <class T>
std::vector<T> values_of(const TensorView& view) {
  std::vector<T> values(view.bytes.size() / sizeof(T));
  std::memcpy(values.data(), view.bytes.data(), values.size() * sizeof(T));
  return values;
}

Result<TrainingPart> part_of(const Safetensors& file, const std::string& prefix) {
  TrainingPart part;
  const TensorView* tokens = file.find(prefix + "/tokens");
  const TensorView* offsets = file.find(prefix + "/offsets");
  if (!tokens && !offsets) return part;
  if (!tokens || tokens->type != ElementType::int32 || !offsets || offsets->type != ElementType::int64)
    return damaged(file.path(), prefix + " lacks tokens or offsets");
  part.tokens = values_of<TokenId>(*tokens);
  part.offsets = values_of<std::uint64_t>(*offsets);
  const std::string targets = prefix + "/targets/";
  for (const TensorView& view : file.tensors()) {
    if (!view.name.starts_with(targets)) continue;
    if (view.type != ElementType::float32 || view.shape.size() != 2) return damaged(file.path(), view.name);
    part.targets.push_back(
        {view.name.substr(targets.size()), static_cast<std::size_t>(view.shape[1]), values_of<float>(view)});
  }
  return part;
}

}  // namespace

Result<Done> write_training_data(const TrainingData& data, const std::string& path) {
  Json heads = Json::array(), sources = Json::array();
  std::vector<TensorView> views;
  for (const HeadPlan& plan : data.heads) heads.push_back(plan_json(plan));
  for (const TrainingSource& source : data.sources) {
    sources.push_back(source.name);
    add_part(source.name + "/train", source.train, views);
    add_part(source.name + "/development", source.development, views);
  }
  return write_safetensors(path, views,
                           {{"format", kFormat},
                            {"heads", heads.dump()},
                            {"sources", sources.dump()},
                            {"features", std::string(kHeadFeaturesNames[static_cast<std::size_t>(data.features)])}});
}

Result<TrainingData> read_training_data(const std::string& path) {
  OA_TRY(file, Safetensors::open(path));
  const auto word = [&](const char* name) {
    const auto found = file.metadata().find(name);
    return found == file.metadata().end() ? std::string() : found->second;
  };
  if (word("format") != kFormat) return damaged(path, std::string("its format is not ") + kFormat);
  TrainingData data;
  if (word("features") == kHeadFeaturesNames[1]) data.features = HeadFeatures::first_and_mean;
  try {
    for (const Json& plan : Json::parse(word("heads"))) data.heads.push_back(plan_of(plan));
    for (const Json& name : Json::parse(word("sources"))) data.sources.push_back({name.get<std::string>(), {}, {}});
  } catch (const std::exception& problem) {
    return damaged(path, problem.what());
  }
  for (TrainingSource& source : data.sources) {
    OA_TRY(train, part_of(file, source.name + "/train"));
    OA_TRY(development, part_of(file, source.name + "/development"));
    source.train = std::move(train);
    source.development = std::move(development);
  }
  return data;
}

}  // namespace openaffect
