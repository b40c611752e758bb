#include "openaffect/catalog/preview.h"

#include "openaffect/data/table.h"

namespace openaffect {
namespace {

class StringSink final : public ByteSink {
 public:
  Result<Done> write(std::string_view bytes) override {
    text_ += bytes;
    return Done{};
  }
  std::uint64_t position() const override { return text_.size(); }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

OutputLayout as_json_lines(const TableReader& reader) {
  OutputLayout layout;
  layout.format = TableFormat::jsonl;
  layout.input_format = reader.format();
  layout.input_columns.assign(reader.columns().begin(), reader.columns().end());
  layout.input_schema = reader.schema();
  for (std::size_t i = 0; i < layout.input_columns.size(); ++i) layout.kept.push_back(i);
  return layout;
}

}  // namespace

Result<std::vector<std::string>> first_rows(const std::string& path, std::size_t limit) {
  OA_TRY(reader, open_table(path));
  const OutputLayout layout = as_json_lines(*reader);
  StringSink sink;
  OA_TRY(writer, make_table_writer(layout, sink));
  for (std::size_t rows = 0; rows < limit;) {
    OA_TRY(raw, reader->next());
    if (!raw) break;
    OA_TRY(block, reader->parse(*raw, layout.kept));
    OA_TRY(encoded, writer->encode(block, {}));
    OA_CHECK(writer->append(*encoded));
    rows += block.rows();
  }
  OA_CHECK(writer->end_part());
  std::vector<std::string> rows;
  for (std::size_t at = 0; at < sink.text().size() && rows.size() < limit;) {
    const std::size_t end = std::min(sink.text().find('\n', at), sink.text().size());
    rows.push_back(sink.text().substr(at, end - at));
    at = end + 1;
  }
  return rows;
}

}  // namespace openaffect
