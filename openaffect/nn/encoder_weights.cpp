#include "openaffect/nn/encoder_weights.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "openaffect/nn/encoder_names.h"

namespace openaffect {
namespace {

using Shape = std::vector<std::int64_t>;

// All tensors of the shards by name, and which of them have been asked for.
class TensorTable {
 public:
  // Files of others, or of our trainer: with matrices of int8, and with openaffect.json.
  enum class Origin { others, trainer };

  static Result<TensorTable> create(std::span<const Safetensors> files, Origin origin) {
    TensorTable table;
    table.origin_ = origin;
    table.first_file_ = files.empty() ? "" : files[0].path();
    for (const Safetensors& file : files)
      for (const TensorView& tensor : file.tensors()) {
        const auto [entry, added] = table.tensors_.emplace(tensor.name, Found{&tensor, &file.path()});
        if (!added)
          return Error{ErrorKind::format,
                       fmt::format("tensor '{}' stands in {} too", tensor.name, *entry->second.path),
                       {file.path(), {}, "", {}}};
      }
    return table;
  }

  bool has(const std::string& name) const { return tensors_.contains(name); }

  // `purpose` is for the message: "layer 3's query".
  Result<TensorView> take(const std::string& name, const Shape& shape, std::string_view purpose) {
    const auto found = tensors_.find(name);
    if (found == tensors_.end())
      return Error{
          ErrorKind::format, fmt::format("tensor '{}', {}, is missing", name, purpose), {first_file_, {}, "", {}}};
    const auto& [tensor, path] = found->second;
    const auto error = [&, path = path](ErrorKind kind, const std::string& what) {
      return Error{kind, fmt::format("tensor '{}', {}, {}", name, purpose, what), {*path, {}, "", {}}};
    };
    if (tensor->shape != shape)
      return error(ErrorKind::format, fmt::format("has shape {}, and {} {}", shape_text(tensor->shape),
                                                  origin_ == Origin::trainer ? "config.json and openaffect.json ask for"
                                                                             : "config.json asks for",
                                                  shape_text(shape)));
    const bool scaled = origin_ == Origin::trainer && tensor->type == ElementType::int8 && shape.size() == 2;
    if (!is_narrow_float(tensor->type) && !scaled)
      return error(ErrorKind::unsupported,
                   fmt::format("is of type {}; known: F32, F16, BF16", element_type_name(tensor->type)));
    taken_.insert(found->first);
    TensorView view = *tensor;
    if (scaled) {
      OA_TRY(scale, take_scale(name, shape[0]));
      view.row_scale = scale;
    }
    return view;
  }

  // Fails when something is left that may change what the model says.
  Result<Done> check_rest(const EncoderNames& names) const {
    constexpr std::size_t kNamed = 3;
    std::vector<std::string_view> rest;
    for (const auto& [name, found] : tensors_)
      if (!taken_.contains(name) && !is_harmless_tensor(name, names)) rest.push_back(name);
    if (rest.empty()) return Done{};
    std::ranges::sort(rest);
    const std::size_t count = rest.size();
    rest.resize(std::min(count, kNamed));
    return Error{
        ErrorKind::format,
        fmt::format("{} of {} tensors belong to no part that {}: {}{}", count, tensors_.size(),
                    origin_ == Origin::trainer ? "config.json and openaffect.json describe" : "config.json describes",
                    fmt::join(rest, ", "), count > kNamed ? ", …" : ""),
        {first_file_, {}, "", {}}};
  }

 private:
  struct Found {
    const TensorView* tensor;
    const std::string* path;
  };

  Result<std::span<const std::byte>> take_scale(const std::string& matrix, std::int64_t rows) {
    const std::string name = matrix + ".scale";
    const std::string purpose = fmt::format("the scale of the int8 matrix '{}'", matrix);
    OA_TRY(scale, take(name, {rows}, purpose));
    const auto error = [&](const char* what) {
      return Error{ErrorKind::format,
                   fmt::format("tensor '{}', {}, {}", name, purpose, what),
                   {*tensors_.at(name).path, {}, "", {}}};
    };
    if (scale.type != ElementType::float32) return error("is not F32");
    for (const float number : read_floats(scale))
      if (!std::isfinite(number) || number < 0) return error("has a number that is below 0 or not finite");
    return scale.bytes;
  }

  Origin origin_ = Origin::others;
  std::string first_file_;
  std::unordered_map<std::string_view, Found> tensors_;
  std::unordered_set<std::string_view> taken_;
};

class WeightsReader {
 public:
  WeightsReader(const ModelConfig& config, TensorTable table, std::span<const HeadShape> heads)
      : config_(config), names_(encoder_names(config.architecture)), table_(std::move(table)), heads_(heads) {
    if (table_.has(std::string(names_.prefix) + "embeddings.word_embeddings.weight")) prefix_ = names_.prefix;
  }

  Result<EncoderWeights> read() {
    EncoderWeights weights;
    OA_CHECK(read_embeddings(weights));
    for (std::int64_t i = 0; i < config_.layers; ++i) {
      OA_TRY(layer, read_layer(i));
      weights.layers.push_back(std::move(layer));
    }
    OA_CHECK(heads_.empty() ? read_head(weights) : read_heads(weights));
    OA_CHECK(table_.check_rest(names_));
    return weights;
  }

