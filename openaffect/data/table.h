// Rows in memory, and the readers and writers that bring them from and to disk. The only module that sees Arrow; none
// of it shows in this header.
//
// Work is cut into blocks of kBlockRows input rows, counted from the first row of the whole input. A reader never
// returns a shorter block except at the end, so that what happens in a block depends on the block alone.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/core/rating.h"

namespace openaffect {

inline constexpr std::size_t kBlockRows = 1024;
inline constexpr std::size_t kRowGroupBlocks = 64;  // blocks of the unsharded input in one Parquet row group

enum class TableFormat { csv, tsv, jsonl, parquet };
std::string_view table_format_name(TableFormat format);

// By the name's ending (.csv .tsv .tab .jsonl .ndjson .parquet .pq), case ignored; nullopt when it says nothing.
std::optional<TableFormat> table_format_of_path(std::string_view path);
// The same, with .json (jsonl), and whatever ending a compression adds (.gz .zst).
std::optional<TableFormat> input_format_of_path(std::string_view path);
// csv, tsv, jsonl, parquet; Error `unknown` with the nearest name otherwise.
Result<TableFormat> table_format_of_name(std::string_view name);

enum class ColumnType { text, int64, float64, boolean, timestamp, other };  // other: carried, never interpreted
std::string_view column_type_name(ColumnType type);

struct ColumnInfo {
  std::string name;
  ColumnType type = ColumnType::text;
  bool nested = false;  // a part of another column's cells (ReadOptions::nested), and no column of the file

  bool operator==(const ColumnInfo&) const = default;
};

// A row that could not be read. `row` counts from 1 over the whole input, the header not counted.
struct RowFault {
  std::uint64_t row = 0;
  Error error;
};

struct BlockContent;  // data/block_content.h, for this module only

// Up to kBlockRows consecutive rows of the input. Immutable, cheap to copy, safe to share between threads.
class Block {
 public:
  Block() = default;
  // Rows without columns: what a writer whose layout keeps no input column encodes.
  static Block of_rows(std::uint64_t first_row, std::size_t rows);
  explicit Block(std::shared_ptr<const BlockContent> content) : content_(std::move(content)) {}

  std::uint64_t first_row() const;  // counted from 0 over the whole input
  std::size_t rows() const;

  // Cells of one column of type text; a view of the block's own bytes. Null cells and rows with a fault are absent.
  // Throws ContractError when the column is not text or was not asked for in TableReader::parse.
  std::vector<std::optional<std::string_view>> texts(std::size_t column) const;

  // Cells of one column of type int64, float64 or boolean; NaN where null. Throws as texts() does.
  std::vector<double> numbers(std::size_t column) const;

  // Cells of one column of any type as text: numbers and times as a csv has them, lists and structs as JSON; null where
  // null. Throws as texts() does.
  std::vector<std::optional<std::string>> as_texts(std::size_t column) const;

  std::span<const RowFault> faults() const;  // in row order; empty unless bad rows are kept
  std::span<const std::uint64_t> invalid_utf8()
      const;  // rows (from 1) with ill-formed text in a cell that was asked for

  const BlockContent& content() const { return *content_; }

 private:
  std::shared_ptr<const BlockContent> content_;
};

enum class OnBadRow { fail, keep };

class MemoryTable;  // data/memory_table.h

struct ReadOptions {
  std::optional<TableFormat> format = {};  // absent: by the name's ending, else by the first bytes
  char delimiter = 0;                      // 0: comma in csv, tab in tsv
  bool quotes = true;                      // whether " quotes cells in csv and tsv
  std::vector<ColumnInfo> types =
      {};                     // what the user declared; others are text in csv, inferred in jsonl, given in parquet
  std::string encoding = {};  // of csv, tsv and jsonl; "": UTF-8, or UTF-16 by its mark
  std::vector<std::string> nested = {};     // "user.bio": the text inside the objects of column "user", as a column
  std::optional<std::uint64_t> limit = {};  // rows
  OnBadRow on_bad_row = OnBadRow::fail;
  std::size_t max_row_bytes = std::size_t{256} << 20;           // a longer row is a format error, not an allocation
  std::vector<std::shared_ptr<const MemoryTable>> memory = {};  // tables whose names stand for paths
};

// What a block is made of before it is parsed: cheap to cut off in order, parsed on any thread.
struct RawBlock;  // data/block_content.h

// What ColumnInfo does not tell of a Parquet input: exact types, and the metadata of its columns and of the file.
struct InputSchema;  // data/block_content.h

// What tells whether an input is still the one that a job began with.
struct InputIdentity {
  std::uint64_t bytes = 0;       // 0 for a stream
  std::int64_t modified_ns = 0;  // 0 for a stream
  std::string sha256;            // csv, jsonl: of the content read so far (all of it after the last block);
                                 // parquet: of the footer and the length
};

// (next* parse in any order, on any thread, of what next returned). An error leaves the reader unusable.
class TableReader {
 public:
  virtual ~TableReader() = default;

  virtual TableFormat format() const = 0;
  virtual std::span<const ColumnInfo> columns() const = 0;

  // csv: the header as it stands in the input, byte order mark and line end included, for OutputLayout; else "".
  virtual std::string header() const { return {}; }

  // jsonl: rows may hold keys that columns() does not name, which is a bad row otherwise. To be called before the first
  // parse() when rows are passed through as bytes (TableWriter::needed_columns() is empty), so that nothing is lost.
  virtual void allow_unnamed_keys() {}

  // For OutputLayout::input_schema; null when columns() says all.
  virtual std::shared_ptr<const InputSchema> schema() const { return nullptr; }

