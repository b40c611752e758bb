// openaffect.json: what a model of our own trainer has beside the files of a Hugging Face folder: how texts are
// prepared, several heads over one encoder, how their outputs become decisions, and what it was made from.
//
// The folder: config.json (of the encoder: BERT, RoBERTa or DistilBERT), tokenizer.json or vocab.txt,
// model.safetensors, openaffect.json, README.md (the card). In model.safetensors the encoder has the names of its
// architecture; a head has
//   heads.ID.dense.weight   [hidden, hidden]      heads.ID.dense.bias   [hidden]
//   heads.ID.output.weight  [outputs, hidden]     heads.ID.output.bias  [outputs]
// and computes output(f(dense(x))), x the first row of the last layer, f as head.h says; or, with features
// first_and_mean, has no dense and an output of [outputs, 2 hidden]. A matrix W of int8 has a
// float32 tensor W.scale of [rows] beside it: its numbers are W[r, c] * scale[r].
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/core/rater.h"
#include "openaffect/core/scheme.h"
#include "openaffect/nn/precision.h"
#include "openaffect/text/preparation.h"

namespace openaffect {

// What a head says, z being its outputs and T its temperature (1 before calibration, and always for a regression).
enum class HeadKind {
  single_label,  // p = softmax(z / T); the most probable label
  multi_label,   // p_i = sigmoid(z_i / T); labels with p_i >= threshold_i. Of a scheme of one label a text: the label
                 // with the largest p_i - threshold_i
  ordinal,       // P(grade > k) = sigmoid(z_k / T), one output fewer than grades; the grade is the number of k with
                 // P > .5 (CORAL, Cao, Mirjalili and Raschka 2020)
  regression,    // z, cut to the field's range
  distribution,  // p = softmax(z / T), trained on shares of raters; the most probable label
};
inline constexpr std::array<std::string_view, 5> kHeadKindNames = {"single_label", "multi_label", "ordinal",
                                                                   "regression", "distribution"};
constexpr std::string_view head_kind_name(HeadKind kind) {
  return kHeadKindNames[static_cast<std::size_t>(kind)];
}

// What the heads read of the last layer.
enum class HeadFeatures {
  first,           // the first row x: output(f(dense(x))); what the classes of transformers do
  first_and_mean,  // [x, mean of the text's rows]: output alone. More exact (docs/train.md), and no class of
                   // transformers computes it
};
inline constexpr std::array<std::string_view, 2> kHeadFeaturesNames = {"first", "first_and_mean"};

struct TrainedHead {
  std::string id;  // of its tensors, lower_snake_case; the scheme's id unless two heads share a scheme
  HeadKind kind = HeadKind::single_label;
  std::string scheme;                   // built in, or one of TrainedModel::schemes
  std::vector<std::string> names;       // labels, or fields of numbers, of the scheme; all of them for labels, in order
  double temperature = 1;               // > 0
  std::vector<double> thresholds = {};  // of multi_label, one a label, in (0, 1); empty: .5 for each

  std::size_t outputs() const { return names.size() - (kind == HeadKind::ordinal ? 1 : 0); }
};

struct TrainedModel {
  std::string name;     // lower_snake_case: the rater's, unless the user gives another
  std::string version;  // "1.0"
  std::string summary;  // one line
  LicenceClass licence = LicenceClass::open;
  std::string licence_text;
  std::vector<std::string> languages;        // BCP 47; empty: any
  Precision precision = Precision::float32;  // what it is rated in unless the user says otherwise
  std::size_t longest_text = 128;            // tokens with their frame that it was trained on; longer texts in windows
  TextPreparation preparation;
  HeadFeatures features = HeadFeatures::first;
  std::vector<TrainedHead> heads;
  std::vector<std::shared_ptr<const Scheme>> schemes;        // those of the heads, in the heads' order: one a head
  std::vector<std::pair<std::string, std::string>> trained;  // data sets: name and SHA-256 of what was read
};

// The scheme of a head, found by its id. Throws ContractError when the model lacks it.
const std::shared_ptr<const Scheme>& head_scheme(const TrainedModel& model, std::size_t head);

// What a head's columns are called: the scheme's id, or the head's where several heads have that scheme.
// Here, because module learn asks it without linking this library.
inline const std::string& head_column(const TrainedModel& model, std::size_t head) {
  const TrainedHead& asked = model.heads.at(head);
  return std::ranges::count(model.heads, asked.scheme, &TrainedHead::scheme) > 1 ? asked.id : asked.scheme;
}

inline constexpr std::size_t kMaxHeads = 256;

// The object: schema "openaffect/model/1", name, version, summary and licence (both may be absent), licence_class,
// languages, precision, longest_text, preparation (all of its fields), features ("first" by default), heads (id, kind,
// scheme, names, temperature and thresholds, 1 and none by default), schemes (as in their files, those that are not
// built in), trained (name, sha256). Errors: `format` with the path of what is missing, unknown (with the nearest name)
// or of the wrong type
// ("heads[2].thresholds: …"), as a scheme fails, and when a bound of scheme_json or kMaxHeads is passed; a kind that
// does not go with its scheme's, a head whose names are not those of its scheme, two heads of one column, a scheme that
// no head has; `unsupported` for another schema.
Result<TrainedModel> parse_trained_model(std::string_view json);
std::string trained_model_json(const TrainedModel& model);  // law: parse(json(m)) == m

inline constexpr const char* kTrainedModelName = "openaffect.json";

}  // namespace openaffect
