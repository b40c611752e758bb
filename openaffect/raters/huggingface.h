// A checkpoint that people have as a rater: any BERT, RoBERTa or DistilBERT in a Hugging Face folder.
#pragma once

#include <memory>

#include "openaffect/core/error.h"
#include "openaffect/core/rater.h"
#include "openaffect/nn/model_folder.h"
#include "openaffect/nn/text_model.h"
#include "openaffect/raters/neural_library.h"

namespace openaffect {

// Fields, S being the scheme that the labels match (label_scheme.h):
//   one label of several   S (the most probable; of equals the first output), S.LABEL its probability for each,
//                          S.confidence (the highest of them)
//   any number of labels   S (those whose probability is at least the threshold), S.LABEL
//   regression             S.NAME, the numbers as the head gives them; a single one of the scheme's own name: S
//   with settings.embed    embedding, float32 (text_model.h)
// A problem_type that config.json does not name is a regression for one label, else one of several, as transformers
// trains them; one label that is no regression has a sigmoid.
//
// Status and evidence as network_rater.h says.
//
// Errors: those of open_model_folder and make_text_model; `unsupported` for a folder without a classification head
// unless settings.embed, and for one of our own trainer, with how to give it; `unknown` for a window that the model
// cannot hold and an overlap that fills it.
Result<std::shared_ptr<const Rater>> make_hugging_face(const NetworkRequest& request);

// The same from its parts, for tests: `model` runs `folder`, whose weights' files are hashed.
Result<std::shared_ptr<const Rater>> make_hugging_face(const NetworkRequest& request,
                                                       std::shared_ptr<const ModelFolder> folder,
                                                       std::shared_ptr<const TextModel> model);

}  // namespace openaffect
