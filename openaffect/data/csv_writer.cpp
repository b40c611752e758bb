#include "openaffect/data/csv_writer.h"

#include <algorithm>

#include "openaffect/data/added_cells.h"
#include "openaffect/data/cells.h"
#include "openaffect/data/csv_cells.h"
#include "openaffect/data/csv_reader.h"
#include "openaffect/data/text_reader.h"
#include "openaffect/data/text_writer.h"

namespace openaffect {
namespace {

bool is_csv(TableFormat format) {
  return format == TableFormat::csv || format == TableFormat::tsv;
}

// A csv header with more names behind its own, in front of its line end.
std::string extended_header(const std::string& header, const std::string& added) {
  const std::size_t line_end = header.find_last_not_of("\r\n") + 1;
  const std::string end = line_end < header.size() ? header.substr(line_end) : "\n";
  return header.substr(0, line_end) + added + end;
}

class CsvWriter final : public TextWriter {
 public:
  CsvWriter(const OutputLayout& layout, ByteSink& sink)
      : TextWriter(layout, sink),
        dialect_(csv_dialect(layout.format, layout.delimiter)),
        passes_bytes_(is_csv(layout.input_format) && keeps_all_columns(layout) &&
                      csv_dialect(layout.input_format, layout.input_delimiter) == dialect_) {}

  std::string header() const override {
    std::string kept, added;
    for (const std::size_t column : layout().kept) append_name(layout().input_columns[column].name, kept);
    for (const NewColumn& column : layout().new_columns) append_name(column.name, added);
    if (passes_bytes_ && !layout().input_header.empty()) return extended_header(layout().input_header, added);
    const std::string line = kept + added;
    return (line.empty() ? line : line.substr(1)) + "\n";
  }

  std::vector<std::size_t> needed_columns() const override {
    return passes_bytes_ ? std::vector<std::size_t>() : layout().kept;
  }

 protected:
  std::string rows_as_text(const Block& block, std::span<const NewValues> values) const override {
    return passes_bytes_ ? rows_passed(block, values) : rows_anew(block, values);
  }

 private:
  void append_name(const std::string& name, std::string& out) const {
    out += dialect_.delimiter;
    append_csv_text(name, dialect_, out);
  }

  void append_added(std::span<const NewValues> values, std::size_t row, std::string& out) const {
    for (std::size_t i = 0; i < values.size(); ++i) {
      out += dialect_.delimiter;
      append_csv_added(layout().new_columns[i], values[i], row, dialect_, out);
    }
  }

  std::string rows_passed(const Block& block, std::span<const NewValues> values) const {
    const RawBlock& raw = *block.content().raw;
    constexpr std::size_t kAddedCell = 10;
    std::string out;
    out.reserve(raw.bytes.size() + raw.rows * (values.size() * kAddedCell + 2));
    auto fault = block.faults().begin();
    for (std::size_t row = 0; row < raw.rows; ++row) {
      const bool bad = fault != block.faults().end() && fault->row == raw.first_row + row + 1;
      if (bad) {
        append_mended(row_bytes(raw, row), block.content().quotes, out);
        ++fault;
      } else {
        out += row_bytes(raw, row);
      }
      append_added(values, row, out);
      out += line_end_of(raw, row);
    }
    return out;
  }

  // A bad row as one with the header's number of cells.
  void append_mended(std::string_view row, bool quotes, std::string& out) const {
    const std::size_t wanted = layout().input_columns.size();
    RowCells cells(row, {dialect_.delimiter, quotes});
    std::size_t count = 0, end = 0;
    bool open = false;
    while (count < wanted) {
      const auto cell = cells.next();
      if (!cell) break;
      ++count;
      end = cell->end;
      open = cells.open_quote();
    }
    out += row.substr(0, end);
    if (open) out += '"';
    out.append(wanted - count, dialect_.delimiter);
  }

  std::string rows_anew(const Block& block, std::span<const NewValues> values) const {
    std::vector<const arrow::Array*> arrays;
    for (const std::size_t column : layout().kept) arrays.push_back(&array_of(block, column));
    std::string out;
    for (std::size_t row = 0; row < block.rows(); ++row) {
      std::string line;
      for (const arrow::Array* array : arrays) {
        line += dialect_.delimiter;
        append_csv_cell(*array, static_cast<std::int64_t>(row), dialect_, line);
      }
      append_added(values, row, line);
      append_line(line, out);
    }
    return out;
  }

  // `line` begins with a delimiter. A row of one empty cell would be a line without content, which is no row.
  void append_line(std::string_view line, std::string& out) const {
    out += line.size() > 1 ? line.substr(1) : std::string_view("\"\"");
    out += '\n';
  }

  CsvDialect dialect_;
  bool passes_bytes_;
};

}  // namespace

Result<std::unique_ptr<TableWriter>> make_csv_writer(const OutputLayout& layout, ByteSink& sink) {
  for (const std::size_t column : layout.kept)
    if (column >= layout.input_columns.size()) throw ContractError("a kept column that is not in the input");
  return std::unique_ptr<TableWriter>(std::make_unique<CsvWriter>(layout, sink));
}

}  // namespace openaffect
