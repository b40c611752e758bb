// What a checkpoint says of itself, as a rater's info.
#pragma once

#include "openaffect/core/rater.h"
#include "openaffect/nn/model_folder.h"
#include "openaffect/raters/label_scheme.h"
#include "openaffect/raters/network_head.h"
#include "openaffect/raters/neural_library.h"
#include "openaffect/raters/windows.h"

namespace openaffect {

// How a folder is read: what its labels mean, and how long texts are cut.
struct HuggingFaceReading {
  std::optional<LabelScheme> labels;  // absent: no classification head
  ProblemType problem = ProblemType::single_label;
  WindowRule windows;
};

// Errors as make_hugging_face (huggingface.h) says.
Result<HuggingFaceReading> read_hugging_face(const NetworkRequest& request, const ModelFolder& folder);

// Its one head; none where there is no classification head.
std::vector<NetworkHead> hugging_face_heads(const NetworkRequest& request, const HuggingFaceReading& reading);

// Names and order of the fields as huggingface.h says. Reads the weights whole, for their hash.
RaterInfo hugging_face_info(const NetworkRequest& request, const ModelFolder& folder,
                            const HuggingFaceReading& reading);

}  // namespace openaffect
