#include "openaffect/data/csv_reader.h"

#include <algorithm>

#include <fmt/format.h>

#include "openaffect/core/names.h"
#include "openaffect/data/block_builder.h"
#include "openaffect/data/csv_cells.h"
#include "openaffect/data/csv_header.h"
#include "openaffect/data/text_reader.h"

namespace openaffect {
namespace {

// Gives the builder the cells of one row, or what is wrong with it.
void take_row(BlockBuilder& builder, std::size_t row, std::string_view bytes, const CsvDialect& dialect,
              std::size_t columns) {
  RowCells cells(bytes, dialect);
  std::size_t column = 0;
  for (; const auto cell = cells.next(); ++column)
    if (builder.wants(column) && !cells.fault() && !cell->bytes.empty())
      builder.set(column, row, cell->doubled ? builder.keep(undouble_quotes(cell->bytes)) : cell->bytes);
  if (cells.fault() == CsvFault::open_quote) {
    builder.fault(row, "the quote that opens here is never closed", bytes.substr(cells.fault_at()));
  } else if (cells.fault()) {
    builder.fault(row, "text behind the quote that closes a cell", bytes.substr(cells.fault_at()));
  } else if (column != columns) {
    builder.fault(row, fmt::format("has {} cell{} where the header has {}", column, column == 1 ? "" : "s", columns),
                  bytes);
  }
}

class CsvReader final : public TextReader {
 public:
  CsvReader(std::unique_ptr<InputStream> input, InputFiles files, TableFormat format, const CsvDialect& dialect,
            const ReadOptions& options, std::string header, std::vector<ColumnInfo> columns)
      : TextReader(std::move(input), std::move(files), std::make_unique<CsvSplitter>(dialect), options),
        format_(format),
        dialect_(dialect),
        on_bad_row_(options.on_bad_row),
        max_row_bytes_(options.max_row_bytes),
        header_(std::move(header)),
        columns_(std::move(columns)) {}

  TableFormat format() const override { return format_; }
  std::span<const ColumnInfo> columns() const override { return columns_; }
  std::string header() const override { return header_; }

  Result<Block> parse(const std::shared_ptr<const RawBlock>& raw, std::span<const std::size_t> columns) const override {
    BlockBuilder builder(raw, columns_, columns);
    for (std::size_t row = 0; row < raw->rows; ++row)
      take_row(builder, row, row_bytes(*raw, row), dialect_, columns_.size());
    OA_TRY(content, builder.finish(on_bad_row_));
    content->quotes = dialect_.quotes;
    return Block(std::move(content));
  }

 private:
  Result<Done> skip_header(InputStream& input) const override {
    OA_TRY(header, read_csv_header(input, dialect_, max_row_bytes_));
    const bool same = std::equal(header.names.begin(), header.names.end(), columns_.begin(), columns_.end(),
                                 [](const std::string& name, const ColumnInfo& column) { return name == column.name; });
    if (same) return Done{};
    return Error{ErrorKind::format,
                 "the header differs from that of the first file: all files must have the same columns in one order",
                 {input.name(), {}, {}, {}}};
  }

  TableFormat format_;
  CsvDialect dialect_;
  OnBadRow on_bad_row_;
  std::size_t max_row_bytes_;
  std::string header_;
  std::vector<ColumnInfo> columns_;
};

Result<Done> check_dialect(const CsvDialect& dialect) {
  const auto byte = static_cast<unsigned char>(dialect.delimiter);
  constexpr unsigned char kAscii = 0x80;
  if (byte < kAscii && dialect.delimiter != '"' && dialect.delimiter != '\n' && dialect.delimiter != '\r')
    return Done{};
  return Error{ErrorKind::unknown,
               fmt::format("byte {} cannot be the delimiter: it must be ASCII, no quote, no line end", byte)};
}

Result<std::vector<ColumnInfo>> type_columns(std::vector<std::string> names, const ReadOptions& options,
                                             const std::string& file) {
  std::vector<ColumnInfo> columns;
  for (const std::string& name : names) columns.push_back({name, ColumnType::text});
  for (const ColumnInfo& declared : options.types) {
    const auto found = std::find(names.begin(), names.end(), declared.name);
    if (found == names.end())
      return Error{
          ErrorKind::unknown, "--type: " + unknown_name_message("column", declared.name, names), {file, {}, {}, {}}};
    const ColumnType type = declared.type == ColumnType::other ? ColumnType::text : declared.type;
    columns[static_cast<std::size_t>(found - names.begin())].type = type;
  }
  return columns;
}

}  // namespace

CsvDialect csv_dialect(TableFormat format, char delimiter, bool quotes) {
  if (delimiter == 0) delimiter = format == TableFormat::tsv ? '\t' : ',';
  return {delimiter, quotes};
}

Result<std::unique_ptr<TableReader>> open_csv(std::unique_ptr<InputStream> input, TableFormat format,
                                              const ReadOptions& options, InputFiles files) {
  const CsvDialect dialect = csv_dialect(format, options.delimiter, options.quotes);
  OA_CHECK(check_dialect(dialect));
  OA_TRY(header, read_csv_header(*input, dialect, options.max_row_bytes));
  OA_TRY(columns, type_columns(std::move(header.names), options, input->name()));
  return std::unique_ptr<TableReader>(std::make_unique<CsvReader>(
      std::move(input), std::move(files), format, dialect, options, std::move(header.bytes), std::move(columns)));
}

}  // namespace openaffect