 private:
  Result<Done> read_embeddings(EncoderWeights& weights) {
    const std::string at = prefix_ + "embeddings.";
    const std::int64_t hidden = config_.hidden;
    OA_TRY(words, table_.take(at + "word_embeddings.weight", {config_.vocabulary, hidden}, "the word embeddings"));
    OA_TRY(positions,
           table_.take(at + "position_embeddings.weight", {config_.positions, hidden}, "the position embeddings"));
    if (config_.token_types > 0) {
      OA_TRY(types, table_.take(at + "token_type_embeddings.weight", {config_.token_types, hidden},
                                "the token type embeddings"));
      weights.token_types = std::move(types);
    }
    OA_TRY(norm, read_norm(at + "LayerNorm", "the norm of the embeddings"));
    if (config_.relative_buckets > 0) {
      OA_TRY(bias, table_.take(prefix_ + std::string(names_.relative_bias) + ".weight",
                               {config_.relative_buckets, config_.heads}, "the relative positions' table"));
      weights.relative_bias = std::move(bias);
    }
    weights.words = std::move(words);
    weights.positions = std::move(positions);
    weights.embeddings_norm = std::move(norm);
    return Done{};
  }

  Result<LayerWeights> read_layer(std::int64_t index) {
    const std::string at = fmt::format("{}{}.{}.", prefix_, names_.layer, index);
    const auto linear = [&](std::string_view name, std::int64_t out, std::int64_t in, std::string_view part) {
      return read_linear(at + std::string(name), out, in, fmt::format("layer {}'s {}", index, part));
    };
    const auto norm = [&](std::string_view name, std::string_view part) {
      return read_norm(at + std::string(name), fmt::format("layer {}'s norm after {}", index, part));
    };
    const std::int64_t hidden = config_.hidden;
    OA_TRY(query, linear(names_.query, hidden, hidden, "query"));
    OA_TRY(key, linear(names_.key, hidden, hidden, "key"));
    OA_TRY(value, linear(names_.value, hidden, hidden, "value"));
    OA_TRY(attention_output, linear(names_.attention_output, hidden, hidden, "attention output"));
    OA_TRY(attention_norm, norm(names_.attention_norm, "attention"));
    OA_TRY(intermediate, linear(names_.intermediate, config_.intermediate, hidden, "intermediate part"));
    OA_TRY(output, linear(names_.output, hidden, config_.intermediate, "output"));
    OA_TRY(output_norm, norm(names_.output_norm, "output"));
    return LayerWeights{
        std::move(query),          std::move(key),          std::move(value),  std::move(attention_output),
        std::move(attention_norm), std::move(intermediate), std::move(output), std::move(output_norm)};
  }

  Result<Done> read_head(EncoderWeights& weights) {
    const std::string output(names_.head_output);
    if (!config_.classifies.value_or(table_.has(output + ".weight"))) return Done{};
    const bool is_pooler = config_.architecture == Architecture::bert;
    const auto labels = static_cast<std::int64_t>(config_.labels.size());
    OA_TRY(dense, read_linear((is_pooler ? prefix_ : "") + std::string(names_.head_dense), config_.hidden,
                              config_.hidden, "the classification head's first part"));
    OA_TRY(last,
           read_linear(output, labels, config_.hidden, fmt::format("the classification head of {} labels", labels)));
    weights.head_dense = std::move(dense);
    weights.head_output = std::move(last);
    return Done{};
  }

  Result<Done> read_heads(EncoderWeights& weights) {
    for (const HeadShape& head : heads_) {
      const std::string at = fmt::format("heads.{}.", head.id);
      const std::string whose = fmt::format("head {}'s", head.id);
      HeadWeights read;
      if (!head.with_mean) {
        OA_TRY(dense, read_linear(at + "dense", config_.hidden, config_.hidden, whose + " first part"));
        read.dense = std::move(dense);
      }
      const std::int64_t features = config_.hidden * (head.with_mean ? 2 : 1);
      OA_TRY(output, read_linear(at + "output", head.outputs, features, whose + " outputs"));
      read.output = std::move(output);
      weights.heads.push_back(std::move(read));
    }
    return Done{};
  }

  Result<LinearWeights> read_linear(const std::string& name, std::int64_t out, std::int64_t in,
                                    const std::string& purpose) {
    OA_TRY(weight, table_.take(name + ".weight", {out, in}, purpose));
    OA_TRY(bias, table_.take(name + ".bias", {out}, purpose));
    return LinearWeights{std::move(weight), std::move(bias)};
  }

  Result<NormWeights> read_norm(const std::string& name, const std::string& purpose) {
    const bool old = table_.has(name + ".gamma");
    OA_TRY(weight, table_.take(name + (old ? ".gamma" : ".weight"), {config_.hidden}, purpose));
    OA_TRY(bias, table_.take(name + (old ? ".beta" : ".bias"), {config_.hidden}, purpose));
    return NormWeights{std::move(weight), std::move(bias)};
  }

  const ModelConfig& config_;
  const EncoderNames& names_;
  TensorTable table_;
  std::span<const HeadShape> heads_;
  std::string prefix_;
};

}  // namespace

Result<EncoderWeights> read_encoder_weights(const ModelConfig& config, std::vector<Safetensors> files,
                                            std::span<const HeadShape> heads) {
  using Origin = TensorTable::Origin;
  OA_TRY(table, TensorTable::create(files, heads.empty() ? Origin::others : Origin::trainer));
  auto weights = WeightsReader(config, std::move(table), heads).read();
  if (weights) weights->files = std::move(files);
  return weights;
}

}  // namespace openaffect
