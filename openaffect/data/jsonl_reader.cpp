#include "openaffect/data/jsonl_reader.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "openaffect/data/block_builder.h"
#include "openaffect/data/csv_header.h"
#include "openaffect/data/json_line.h"
#include "openaffect/data/json_text.h"
#include "openaffect/data/jsonl_schema.h"
#include "openaffect/data/jsonl_split.h"
#include "openaffect/data/text_reader.h"

namespace openaffect {
namespace {

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

// A column inside another: "user.bio" is the member "bio" of the object in "user".
struct NestedPath {
  std::size_t column = 0;
  std::vector<std::string> keys;
};

// What a reader knows of its columns.
struct JsonlColumns {
  std::vector<ColumnInfo> infos;
  std::vector<bool> declared = {};
  std::unordered_map<std::string, std::size_t> positions = {};
  bool unnamed_allowed = false;
  std::vector<NestedPath> nested = {};

  // Keys mostly come in the order of the columns: `guess` is tried first.
  std::size_t find(const JsonValue& key, std::size_t guess) const {
    if (guess < infos.size() && !key.escaped && key.bytes == infos[guess].name) return guess;
    const auto found = positions.find(key_name(key));
    return found == positions.end() ? kNone : found->second;
  }
};

// The value at the end of the path, below a value that is nested; absent when there is none. What is bad inside was
// found when the line was read.
std::optional<JsonValue> value_below(const JsonValue& top, std::span<const std::string> path, JsonLine& line) {
  std::optional<JsonValue> value = top;
  for (const std::string& key : path) {
    if (!value || value->kind != JsonKind::nested || line.read(value->bytes).has_value()) return std::nullopt;
    value.reset();
    for (const JsonMember& member : line.members())
      if (key_name(member.key) == key) value = member.value;
  }
  return value;
}

// What a value is in a column of this type, or absent when it does not fit. `declared`: a text is read like a csv cell.
std::optional<std::string_view> fitting(const JsonValue& value, ColumnType type, bool declared) {
  const bool is_text = value.kind == JsonKind::text && declared;
  bool fits = false;
  if (type == ColumnType::int64) fits = is_text || value.kind == JsonKind::integer;
  if (type == ColumnType::boolean) fits = is_text || value.kind == JsonKind::boolean;
  if (type == ColumnType::timestamp) fits = is_text;
  if (type == ColumnType::float64)
    fits = is_text || value.kind == JsonKind::real || (value.kind == JsonKind::integer && fits_float64(value.bytes));
  return fits ? std::optional(value.bytes) : std::nullopt;
}

// One block on its way from lines to cells.
class JsonlRows {
 public:
  JsonlRows(const JsonlColumns& columns, BlockBuilder& builder) : columns_(columns), builder_(builder) {}

  void take(std::size_t row, std::string_view bytes) {
    if (const auto fault = line_.read(bytes))
      return builder_.fault(row, std::string(fault->what), bytes.substr(fault->at));
    std::size_t guess = 0;
    for (const JsonMember& member : line_.members()) {
      const std::size_t column = columns_.find(member.key, guess);
      guess = column + 1;
      if (builder_.wants(column)) take_value(row, column, member.value);
      for (const NestedPath& nested : columns_.nested)
        if (builder_.wants(nested.column) && key_name(member.key) == nested.keys.front())
          if (const auto value = value_below(member.value, std::span(nested.keys).subspan(1), inner_))
            take_value(row, nested.column, *value);
      if (column == kNone && !columns_.unnamed_allowed) add_unnamed(row, member);
    }
  }

 private:
  void take_value(std::size_t row, std::size_t column, const JsonValue& value) {
    const ColumnInfo& info = columns_.infos[column];
    if (value.kind == JsonKind::null) return builder_.set(column, row, std::nullopt);
    if (info.type == ColumnType::text)
      return builder_.set(column, row, value.escaped ? builder_.keep(unescape_json(value.bytes)) : value.bytes);
    const auto text = fitting(value, info.type, columns_.declared[column]);
    builder_.set(column, row, text);
    if (!text) add_misfit(row, info, value);
  }

  void add_unnamed(std::size_t row, const JsonMember& member) {
    builder_.fault(
        row,
        fmt::format("the key '{0}' is in none of the lines that the columns come from; --type {0}=text adds it",
                    shown(key_name(member.key))),
        member.bytes);
  }

  void add_misfit(std::size_t row, const ColumnInfo& info, const JsonValue& value) {
    const bool is_wider = info.type == ColumnType::int64 && value.kind == JsonKind::real;
    const ColumnType wider = is_wider ? ColumnType::float64 : ColumnType::text;
    builder_.fault(row,
                   fmt::format("'{}' is no {}; --type {}={} takes it", shown(value.bytes), column_type_name(info.type),
                               shown(info.name), column_type_name(wider)),
                   value.bytes, info.name);
  }

