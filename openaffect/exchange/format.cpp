#include "openaffect/exchange/format.h"

#include <algorithm>

#include "openaffect/core/names.h"
#include "openaffect/exchange/audformat.h"
#include "openaffect/exchange/hugging_face.h"
#include "openaffect/exchange/label_studio.h"

namespace openaffect {
namespace {

// In the order in which a path is asked: a folder with db.yaml is no other format's.
constexpr DatasetFormat kFormats[] = {
    {"audformat", is_audformat, read_audformat, write_audformat},
    {"label_studio", is_label_studio, read_label_studio, write_label_studio},
    {"hugging_face", is_hugging_face, read_hugging_face, write_hugging_face},
};

}  // namespace

std::span<const DatasetFormat> dataset_formats() {
  return kFormats;
}

Result<const DatasetFormat*> find_dataset_format(std::string_view name) {
  std::vector<std::string> known;
  for (const DatasetFormat& format : kFormats) {
    if (format.name == name) return &format;
    known.emplace_back(format.name);
  }
  return Error{ErrorKind::unknown, unknown_name_message("format of data sets", name, known)};
}

const DatasetFormat* recognise_dataset(const std::string& path) {
  for (const DatasetFormat& format : kFormats)
    if (format.recognises(path)) return &format;
  return nullptr;
}

}  // namespace openaffect
