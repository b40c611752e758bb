// Files that go from one model folder into another.
#pragma once

#include <array>
#include <span>
#include <string>

#include <nlohmann/json.hpp>

#include "openaffect/core/error.h"
#include "openaffect/nn/model_folder.h"
#include "openaffect/system/folder_writer.h"

namespace openaffect {

inline constexpr std::array kTokenizerFiles = {"tokenizer.json",
                                               "tokenizer_config.json",
                                               "special_tokens_map.json",
                                               "added_tokens.json",
                                               "vocab.txt",
                                               "vocab.json",
                                               "merges.txt"};

// Those of `names` that are there.
Result<Done> copy_folder_files(const std::string& folder, std::span<const char* const> names, FolderWriter& to);

// config.json as it is.
Result<nlohmann::ordered_json> read_config_json(const std::string& folder);

// "BertModel"; "BertForSequenceClassification"
std::string encoder_class(Architecture architecture);
std::string classifier_class(Architecture architecture);

// Error `refused` when both are one folder.
Result<Done> check_is_other(const std::string& from, const std::string& to);

// open_model_folder; Error `unsupported` for one without openaffect.json.
Result<ModelFolder> open_trained_folder(const std::string& path);

}  // namespace openaffect
