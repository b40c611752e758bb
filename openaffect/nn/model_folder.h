// A Hugging Face model folder, whole: config.json, weights, tokenizer, and what its card and sentence-transformers say;
// or one of our own trainer, which has openaffect.json beside them (trained_model.h).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/nn/encoder_weights.h"
#include "openaffect/nn/model_config.h"
#include "openaffect/nn/sentence_pooling.h"
#include "openaffect/nn/trained_model.h"
#include "openaffect/text/tokenizer.h"

namespace openaffect {

// A file that decides what the model says.
struct FileHash {
  std::string name;  // within the folder
  std::string sha256;
};

// Immutable; safe from any thread. Weights are views into mapped files, kept alive by `weights`.
struct ModelFolder {
  std::string path;    // without '/' at the end
  ModelConfig config;  // classifies: whether there is a head; labels: none without one
  std::shared_ptr<const EncoderWeights> weights;
  std::shared_ptr<const Tokenizer> tokenizer;
  SentencePooling pooling;
  std::optional<TrainedModel> trained = {};  // openaffect.json; its heads' weights are weights->heads
  std::string licence;                       // from the card (model_licence.h); "" when it says none
  std::vector<FileHash> files;               // all that was read but weights and card
};

// Opens and checks everything; reads of the weights their headers only. Errors name the file:
//   no such folder (what looks like a name on the Hugging Face Hub is told how to fetch it; nothing is ever downloaded
//   here), a file instead of a folder, no config.json, weights that must be unpickled (weight_files.h), no tokenizer,
//   a tokenizer with more tokens than the word embeddings have rows, or whose frame leaves no room for a text;
//   a trained model whose longest_text the encoder cannot hold or the frame fills;
//   else what parse_model_config, parse_trained_model, open_weight_files, read_encoder_weights, make_tokenizer and
//   read_sentence_pooling say.
Result<ModelFolder> open_model_folder(const std::string& path);

// SHA-256 of the weights' files, one after another by name: for model.safetensors, its own. Reads them whole.
std::string weights_sha256(const ModelFolder& folder);

// Of all files that decide what the model says. It is the SHA-256 of a text of one line a file, by name, "SHA256
// NAME\n" with two spaces between, as the command sha256sum writes it. Reads the weights whole.
std::string content_sha256(const ModelFolder& folder);

}  // namespace openaffect
