#include "openaffect/learn/checkpoint.h"

#include <charconv>
#include <filesystem>
#include <map>
#include <span>
#include <vector>

#include "openaffect/nn/encoder_tensors.h"
#include "openaffect/nn/safetensors.h"

namespace openaffect::learn {
namespace {

using nn::Tensor;
using Words = std::map<std::string, std::string>;

std::string exact(double number) {
  char text[40];
  return {text, std::to_chars(text, text + sizeof text, number).ptr};
}

Error damaged(const std::string& path) {
  return {ErrorKind::format,
          "not a checkpoint of this training: delete it, or begin anew with --force",
          {path, {}, {}, {}}};
}

// NaN-free: a word that is no number is 0.
template <class T>
T number(const Words& words, const char* name) {
  T value{};
  if (const auto found = words.find(name); found != words.end())
    std::from_chars(found->second.data(), found->second.data() + found->second.size(), value);
  return value;
}

class Writer {
 public:
  void add(const char* name, const Tensor& flat) {
    if (!flat.defined()) return;
    const Tensor& here = kept_.emplace_back(flat.to(at::kCPU).contiguous());
    views_.push_back({name,
                      ElementType::float32,
                      {here.numel()},
                      std::as_bytes(std::span(here.const_data_ptr<float>(), static_cast<std::size_t>(here.numel())))});
  }
  Result<Done> write(const std::string& path, const Words& words) const {
    return write_safetensors(path, views_, words);
  }

 private:
  std::vector<Tensor> kept_;
  std::vector<TensorView> views_;
};

Result<Tensor> flat_of(const Safetensors& file, const char* name, const Tensor& like) {
  const TensorView* view = file.find(name);
  if (!view || view->type != ElementType::float32 || view->shape != std::vector<std::int64_t>{like.numel()})
    return damaged(file.path());
  return nn::to_tensor(*view).clone().to(like.device());
}

}  // namespace

Result<Done> write_checkpoint(const Checkpoint& checkpoint, const std::string& path) {
  Writer writer;
  writer.add("values", checkpoint.values);
  writer.add("first_moment", checkpoint.state.first);
  writer.add("second_moment", checkpoint.state.second);
  writer.add("average", checkpoint.state.average);
  Words words = {{"format", "openaffect/checkpoint/1"},
                 {"identity", checkpoint.identity},
                 {"steps", std::to_string(checkpoint.state.steps)},
                 {"batches", std::to_string(checkpoint.batches)},
                 {"tokens", std::to_string(checkpoint.tokens)},
                 {"loss", exact(checkpoint.loss)},
                 {"seconds", exact(checkpoint.seconds)},
                 {"best_epoch", exact(checkpoint.best_epoch)},
                 {"epochs_without_gain", exact(checkpoint.epochs_without_gain)}};
  if (checkpoint.best_score) words["best_score"] = exact(*checkpoint.best_score);
  return writer.write(path, words);
}

Result<std::optional<Checkpoint>> read_checkpoint(const std::string& path, const Tensor& values) {
  if (!std::filesystem::exists(path)) return std::optional<Checkpoint>();
  OA_TRY(file, Safetensors::open(path));
  const Words& words = file.metadata();
  if (const auto format = words.find("format"); format == words.end() || format->second != "openaffect/checkpoint/1")
    return damaged(path);
  Checkpoint checkpoint;
  if (const auto identity = words.find("identity"); identity != words.end()) checkpoint.identity = identity->second;
  OA_TRY(numbers, flat_of(file, "values", values));
  OA_TRY(first, flat_of(file, "first_moment", values));
  OA_TRY(second, flat_of(file, "second_moment", values));
  checkpoint.values = numbers;
  checkpoint.state = {first, second, {}, number<std::int64_t>(words, "steps")};
  if (file.find("average")) {
    OA_TRY(average, flat_of(file, "average", values));
    checkpoint.state.average = average;
  }
  checkpoint.batches = number<std::int64_t>(words, "batches");
  checkpoint.tokens = number<std::int64_t>(words, "tokens");
  checkpoint.loss = number<double>(words, "loss");
  checkpoint.seconds = number<double>(words, "seconds");
  checkpoint.best_epoch = number<double>(words, "best_epoch");
  checkpoint.epochs_without_gain = number<double>(words, "epochs_without_gain");
  if (words.contains("best_score")) checkpoint.best_score = number<double>(words, "best_score");
  return std::optional(checkpoint);
}

Result<Done> write_flat(const Tensor& flat, const std::string& path) {
  Writer writer;
  writer.add("values", flat);
  return writer.write(path, {{"format", "openaffect/weights/1"}});
}

Result<Tensor> read_flat(const std::string& path, const Tensor& like) {
  OA_TRY(file, Safetensors::open(path));
  return flat_of(file, "values", like);
}

}  // namespace openaffect::learn
