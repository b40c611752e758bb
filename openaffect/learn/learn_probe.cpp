// A training run for tests and benchmarks that compare it with other programs: a JSON object a line in, one a line out.
//   {"data": "training.safetensors", "base": "FOLDER", "folder": "FOLDER", "precision": "float32", "options": {…}}  →
//   {"initial": "…/initial.safetensors", "weights": "…/weights.safetensors", "batches": [[source, [text, …]], …]}
// `initial` are the weights that the run began with; log.jsonl in the folder has the losses.
#include <iostream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "openaffect/learn/fit.h"
#include "openaffect/learn/fit_base.h"
#include "openaffect/learn/network.h"
#include "openaffect/learn/sampling.h"

namespace {

using namespace openaffect;
using Json = nlohmann::json;

FitRequest request_of(const Json& json) {
  FitRequest request;
  request.base = json.at("base").get<std::string>();
  request.folder = json.at("folder").get<std::string>();
  if (json.value("precision", "float32") == "bfloat16") request.precision = Precision::bfloat16;
  FitOptions::describe([&](const char* name, auto member, const char*) {
    if (json.at("options").contains(name)) json.at("options").at(name).get_to(request.options.*member);
  });
  return request;
}

Json batches_of(const TrainingData& data, const FitOptions& options) {
  std::vector<std::vector<std::uint32_t>> lengths;
  for (const TrainingSource& source : data.sources) {
    auto& of = lengths.emplace_back();
    for (std::size_t t = 0; t < source.train.texts(); ++t)
      of.push_back(static_cast<std::uint32_t>(source.train.offsets[t + 1] - source.train.offsets[t]));
  }
  const Sampling sampling(lengths, {static_cast<std::size_t>(options.batch), options.temperature,
                                    static_cast<std::uint64_t>(options.seed)});
  Json all = Json::array();
  for (std::size_t epoch = 0; static_cast<double>(epoch) < options.epochs; ++epoch)
    for (const Batch& batch : sampling.epoch(epoch)) all.push_back({batch.source, batch.texts});
  return all;
}

template <class T>
T taken(Result<T> result) {
  if (!result) throw ContractError(describe_error(result.error()));
  return *std::move(result);
}

Json answer(const Json& json) {
  const FitRequest request = request_of(json);
  const TrainingData data = taken(read_training_data(json.at("data").get<std::string>()));
  const FitBase base = taken(open_fit_base(request.base));
  learn::Network network(*base.weights, base.config, data, {}, static_cast<std::uint64_t>(request.options.seed));
  const std::string initial = request.folder + "/initial.safetensors";
  taken(network.write(network.values(), initial));
  const FitResult result = taken(fit(data, request));
  return {{"initial", initial}, {"weights", result.weights}, {"batches", batches_of(data, request.options)}};
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    try {
      std::cout << answer(Json::parse(line)).dump() << std::endl;
    } catch (const std::exception& problem) {
      std::cout << Json{{"error", problem.what()}}.dump() << std::endl;
    }
  }
}
