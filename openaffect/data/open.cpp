#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "openaffect/data/csv_reader.h"
#include "openaffect/data/csv_writer.h"
#include "openaffect/data/input_stream.h"
#include "openaffect/data/jsonl_reader.h"
#include "openaffect/data/jsonl_writer.h"
#include "openaffect/data/parquet_reader.h"
#include "openaffect/data/parquet_writer.h"
#include "openaffect/data/table.h"

namespace openaffect {
namespace {

constexpr std::string_view kParquetMagic = "PAR1";

// Files that are read often enough by mistake, by their first bytes, and the way out.
struct Foreign {
  std::string_view magic;
  std::string_view message;
};
constexpr std::array kForeign = {
    Foreign{"PK\x03\x04",
            "is a zip archive or a spreadsheet (xlsx): save the sheet as CSV UTF-8, or unpack the archive"},
    Foreign{"\xD0\xCF\x11\xE0", "is an old Office file (xls): save the sheet as CSV UTF-8"},
    Foreign{"\x1F\x8B", "is compressed with gzip: gunzip it, or pipe it: gunzip -c FILE | openaffect … -"},
    Foreign{"\x28\xB5\x2F\xFD", "is compressed with zstd: unzstd it, or pipe it: zstdcat FILE | openaffect … -"},
    Foreign{"\xFD\x37zXZ", "is compressed with xz: unxz it, or pipe it: xzcat FILE | openaffect … -"},
};

TableFormat format_of_bytes(std::string_view head) {
  if (head.starts_with(kParquetMagic)) return TableFormat::parquet;
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (head.starts_with(kMark)) head.remove_prefix(kMark.size());
  const std::size_t content = std::min(head.find_first_not_of(" \t\r\n"), head.size());
  return head.substr(content).starts_with('{') ? TableFormat::jsonl : TableFormat::csv;
}

// Pipes give what they have; formats are told by more than that.
Result<Done> read_head(InputStream& input) {
  constexpr std::size_t kHead = 64;
  while (input.pending().size() < kHead && !input.ended()) {
    OA_TRY(more, input.more());
    (void)more;
  }
  return Done{};
}

Result<Done> refuse_foreign(std::string_view head, const std::string& name) {
  for (const Foreign& foreign : kForeign)
    if (head.starts_with(foreign.magic))
      return Error{ErrorKind::unsupported, std::string(foreign.message), {name, {}, {}, {}}};
  return Done{};
}

Result<std::unique_ptr<TableReader>> open_text(std::unique_ptr<InputStream> input, TableFormat format,
                                               const ReadOptions& options) {
  if (format == TableFormat::jsonl) return open_jsonl(std::move(input), options);
  return open_csv(std::move(input), format, options);
}

Result<Done> check_names(const OutputLayout& layout) {
  std::vector<std::string_view> names;
  for (const std::size_t column : layout.kept) names.push_back(layout.input_columns.at(column).name);
  for (const NewColumn& column : layout.new_columns) names.push_back(column.name);
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice == names.end()) return Done{};
  return Error{ErrorKind::refused, "two columns of the output would have this name", {{}, {}, std::string(*twice), {}}};
}

}  // namespace

Result<std::unique_ptr<TableReader>> open_table(const std::string& path, const ReadOptions& options) {
  std::optional<TableFormat> format = options.format;
  if (!format && path != "-") format = table_format_of_path(path);
  if (format == TableFormat::parquet) return open_parquet(path, options);
  OA_TRY(input, InputStream::open(path));
  OA_CHECK(read_head(*input));
  OA_CHECK(refuse_foreign(input->pending(), input->name()));
  const TableFormat found = format_of_bytes(input->pending());
  if (found == TableFormat::parquet && format)
    return Error{ErrorKind::format,
                 fmt::format("is a Parquet file, not {}; --input-format parquet reads it", table_format_name(*format)),
                 {input->name(), {}, {}, {}}};
  if (found == TableFormat::parquet) return open_parquet(path, options);
  return open_text(std::move(input), format.value_or(found), options);
}

Result<std::unique_ptr<TableWriter>> make_table_writer(const OutputLayout& layout, ByteSink& sink) {
  OA_CHECK(check_names(layout));
  switch (layout.format) {
    case TableFormat::parquet:
      return make_parquet_writer(layout, sink);
    case TableFormat::jsonl:
      return make_jsonl_writer(layout, sink);
    default:
      return make_csv_writer(layout, sink);
  }
}

}  // namespace openaffect
