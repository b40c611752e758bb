// Folders of our own trainer (trained_model.h) and for transformers, written whole or not at all (folder_writer.h).
#pragma once

#include <string>

#include "openaffect/core/error.h"
#include "openaffect/nn/precision.h"
#include "openaffect/nn/trained_model.h"
#include "openaffect/system/folder_writer.h"

namespace openaffect {

// What a trained folder is made of.
struct TrainedFolderParts {
  std::string base;     // folder whose config.json, tokenizer and sentence pooling are taken
  std::string weights;  // Safetensors: the encoder under the names of the base's architecture, heads as heads.ID.*
  TrainedModel model;
  std::string card;                      // README.md
  Precision store = Precision::float32;  // of the weights: float32, or int8 (quantise.h; heads' outputs float32)
};

// config.json becomes that of a bare encoder ("architectures": ["BertModel"]). Errors: `refused` as FolderWriter's;
// those of the base and of weights that do not fit it or the heads, `io` of a full disk; nothing remains then.
Result<Done> write_trained_folder(const std::string& path, const TrainedFolderParts& parts,
                                  Overwrite overwrite = Overwrite::refuse);

// A copy of a trained folder in int8, which is also what it says it is rated in. law: rated in int8, both say the same
// to within what a scale's last bit does. Errors as open_model_folder and FolderWriter; `unsupported` for a folder
// without openaffect.json.
Result<Done> quantise_folder(const std::string& from, const std::string& to, Overwrite overwrite = Overwrite::refuse);

struct ExportRequest {
  std::string folder;  // trained
  std::string to;
  std::string head = {};  // id; "" where there is only one
  Overwrite overwrite = Overwrite::refuse;
};

// One head of a trained folder as a folder that transformers' AutoModelForSequenceClassification and hf:FOLDER read, in
// float32. law: the same logits for the same tokens. id2label are the scheme's ids; of an ordinal head, whose outputs
// are several labels to transformers, "> GRADE". Temperature and thresholds are not folded in: they stand in
// config.json under "openaffect" and in README.md, which also says that texts have to be prepared by whoever uses it.
// Errors as quantise_folder; `unknown` for a head that is not there, or none named where there are several.
Result<Done> export_head(const ExportRequest& request);

}  // namespace openaffect
