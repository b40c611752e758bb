// README.md of a data set: the YAML between its first two lines of ---, and the text behind. For the files of this
// folder only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "openaffect/exchange/dataset.h"

namespace openaffect {

struct DatasetCard {
  Fields front = Fields::object();
  std::string body = {};
};

Result<DatasetCard> parse_card(std::string_view text, const std::string& file);

// What a column holds: one of the labels, a list of them, or a type by name ("float32", "audio").
struct Feature {
  std::string name;
  std::string type = {};  // "" when it is none of these
  std::vector<std::string> labels = {};
  bool several = false;
};

// `features` of the card ([{name, dtype, …}]), or of the `huggingface` entry of a Parquet file ({name: {_type, …}}).
std::vector<Feature> features_of(const Fields& features);

Fields card_features(const std::vector<Feature>& features);          // as the card has them
std::string parquet_features(const std::vector<Feature>& features);  // as a Parquet file's `huggingface` entry

}  // namespace openaffect
