// A model of our own trainer as a rater: several heads over one encoder (trained_model.h).
#pragma once

#include <memory>

#include "openaffect/core/error.h"
#include "openaffect/core/rater.h"
#include "openaffect/nn/model_folder.h"
#include "openaffect/nn/text_model.h"
#include "openaffect/raters/neural_library.h"

namespace openaffect {

// Fields: those of each head in the folder's order, called as head_column() says (network_head.h), then with
// settings.embed the embedding. Texts are prepared as in training (preparation.h), longer ones read in windows of
// longest_text tokens. A multi_label head of a scheme of one label decides for one; settings.threshold, if given,
// stands in the place of all thresholds; numbers are cut to their field's range. Status and evidence as network_rater.h
// says. Precision: settings.precision, else what the folder names, else float32 where that does not run (int8 on
// another device, bfloat16 on a processor without it), which the info's details then say. Without a request.name the
// model's own. Errors: those of open_trained_folder, of make_text_model and network_windows.
Result<std::shared_ptr<const Rater>> make_trained_rater(const NetworkRequest& request);

// The same from its parts, for tests: `model` runs `folder`, whose weights' files are hashed.
Result<std::shared_ptr<const Rater>> make_trained_rater(const NetworkRequest& request,
                                                        std::shared_ptr<const ModelFolder> folder,
                                                        std::shared_ptr<const TextModel> model);

}  // namespace openaffect