  // Before the first next(), and only to save work: parse() will be asked for no other columns than these.
  virtual void want(std::span<const std::size_t> columns) { (void)columns; }

  // Cuts off the next block, or absent at the end. `wanted` false: the rows are only counted (and hashed), which
  // may be cheaper, and the result must not be parsed. One thread at a time.
  virtual Result<std::optional<std::shared_ptr<const RawBlock>>> next(bool wanted = true) = 0;

  // Reads the cells of the block's `columns` (indices; others may stay unread). With OnBadRow::fail the first bad row
  // is the error, with its file, row, column and byte.
  virtual Result<Block> parse(const std::shared_ptr<const RawBlock>& raw,
                              std::span<const std::size_t> columns) const = 0;

  // Where the last next() ended, as ASCII for a manifest; resume() on a fresh reader of the same input goes on there
  // as if the blocks before had been read, without reading them again.
  // With verify the consumed part of the input is hashed first, and an Error `refused` says that it changed.
  virtual std::string checkpoint() const = 0;
  virtual Result<Done> resume(std::string_view checkpoint, bool verify) = 0;

  virtual InputIdentity identity() const = 0;
  virtual double fraction() const = 0;  // 0..1 of the input that next() has passed; 0 for a stream
};

// Opens a table of ReadOptions::memory that has this name, "-" (standard input), a file, a folder of files or what a
// pattern (* ? [) matches: several files of one format with the same columns, read in the order of their names. gzip
// and zstd are told by content, as is a JSON array of objects or an object of objects (read as jsonl). Reads as much as
// it needs to name the columns (10,000 rows of jsonl).
Result<std::unique_ptr<TableReader>> open_table(const std::string& path, const ReadOptions& options = {});

// Where a writer's bytes go. The label job's store has one that knows its place in a file; standard output is another.
class ByteSink {
 public:
  virtual ~ByteSink() = default;
  virtual Result<Done> write(std::string_view bytes) = 0;
  virtual std::uint64_t position() const = 0;  // bytes written before the next one, counted over the whole output
};

// A column that is added to the input's.
struct NewColumn {
  enum class Kind { number, label, labels, evidence, text, vector };
  std::string name;
  Kind kind = Kind::number;
  std::vector<std::string> dictionary = {};  // of label and labels: the ids; values are positions in it
  bool is_duration = false;                  // of number: seconds, a duration[ns] in Parquet
  std::size_t size = 0;                      // of vector: how many numbers
  bool operator==(const NewColumn&) const = default;
};
using TextColumn = std::vector<std::optional<std::string>>;
using EvidenceColumn = std::vector<std::vector<Evidence>>;
// One per new column, as its kind says, each as long as the block. Null: NaN, kNoLabel, nullopt, a vector that begins
// with NaN; a row whose status is
// not `ok` has null labels: `valid` (of labels and evidence) says which rows have a list at all; empty: all have.
struct NewValues {
  std::variant<NumberColumn, LabelColumn, LabelsColumn, EvidenceColumn, TextColumn, VectorColumn> values;
  std::vector<bool> valid = {};
};

struct OutputLayout {
  TableFormat format = TableFormat::parquet;
  TableFormat input_format = TableFormat::csv;
  char delimiter = 0;        // of a csv or tsv output; 0: the format's own
  char input_delimiter = 0;  // csv to csv keeps bytes only when both are equal
  std::vector<ColumnInfo> input_columns;
  std::shared_ptr<const InputSchema> input_schema = {};  // of the reader, so that a Parquet output keeps exact types
  std::string input_header = {};  // TableReader::header(), for csv to csv; "": one is made of the names
  std::vector<std::size_t> kept;  // the input columns that come out, in this order; all of them, in theirs: bytes kept
  std::vector<NewColumn> new_columns;
};

struct EncodedBlock;  // one block as its writer wants it

// (encode on any thread)* (append+ end_part)* finish. Bytes depend only on the layout and the blocks, not on threads.
class TableWriter {
 public:
  virtual ~TableWriter() = default;

  // The bytes in front of the first part: a csv's header line with its end; "" where there are none.
  virtual std::string header() const { return {}; }

  // Input columns that encode() needs to have been parsed; none when rows are passed through as bytes.
  virtual std::vector<std::size_t> needed_columns() const = 0;

  virtual Result<std::shared_ptr<const EncodedBlock>> encode(const Block& block,
                                                             std::span<const NewValues> values) const = 0;
  virtual Result<Done> append(const EncodedBlock& block) = 0;  // in input order; may hold bytes back until end_part

  // Brings everything appended into the sink as one part (at most one row group) and returns a record of it: ASCII,
  // one line, to be given to finish(), also by another process that continues the job.
  virtual Result<std::string> end_part() = 0;

  // Ends the file. `parts` are the records of all parts in order; `metadata` (csv and jsonl have no room for it and
  // ignore it) becomes the file's key-value metadata.
  virtual Result<Done> finish(std::span<const std::string> parts,
                              std::span<const std::pair<std::string, std::string>> metadata) = 0;
};

// `sink` outlives the writer. A header (csv) is written by the first end_part when sink->position() is 0, or by finish
// when there was no part. Fails when two columns have one name.
Result<std::unique_ptr<TableWriter>> make_table_writer(const OutputLayout& layout, ByteSink& sink);

// The key-value metadata of a Parquet file in the file's order, Arrow's own entry (ARROW:schema) left out.
Result<std::vector<std::pair<std::string, std::string>>> read_parquet_metadata(const std::string& path);

}  // namespace openaffect
