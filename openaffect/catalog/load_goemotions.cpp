// GoEmotions: text, label numbers and comment id between tabs; labels.txt names the numbers.
#include "openaffect/catalog/loaders.h"

namespace openaffect {
namespace {

struct Columns {
  ColumnOf<std::string> id, text, split;
  ColumnOf<std::vector<LabelId>> gold;
};

Result<std::vector<LabelId>> read_label_names(const RawFiles& files) {
  constexpr std::string_view kFile = "text/goemotions/labels.txt";
  OA_TRY(text, files.text(kFile));
  const auto scheme = built_in_scheme("goemotions28");
  std::vector<LabelId> labels;
  for (const RawLine& line : lines_of(text, kFile)) {
    OA_TRY(label, label_of(*scheme, line.text, line));
    labels.push_back(label);
  }
  return labels;
}

Result<std::vector<LabelId>> read_labels(std::string_view field, const std::vector<LabelId>& names,
                                         const RawLine& line) {
  std::vector<LabelId> labels;
  for (std::size_t at = 0; at <= field.size();) {
    const std::size_t comma = std::min(field.find(',', at), field.size());
    OA_TRY(number, integer_of(field.substr(at, comma - at), line));
    if (number < 0 || static_cast<std::size_t>(number) >= names.size()) return line.error("a label without a name");
    labels.push_back(names[static_cast<std::size_t>(number)]);
    at = comma + 1;
  }
  return labels;
}

Result<Done> load_split(const RawFiles& files, const std::string& file, std::string_view split,
                        const std::vector<LabelId>& names, const Columns& to, ItemTable& table) {
  OA_TRY(text, files.text(file));
  for (const RawLine& line : lines_of(text, file)) {
    OA_TRY(fields, line.fields(3));
    OA_TRY(labels, read_labels(fields[1], names, line));
    table.set(to.id, fields[2]);
    table.set(to.text, fields[0]);
    table.set(to.split, split);
    table.set(to.gold, std::move(labels));
    table.end_row();
  }
  return Done{};
}

}  // namespace

Result<Done> load_goemotions(const RawFiles& files, ItemTable& table) {
  const Columns to{table.text("id", "of the comment"), table.text("text"), table.text("split"),
                   table.labels("goemotions28")};
  OA_TRY(names, read_label_names(files));
  OA_CHECK(load_split(files, "text/goemotions/train.tsv", "train", names, to, table));
  OA_CHECK(load_split(files, "text/goemotions/dev.tsv", "development", names, to, table));
  return load_split(files, "text/goemotions/test.tsv", "test", names, to, table);
}

}  // namespace openaffect
