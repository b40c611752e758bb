#include "openaffect/learn/fit_base.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>
#include <span>
#include <string_view>
#include <utility>

#include "openaffect/nn/model_file.h"
#include "openaffect/nn/weight_files.h"

namespace openaffect {
namespace {

constexpr std::uint64_t kMostConfigBytes = std::uint64_t{4} << 20;
constexpr double kRounding = 1e-3;  // of shares that sum to 1

Error contradiction(std::string what) {
  return {ErrorKind::format, "training data: " + std::move(what)};
}

// What a training cannot do with a row of targets (training_data.h); "" when it can.
std::string row_fault(const HeadPlan& plan, std::span<const float> row) {
  if (std::ranges::any_of(row, [](float v) { return std::isinf(v); })) return "a number that is infinite";
  if (plan.kind == HeadKind::regression || std::isnan(row[0])) return "";
  if (std::ranges::any_of(row, [](float v) { return std::isnan(v); })) return "a row that is said in part";
  if (row.size() > 1 || plan.kind == HeadKind::multi_label || plan.kind == HeadKind::distribution) {
    if (std::ranges::any_of(row, [](float v) { return v < 0 || v > 1; })) return "shares outside 0..1";
    const double sum = std::accumulate(row.begin(), row.end(), 0.0);
    return plan.kind == HeadKind::multi_label || std::abs(sum - 1) < kRounding ? "" : "shares that do not sum to 1";
  }
  const std::size_t last = plan.outputs - (plan.kind == HeadKind::ordinal ? 0 : 1);
  const bool is_label = row[0] >= 0 && row[0] <= static_cast<float>(last) && row[0] == std::floor(row[0]);
  return is_label ? "" : "labels outside 0.." + std::to_string(last);
}

// Training targets of single_label may be shares (Teachers).
bool fits(std::size_t columns, const HeadPlan& plan, bool is_training) {
  const bool is_single = plan.kind == HeadKind::single_label;
  if (is_single || plan.kind == HeadKind::ordinal)
    return columns == 1 || (is_single && is_training && columns == plan.outputs);
  return columns == plan.outputs;
}

Result<Done> check_targets(const std::string& name, const TargetMatrix& target, const HeadPlan& plan, std::size_t texts,
                           bool is_training) {
  if (!fits(target.columns, plan, is_training) || target.values.size() != texts * target.columns)
    return contradiction(name + ": the targets of " + target.head + " have another shape than its outputs");
  for (std::size_t text = 0; text < texts; ++text) {
    const std::string fault = row_fault(plan, std::span(target.values).subspan(text * target.columns, target.columns));
    if (!fault.empty()) return contradiction(name + ": " + target.head + " has " + fault);
  }
  return Done{};
}

Result<Done> check_part(const std::string& name, const TrainingPart& part, const std::vector<HeadPlan>& heads,
                        bool is_training) {
  if (part.texts() == 0) return Done{};
  if (part.offsets.front() != 0 || part.offsets.back() != part.tokens.size() ||
      std::adjacent_find(part.offsets.begin(), part.offsets.end(), std::greater_equal<>()) != part.offsets.end())
    return contradiction(name + ": offsets must rise from 0 to the number of tokens");
  for (const TargetMatrix& target : part.targets) {
    const auto plan = std::ranges::find(heads, target.head, &HeadPlan::id);
    if (plan == heads.end()) return contradiction(name + ": targets of a head '" + target.head + "' that there is not");
    OA_CHECK(check_targets(name, target, *plan, part.texts(), is_training));
  }
  return Done{};
}

bool says_something(const TrainingData& data, const std::string& head) {
  for (const TrainingSource& source : data.sources)
    for (const TargetMatrix& target : source.train.targets)
      if (target.head == head && std::ranges::any_of(target.values, [](float v) { return !std::isnan(v); }))
        return true;
  return false;
}

// FNV-1a over words of eight bytes.
class Fingerprint {
 public:
  void add(std::string_view bytes) {
    std::size_t i = 0;
    for (; i + 8 <= bytes.size(); i += 8) {
      std::uint64_t word;
      std::memcpy(&word, bytes.data() + i, 8);
      mix(word);
    }
    for (; i < bytes.size(); ++i) mix(static_cast<unsigned char>(bytes[i]));
    mix(bytes.size());
  }
  template <class T>
  void add(const std::vector<T>& values) {
    add(std::string_view(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)));
  }
  void add(double value) { add(std::to_string(value)); }

