#include "openaffect/data/jsonl_writer.h"

#include <unordered_set>

#include "openaffect/data/added_cells.h"
#include "openaffect/data/cells.h"
#include "openaffect/data/json_line.h"
#include "openaffect/data/json_text.h"
#include "openaffect/data/text_reader.h"
#include "openaffect/data/text_writer.h"
#include "openaffect/text/unicode.h"

namespace openaffect {
namespace {

// ,"name":
std::string member_key(const std::string& name) {
  std::string key = ",";
  append_json_text(name, key);
  return key + ":";
}

class JsonlWriter final : public TextWriter {
 public:
  JsonlWriter(const OutputLayout& layout, ByteSink& sink)
      : TextWriter(layout, sink), passes_bytes_(layout.input_format == TableFormat::jsonl) {
    std::vector<bool> kept(layout.input_columns.size());
    for (const std::size_t column : layout.kept) {
      kept.at(column) = true;
      kept_keys_.push_back(member_key(layout.input_columns[column].name));
    }
    for (std::size_t i = 0; i < kept.size(); ++i)
      if (!kept[i]) dropped_.insert(layout.input_columns[i].name);
    for (const NewColumn& column : layout.new_columns) added_keys_.push_back(member_key(column.name));
  }

  std::vector<std::size_t> needed_columns() const override {
    return passes_bytes_ ? std::vector<std::size_t>() : layout().kept;
  }

 protected:
  std::string rows_as_text(const Block& block, std::span<const NewValues> values) const override {
    return passes_bytes_ ? rows_passed(block, values) : rows_anew(block, values);
  }

 private:
  // Members in front of the closing brace; the first one's comma is left out when nothing stands before it.
  void append_added(std::span<const NewValues> values, std::size_t row, bool is_first, std::string& out) const {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const std::string_view key = added_keys_[i];
      out += key.substr(i == 0 && is_first ? 1 : 0);
      append_json_added(layout().new_columns[i], values[i], row, out);
    }
  }

  std::string rows_passed(const Block& block, std::span<const NewValues> values) const {
    const RawBlock& raw = *block.content().raw;
    constexpr std::size_t kAddedCell = 12;
    std::size_t keys = 0;
    for (const std::string& key : added_keys_) keys += key.size() + kAddedCell;
    std::string out;
    out.reserve(raw.bytes.size() + raw.rows * (keys + 2));
    JsonLine line;
    auto fault = block.faults().begin();
    for (std::size_t row = 0; row < raw.rows; ++row) {
      const std::string_view bytes = row_bytes(raw, row);
      const bool bad = fault != block.faults().end() && fault->row == raw.first_row + row + 1;
      if (bad) ++fault;
      if (bad && line.read(bytes).has_value()) {
        out += '{';
        append_added(values, row, true, out);
        out += '}';
      } else if (dropped_.empty()) {
        append_extended(bytes, values, row, out);
      } else {
        append_rest(bytes, values, row, line, out);
      }
      out += line_end_of(raw, row);
    }
    return out;
  }

  // The object `bytes` with more members.
  void append_extended(std::string_view bytes, std::span<const NewValues> values, std::size_t row,
                       std::string& out) const {
    const std::size_t brace = bytes.rfind('}');
    const std::string_view before = bytes.substr(0, brace);
    const bool is_empty = before[before.find_last_not_of(" \t\r\n")] == '{';
    out += before;
    append_added(values, row, is_empty, out);
    out += bytes.substr(brace);
  }

  // The object `bytes` with more members, and without those of dropped columns.
  void append_rest(std::string_view bytes, std::span<const NewValues> values, std::size_t row, JsonLine& line,
                   std::string& out) const {
    if (line.read(bytes).has_value()) throw ContractError("a line that is no object passed as a good row");
    bool is_first = true;
    out += '{';
    for (const JsonMember& member : line.members()) {
      const std::string name =
          to_valid_utf8(member.key.escaped ? unescape_json(member.key.bytes) : std::string(member.key.bytes));
      if (dropped_.contains(name)) continue;
      if (!is_first) out += ',';
      out += member.bytes;
      is_first = false;
    }
    append_added(values, row, is_first, out);
    out += '}';
  }

  std::string rows_anew(const Block& block, std::span<const NewValues> values) const {
    std::vector<const arrow::Array*> arrays;
    for (const std::size_t column : layout().kept) arrays.push_back(&array_of(block, column));
    std::string out;
    for (std::size_t row = 0; row < block.rows(); ++row) {
      out += '{';
      for (std::size_t i = 0; i < arrays.size(); ++i) {
        const std::string_view key = kept_keys_[i];
        out += key.substr(i == 0 ? 1 : 0);
        append_json_cell(*arrays[i], static_cast<std::int64_t>(row), out);
      }
      append_added(values, row, arrays.empty(), out);
      out += "}\n";
    }
    return out;
  }

  bool passes_bytes_;
  std::vector<std::string> kept_keys_, added_keys_;  // ,"name":
  std::unordered_set<std::string> dropped_;
};

}  // namespace

Result<std::unique_ptr<TableWriter>> make_jsonl_writer(const OutputLayout& layout, ByteSink& sink) {
  for (const std::size_t column : layout.kept)
    if (column >= layout.input_columns.size()) throw ContractError("a kept column that is not in the input");
  return std::unique_ptr<TableWriter>(std::make_unique<JsonlWriter>(layout, sink));
}

}  // namespace openaffect
