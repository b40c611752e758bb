#include <algorithm>
#include <array>

#include "openaffect/core/names.h"
#include "openaffect/data/locations.h"
#include "openaffect/data/object_path.h"
#include "openaffect/data/table.h"

namespace openaffect {
namespace {

struct FormatName {
  std::string_view name;
  TableFormat format;
};

constexpr std::array kFormats = {FormatName{"csv", TableFormat::csv}, FormatName{"tsv", TableFormat::tsv},
                                 FormatName{"jsonl", TableFormat::jsonl}, FormatName{"parquet", TableFormat::parquet}};

constexpr std::array kEndings = {
    FormatName{".csv", TableFormat::csv},      FormatName{".tsv", TableFormat::tsv},
    FormatName{".tab", TableFormat::tsv},      FormatName{".jsonl", TableFormat::jsonl},
    FormatName{".ndjson", TableFormat::jsonl}, FormatName{".parquet", TableFormat::parquet},
    FormatName{".pq", TableFormat::parquet}};

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return result;
}

}  // namespace

std::string_view table_format_name(TableFormat format) {
  const auto* found =
      std::find_if(kFormats.begin(), kFormats.end(), [&](const FormatName& f) { return f.format == format; });
  return found->name;
}

std::optional<TableFormat> table_format_of_path(std::string_view path) {
  path = without_query(path);
  const std::string name = lower(path.substr(path.find_last_of('/') + 1));
  for (const FormatName& ending : kEndings)
    if (name.ends_with(ending.name)) return ending.format;
  return std::nullopt;
}

std::optional<TableFormat> input_format_of_path(std::string_view path) {
  const std::string name = lower(without_compression(path));
  return name.ends_with(".json") ? TableFormat::jsonl : table_format_of_path(name);
}

Result<TableFormat> table_format_of_name(std::string_view name) {
  std::vector<std::string> known;
  for (const FormatName& format : kFormats) {
    if (format.name == name) return format.format;
    known.emplace_back(format.name);
  }
  return Error{ErrorKind::unknown, unknown_name_message("format", name, known)};
}

}  // namespace openaffect
