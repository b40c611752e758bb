#include "openaffect/raters/network_info.h"

#include <algorithm>

#include <fmt/format.h>

namespace openaffect {
namespace {

using nlohmann::ordered_json;

std::size_t framed(const ModelFolder& folder) {
  const TokenFrame& frame = folder.tokenizer->frame();
  return frame.before.size() + frame.after.size();
}

std::uint64_t numbers_in(const TensorView& tensor) {
  std::uint64_t count = 1;
  for (const std::int64_t length : tensor.shape) count *= static_cast<std::uint64_t>(length);
  return count;
}
std::uint64_t numbers_in(const LinearWeights& linear) {
  return numbers_in(linear.weight) + numbers_in(linear.bias);
}
std::uint64_t numbers_in(const NormWeights& norm) {
  return numbers_in(norm.weight) + numbers_in(norm.bias);
}

// Parameters of the embeddings, and of all that is multiplied.
struct Parameters {
  std::uint64_t embeddings = 0, products = 0;
};

Parameters count_parameters(const EncoderWeights& weights) {
  Parameters count;
  count.embeddings = numbers_in(weights.words) + numbers_in(weights.positions) + numbers_in(weights.embeddings_norm) +
                     (weights.token_types ? numbers_in(*weights.token_types) : 0);
  for (const LayerWeights& layer : weights.layers)
    count.products += numbers_in(layer.query) + numbers_in(layer.key) + numbers_in(layer.value) +
                      numbers_in(layer.attention_output) + numbers_in(layer.attention_norm) +
                      numbers_in(layer.intermediate) + numbers_in(layer.output) + numbers_in(layer.output_norm);
  for (const auto& linear : {weights.head_dense, weights.head_output})
    if (linear) count.products += numbers_in(*linear);
  for (const HeadWeights& head : weights.heads)
    count.products += (head.dense ? numbers_in(*head.dense) : 0) + numbers_in(head.output);
  return count;
}

// libtorch, the embeddings in float32 and the packed products; what one thread needs beside them is small.
std::uint64_t memory_needed(const Parameters& parameters, Precision precision) {
  constexpr std::uint64_t kLibtorch = 116'000'000;
  const std::uint64_t width = precision == Precision::float32 ? 4 : precision == Precision::bfloat16 ? 2 : 1;
  return kLibtorch + 4 * parameters.embeddings + width * parameters.products;
}

}  // namespace

Result<WindowRule> network_windows(const NetworkRequest& request, const ModelFolder& folder, std::size_t tuned) {
  const NetworkSettings& settings = request.settings;
  const std::size_t around = framed(folder);
  const auto longest = static_cast<std::size_t>(folder.config.longest_text);
  const std::size_t window = settings.window.value_or(std::min(longest, std::max(tuned, around + 1)));
  const auto wrong = [&](std::string_view name, const std::string& takes) {
    return Error{ErrorKind::unknown, fmt::format("{}.{} takes {} tokens here", request.name, name, takes)};
  };
  if (window > longest || window <= around) return wrong("window", fmt::format("{} to {}", around + 1, longest));
  const std::size_t room = window - around;
  const std::size_t overlap = settings.overlap.value_or(std::min(window / 4, room - 1));
  if (overlap >= room) return wrong("overlap", fmt::format("0 to {}", room - 1));
  return WindowRule{room, overlap, settings.most_windows};
}

std::vector<RaterField> network_fields(const NetworkRequest& request, const ModelFolder& folder,
                                       std::span<const NetworkHead> heads) {
  std::vector<RaterField> fields;
  for (const NetworkHead& head : heads)
    for (RaterField& field : head_fields(head)) fields.push_back(std::move(field));
  if (request.settings.embed)
    fields.push_back({.name = "embedding",
                      .kind = RaterField::Kind::vector,
                      .scheme = {},
                      .scheme_field = {},
                      .size = static_cast<std::size_t>(folder.config.hidden)});
  return fields;
}

std::vector<std::pair<std::string, std::string>> network_settings_used(Precision precision, const ModelFolder& folder,
                                                                       const WindowRule& windows) {
  return {{"precision", std::string(precision_name(precision))},
          {"window", std::to_string(windows.room + framed(folder))},
          {"overlap", std::to_string(windows.overlap)},
          {"most_windows", std::to_string(windows.most)}};
}

ordered_json network_details(const ModelFolder& folder, Precision precision, Device device) {
  const ModelConfig& config = folder.config;
  const Parameters parameters = count_parameters(*folder.weights);
  return {{"folder", folder.path},
          {"architecture", architecture_name(config.architecture)},
          {"layers", config.layers},
          {"hidden", config.hidden},
          {"heads", config.heads},
          {"vocabulary", config.vocabulary},
          {"parameters", parameters.embeddings + parameters.products},
          {"weights_sha256", weights_sha256(folder)},
          {"longest_text", config.longest_text},
          {"precision", precision_name(precision)},
          {"device", device_name(device)},
          {"needs", fmt::format("libtorch, about {} MB of memory", memory_needed(parameters, precision) / 1'000'000)}};
}

}  // namespace openaffect