  std::string text() const {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string digits;
    for (int shift = 60; shift >= 0; shift -= 4) digits += kDigits[(state_ >> shift) & 15];
    return digits;
  }

 private:
  void mix(std::uint64_t word) {
    state_ = (state_ ^ word) * 0x100000001b3ULL;
    state_ ^= state_ >> 32;
  }
  std::uint64_t state_ = 0xcbf29ce484222325ULL;
};

// Targets in the order of their heads' names: a file keeps no other.
void add_part(const TrainingPart& part, Fingerprint& print) {
  print.add(part.tokens);
  print.add(part.offsets);
  std::vector<const TargetMatrix*> targets;
  for (const TargetMatrix& target : part.targets) targets.push_back(&target);
  std::ranges::sort(targets, {}, &TargetMatrix::head);
  for (const TargetMatrix* target : targets) {
    print.add(target->head);
    print.add(target->values);
  }
}

}  // namespace

Result<FitBase> open_fit_base(const std::string& folder) {
  const std::string path = path_in(folder, "config.json");
  OA_TRY(json, read_model_file(path, kMostConfigBytes));
  OA_TRY(config, in_file(path, parse_model_config(json)));
  config.classifies.reset();  // a head that is there is read, and left
  OA_TRY(files, open_weight_files(folder));
  OA_TRY(weights, read_encoder_weights(config, std::move(files.files)));
  return FitBase{config, std::make_shared<const EncoderWeights>(std::move(weights))};
}

Result<Done> check_training_data(const TrainingData& data) {
  if (data.heads.empty() || data.sources.empty()) return contradiction("no heads, or no texts");
  for (const HeadPlan& head : data.heads) {
    const std::size_t least = head.kind == HeadKind::single_label || head.kind == HeadKind::distribution ? 2 : 1;
    if (head.outputs < least) return contradiction(head.id + " has " + std::to_string(head.outputs) + " outputs");
    if (!head.class_weights.empty() && head.class_weights.size() != head.outputs)
      return contradiction(head.id + " has weights for another number of classes");
    if (!says_something(data, head.id)) return contradiction("nothing is said of " + head.id + " in any training part");
  }
  for (const TrainingSource& source : data.sources) {
    if (source.train.texts() == 0) return contradiction(source.name + " has no texts to train on");
    OA_CHECK(check_part(source.name, source.train, data.heads, true));
    OA_CHECK(check_part(source.name + ", development", source.development, data.heads, false));
  }
  return Done{};
}

Result<Done> check_tokens(const TrainingData& data, const ModelConfig& config) {
  for (const TrainingSource& source : data.sources)
    for (const TrainingPart* part : {&source.train, &source.development}) {
      if (std::ranges::any_of(part->tokens, [&](TokenId id) { return id < 0 || id >= config.vocabulary; }))
        return contradiction(source.name + " has token ids that the base's vocabulary lacks");
      for (std::size_t t = 0; t < part->texts(); ++t)
        if (part->offsets[t + 1] - part->offsets[t] > static_cast<std::uint64_t>(config.longest_text))
          return contradiction(source.name + " has a text of more tokens than the base takes");
    }
  return Done{};
}

std::string identity_of(const TrainingData& data, const FitRequest& request, const nn::Tensor& values) {
  Fingerprint print;
  print.add(static_cast<double>(data.features));
  for (const HeadPlan& head : data.heads) {
    print.add(head.id);
    print.add(static_cast<double>(head.kind));
    print.add(static_cast<double>(head.outputs));
    print.add(head.weight);
    print.add(static_cast<double>(head.loss));
    print.add(head.class_weights);
  }
  for (const TrainingSource& source : data.sources) {
    print.add(source.name);
    add_part(source.train, print);
    add_part(source.development, print);
  }
  FitOptions::describe([&](const char* name, auto member, const char*) {
    const std::string_view text = name;
    if (text == "checkpoint_seconds" || text == "threads") return;
    print.add(text);
    print.add(static_cast<double>(request.options.*member));
  });
  print.add(precision_name(request.precision));
  const nn::Tensor here = values.to(at::kCPU);
  print.add(std::string_view(reinterpret_cast<const char*>(here.const_data_ptr<float>()),
                             static_cast<std::size_t>(here.numel()) * sizeof(float)));
  return print.text();
}

}  // namespace openaffect
