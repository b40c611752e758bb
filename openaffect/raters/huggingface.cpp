#include "openaffect/raters/huggingface.h"

#include <fmt/format.h>

#include "openaffect/nn/model_file.h"
#include "openaffect/raters/huggingface_info.h"
#include "openaffect/raters/network_rater.h"
#include "openaffect/system/file.h"

namespace openaffect {

Result<std::shared_ptr<const Rater>> make_hugging_face(const NetworkRequest& request,
                                                       std::shared_ptr<const ModelFolder> folder,
                                                       std::shared_ptr<const TextModel> model) {
  OA_TRY(reading, read_hugging_face(request, *folder));
  std::vector<NetworkHead> heads = hugging_face_heads(request, reading);
  const ScorerOptions options{
      .heads = scored_heads(heads), .windows = reading.windows, .normalise = folder->pooling.normalise};
  TextScorer scorer(std::move(model), folder->tokenizer, options);
  return make_network_rater(hugging_face_info(request, *folder, reading), std::move(heads), std::move(scorer));
}

Result<std::shared_ptr<const Rater>> make_hugging_face(const NetworkRequest& request) {
  if (file_exists(path_in(request.folder, kTrainedModelName)))
    return Error{ErrorKind::unsupported,
                 fmt::format("is a model of openaffect's trainer ({} stands in it); give it as {}=model:{}",
                             kTrainedModelName, request.name, request.folder),
                 {request.folder, {}, "", {}}};
  OA_TRY(opened, open_model_folder(request.folder));
  const auto folder = std::make_shared<const ModelFolder>(std::move(opened));
  OA_CHECK(read_hugging_face(request, *folder));  // before the weights are packed
  OA_TRY(model, make_text_model(folder, {request.settings.precision.value_or(Precision::float32), request.device}));
  return make_hugging_face(request, folder, std::move(model));
}

}  // namespace openaffect