  const JsonlColumns& columns_;
  BlockBuilder& builder_;
  JsonLine line_, inner_;
};

Result<Done> skip_to_first_line(InputStream& input, std::size_t max_row_bytes) {
  OA_TRY(mark, take_byte_order_mark(input));
  (void)mark;
  return skip_blank_lines(input, JsonlSplitter(), max_row_bytes);
}

class JsonlReader final : public TextReader {
 public:
  JsonlReader(std::unique_ptr<InputStream> input, InputFiles files, const ReadOptions& options, JsonlColumns columns)
      : TextReader(std::move(input), std::move(files), std::make_unique<JsonlSplitter>(), options),
        on_bad_row_(options.on_bad_row),
        max_row_bytes_(options.max_row_bytes),
        columns_(std::move(columns)) {}

  TableFormat format() const override { return TableFormat::jsonl; }
  std::span<const ColumnInfo> columns() const override { return columns_.infos; }
  void allow_unnamed_keys() override { columns_.unnamed_allowed = true; }

  Result<Block> parse(const std::shared_ptr<const RawBlock>& raw, std::span<const std::size_t> columns) const override {
    BlockBuilder builder(raw, columns_.infos, columns);
    JsonlRows rows(columns_, builder);
    for (std::size_t row = 0; row < raw->rows; ++row) rows.take(row, row_bytes(*raw, row));
    OA_TRY(content, builder.finish(on_bad_row_));
    return Block(std::move(content));
  }

 private:
  Result<Done> skip_header(InputStream& input) const override { return skip_to_first_line(input, max_row_bytes_); }

  OnBadRow on_bad_row_;
  std::size_t max_row_bytes_;
  JsonlColumns columns_;
};

// Looks at the lines that come first without consuming them. Lines that are no object say nothing here.
Result<JsonlSchema> sample(InputStream& input, std::size_t max_row_bytes) {
  JsonlSplitter splitter;
  const std::size_t most = std::max(kSampleBytes, max_row_bytes);
  for (;;) {
    splitter.scan(input.pending(), input.ended() ? Ending::complete : Ending::more_to_come, kSampleRows);
    const bool enough =
        splitter.rows().size() == kSampleRows || splitter.passed() >= kSampleBytes || input.pending().size() > most;
    if (enough || input.ended()) break;
    OA_TRY(more, input.more());
    (void)more;
  }
  JsonlSchema schema;
  JsonLine line;
  for (const ByteRange row : splitter.take()) {
    if (row.begin > kSampleBytes) break;
    if (!line.read(input.pending().substr(row.begin, row.end - row.begin)).has_value()) schema.add(line);
  }
  return schema;
}

// The columns of ReadOptions::nested that are not columns of their own, and whose first key is one.
void add_nested(JsonlColumns& columns, const ReadOptions& options) {
  for (const std::string& path : options.nested) {
    const std::size_t dot = path.find('.');
    if (dot == std::string::npos || columns.positions.contains(path)) continue;
    if (!columns.positions.contains(path.substr(0, dot))) continue;
    NestedPath nested{.column = columns.infos.size(), .keys = {}};
    for (std::size_t at = 0; at <= path.size();) {
      const std::size_t end = std::min(path.find('.', at), path.size());
      nested.keys.push_back(path.substr(at, end - at));
      at = end + 1;
    }
    columns.infos.push_back({path, ColumnType::text, true});
    columns.declared.push_back(false);
    columns.nested.push_back(std::move(nested));
  }
}

JsonlColumns make_columns(const JsonlSchema& schema, const ReadOptions& options) {
  JsonlColumns columns{.infos = schema.columns(options.types)};
  for (std::size_t i = 0; i < columns.infos.size(); ++i) {
    const std::string& name = columns.infos[i].name;
    columns.positions.emplace(name, i);
    columns.declared.push_back(std::any_of(options.types.begin(), options.types.end(),
                                           [&](const ColumnInfo& declared) { return declared.name == name; }));
  }
  add_nested(columns, options);
  return columns;
}

}  // namespace

Result<std::unique_ptr<TableReader>> open_jsonl(std::unique_ptr<InputStream> input, const ReadOptions& options,
                                                InputFiles files) {
  OA_CHECK(skip_to_first_line(*input, options.max_row_bytes));
  OA_TRY(schema, sample(*input, options.max_row_bytes));
  return std::unique_ptr<TableReader>(
      std::make_unique<JsonlReader>(std::move(input), std::move(files), options, make_columns(schema, options)));
}

}  // namespace openaffect
