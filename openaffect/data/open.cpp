#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "openaffect/data/byte_source.h"
#include "openaffect/data/compressed.h"
#include "openaffect/data/csv_reader.h"
#include "openaffect/data/csv_writer.h"
#include "openaffect/data/decoded.h"
#include "openaffect/data/input_stream.h"
#include "openaffect/data/json_rows.h"
#include "openaffect/data/jsonl_reader.h"
#include "openaffect/data/jsonl_writer.h"
#include "openaffect/data/locations.h"
#include "openaffect/data/memory_reader.h"
#include "openaffect/data/parquet_reader.h"
#include "openaffect/data/parquet_writer.h"
#include "openaffect/data/table.h"
#include "openaffect/text/decoder.h"

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
    Foreign{"\xFD\x37zXZ", "is compressed with xz: unxz it, or pipe it: xzcat FILE | openaffect … -"},
};

Result<Done> refuse_foreign(std::string_view head, const std::string& name) {
  for (const Foreign& foreign : kForeign)
    if (head.starts_with(foreign.magic))
      return Error{ErrorKind::unsupported, std::string(foreign.message), {name, {}, {}, {}}};
  return Done{};
}

// UTF-16 without its mark: every second byte of what begins a table is zero.
Result<Done> refuse_unmarked_utf16(std::string_view head, const std::string& name) {
  const auto zeros = static_cast<std::size_t>(std::count(head.begin(), head.end(), '\0'));
  constexpr std::size_t kThird = 3, kLeast = 4;
  if (zeros < kLeast || zeros * kThird < head.size() || zeros == head.size()) return Done{};
  const std::string_view order = head.starts_with('\0') ? "utf-16be" : "utf-16le";
  return Error{ErrorKind::unsupported,
               fmt::format("looks like UTF-16 without a byte order mark: --encoding {} reads it", order),
               {name, {}, {}, {}}};
}

struct OpenedText {
  std::unique_ptr<PeekedSource> source;
  TableFormat format = TableFormat::csv;
};

std::unique_ptr<PeekedSource> peeked(std::unique_ptr<ByteSource> source) {
  return std::make_unique<PeekedSource>(std::move(source));
}

constexpr std::size_t kHead = 64;  // told by its first bytes: a compression, an encoding, a program's own format

// The file unpacked and as UTF-8. Not for Parquet, which is given back as it is.
Result<std::unique_ptr<PeekedSource>> open_bytes(const std::string& path, const std::string& encoding) {
  OA_TRY(file, open_file_source(path));
  auto source = peeked(std::move(file));
  OA_TRY(packed, source->peek(kHead));
  const bool is_packed = is_gzip(packed) || is_zstd(packed);
  if (is_gzip(packed))
    source = peeked(gunzipped(std::move(source)));
  else if (is_zstd(packed))
    source = peeked(unzstded(std::move(source)));
  OA_TRY(head, source->peek(kHead));
  const std::string& name = source->info().name;
  OA_CHECK(refuse_foreign(head, name));
  if (is_packed && (is_gzip(head) || is_zstd(head)))
    return Error{ErrorKind::unsupported, "is compressed twice: unpack it once", {name, {}, {}, {}}};
  if (is_packed && head.starts_with(kParquetMagic))
    return Error{ErrorKind::unsupported, "is a Parquet file inside a compressed one: unpack it", {name, {}, {}, {}}};
  if (head.starts_with(kParquetMagic)) return source;
  if (encoding.empty() && encoding_of_mark(head).empty()) OA_CHECK(refuse_unmarked_utf16(head, name));
  const std::string from = encoding.empty() ? std::string(encoding_of_mark(head)) : encoding;
  if (from.empty()) return source;
  OA_TRY(text, decoded(std::move(source), from));
  return peeked(std::move(text));
}

bool says_lines(std::string_view path) {
  const std::string_view name = without_compression(path);
  return name.ends_with(".jsonl") || name.ends_with(".ndjson");
}

// The bytes of one file as csv or jsonl, and which of them. A JSON array or an object of objects becomes lines.
Result<OpenedText> open_text(const std::string& path, std::optional<TableFormat> format, const std::string& encoding) {
  OA_TRY(source, open_bytes(path, encoding));
  OA_TRY(head, source->peek(kHead));
  if (head.starts_with(kParquetMagic)) return OpenedText{std::move(source), TableFormat::parquet};
  if (!format) format = json_shape(head, false) ? TableFormat::jsonl : TableFormat::csv;
  if (format != TableFormat::jsonl) return OpenedText{std::move(source), *format};
  constexpr std::size_t kJsonHead = std::size_t{64} << 10;
  OA_TRY(json, source->peek(kJsonHead));
  const JsonShape shape = json_shape(json, json.size() < kJsonHead).value_or(JsonShape::lines);
  if (shape == JsonShape::lines || (shape == JsonShape::objects && says_lines(path)))
    return OpenedText{std::move(source), TableFormat::jsonl};
  return OpenedText{peeked(json_rows(std::move(source), shape)), TableFormat::jsonl};
}

Result<std::unique_ptr<InputStream>> open_again(const std::string& path, TableFormat format,
                                                const std::string& encoding) {
  OA_TRY(opened, open_text(path, format, encoding));
  if (opened.format == format) return std::make_unique<InputStream>(std::move(opened.source));
  return Error{ErrorKind::format, "is a Parquet file, the files before it are not", {path, {}, {}, {}}};
}

Result<std::unique_ptr<TableReader>> open_texts(std::vector<std::string> paths, std::optional<TableFormat> format,
                                                const ReadOptions& options) {
  OA_TRY(first, open_text(paths.front(), format, options.encoding));
  if (first.format == TableFormat::parquet && format)
    return Error{ErrorKind::format,
                 fmt::format("is a Parquet file, not {}; --input-format parquet reads it", table_format_name(*format)),
                 {first.source->info().name, {}, {}, {}}};
  if (first.format == TableFormat::parquet) return open_parquet(paths, options);
  auto input = std::make_unique<InputStream>(std::move(first.source));
  InputFiles files = input_files(std::move(paths));
  files.open = [format = first.format, encoding = options.encoding](const std::string& path) {
    return open_again(path, format, encoding);
  };
  if (first.format == TableFormat::jsonl) return open_jsonl(std::move(input), options, std::move(files));
  return open_csv(std::move(input), first.format, options, std::move(files));
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
  if (auto table = find_memory_table(options.memory, path)) return open_memory(std::move(table), options);
  OA_TRY(paths, find_files(path));
  std::optional<TableFormat> format = options.format;
  if (!format && path != "-") format = input_format_of_path(paths.front());
  if (format == TableFormat::parquet) return open_parquet(paths, options);
  return open_texts(std::move(paths), format, options);
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
