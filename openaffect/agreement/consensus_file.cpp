#include "openaffect/agreement/consensus_file.h"

#include <cmath>

#include <fmt/format.h>

#include "openaffect/data/table.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

using Metadata = std::vector<std::pair<std::string, std::string>>;
using Texts = TableColumn::Cells<std::string>;
using Lists = TableColumn::Cells<std::vector<std::string>>;
using Numbers = TableColumn::Cells<double>;

std::optional<double> number_cell(double value) {
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::vector<std::string> names_at(const Ratings& ratings, const std::vector<std::uint16_t>& positions) {
  std::vector<std::string> names;
  for (const std::uint16_t at : positions) names.push_back(ratings.categories[at]);
  return names;
}

TableColumn answer_column(const Ratings& ratings, const Consensus& consensus, const std::string& name) {
  const auto named = [&](std::string_view usual) { return name.empty() ? std::string(usual) : name; };
  if (!consensus.soft) {
    Numbers cells;
    for (const double value : consensus.values) cells.push_back(number_cell(value));
    return {named("value"), std::move(cells)};
  }
  if (consensus.level == MeasurementLevel::set) {
    Lists cells;
    for (std::size_t unit = 0; unit < consensus.n.size(); ++unit)
      cells.push_back(consensus.n[unit] == 0 ? std::nullopt
                                             : std::optional(names_at(ratings, consensus.label_sets[unit])));
    return {named("labels"), std::move(cells)};
  }
  Texts cells;
  for (const auto& label : consensus.labels)
    cells.push_back(label ? std::optional(ratings.categories[*label]) : std::nullopt);
  return {named("label"), std::move(cells)};
}

// One column a category of what lies as [units × categories].
void add_shares(const Ratings& ratings, const std::vector<double>& shares, const std::string& prefix,
                std::vector<TableColumn>& columns) {
  for (std::size_t at = 0; at < ratings.categories.size(); ++at) {
    Numbers cells;
    for (std::size_t unit = 0; unit < ratings.units.size(); ++unit)
      cells.push_back(number_cell(shares[unit * ratings.categories.size() + at]));
    columns.push_back({prefix + ratings.categories[at], std::move(cells)});
  }
}

void add_disagreement(const Ratings& ratings, const Consensus& consensus, std::vector<TableColumn>& columns) {
  Lists ties;
  Numbers entropies;
  for (std::size_t unit = 0; unit < consensus.n.size(); ++unit) {
    const auto& tie = consensus.ties[unit];
    ties.push_back(tie.empty() ? std::nullopt : std::optional(names_at(ratings, tie)));
    entropies.push_back(number_cell(consensus.soft->entropy(unit, consensus.level)));
  }
  columns.push_back({"tie", std::move(ties)});
  add_shares(ratings, consensus.soft->share, "share.", columns);
  columns.push_back({"entropy", std::move(entropies)});
  if (consensus.dawid_skene) add_shares(ratings, consensus.dawid_skene->posterior, "posterior.", columns);
}

class FileSink final : public ByteSink {
 public:
  explicit FileSink(File& file) : file_(file) {}
  Result<Done> write(std::string_view bytes) override {
    OA_CHECK(file_.write_all(bytes));
    position_ += bytes.size();
    return Done{};
  }
  std::uint64_t position() const override { return position_; }

 private:
  File& file_;
  std::uint64_t position_ = 0;
};

// All rows of the Parquet file `from` in another format.
Result<Done> write_as(const std::string& from, const std::string& to, TableFormat format) {
  OA_TRY(reader, open_table(from, {.format = TableFormat::parquet}));
  OutputLayout layout;
  layout.format = format;
  layout.input_format = reader->format();
  layout.input_columns.assign(reader->columns().begin(), reader->columns().end());
  layout.input_schema = reader->schema();
  for (std::size_t i = 0; i < layout.input_columns.size(); ++i) layout.kept.push_back(i);
  OA_TRY(file, File::open(to, File::Mode::write));
  FileSink sink(file);
  OA_TRY(writer, make_table_writer(layout, sink));
  for (;;) {
    OA_TRY(raw, reader->next());
    if (!raw) break;
    OA_TRY(block, reader->parse(*raw, layout.kept));
    OA_TRY(encoded, writer->encode(block, {}));
    OA_CHECK(writer->append(*encoded));
  }
  OA_TRY(part, writer->end_part());
  return writer->finish(std::vector<std::string>{part}, {});
}

// By way of a Parquet file beside `path`, whose types and lists the project's own writers know how to print.
Result<Done> write_text(const std::string& path, TableFormat format, const std::vector<TableColumn>& columns) {
  const std::string table = path + ".table.partial", text = path + ".partial";
  auto done = write_table(table, columns, {});
  if (done) done = write_as(table, text, format);
  if (done) done = rename_file(text, path);
  const auto removed = remove_all(table);
  if (!done) {
    (void)remove_all(text);
    return done;
  }
  return removed;
}

std::string_view level_name(MeasurementLevel level) {
  constexpr std::string_view kNames[] = {"nominal", "ordinal", "interval", "ratio", "set"};
  return kNames[static_cast<std::size_t>(level)];
}

}  // namespace

std::vector<TableColumn> consensus_columns(const Ratings& ratings, const Consensus& consensus,
                                           const ConsensusColumns& names) {
  if (consensus.n.size() != ratings.units.size())
    throw ContractError(
        fmt::format("a consensus of {} units for ratings of {}", consensus.n.size(), ratings.units.size()));
  Texts units(ratings.units.begin(), ratings.units.end());
  TableColumn::Cells<std::int64_t> counts(consensus.n.begin(), consensus.n.end());
  std::vector<TableColumn> columns;
  columns.push_back({names.unit, std::move(units)});
  columns.push_back(answer_column(ratings, consensus, names.value));
  columns.push_back({"n", std::move(counts)});
  if (consensus.soft) {
    add_disagreement(ratings, consensus, columns);
    return columns;
  }
  Numbers deviations;
  for (const double deviation : consensus.deviations) deviations.push_back(number_cell(deviation));
  columns.push_back({"sd", std::move(deviations)});
  return columns;
}

Result<Done> write_consensus(const std::string& path, const Ratings& ratings, const Consensus& consensus,
                             const ConsensusColumns& names, const Metadata& metadata) {
  const auto format = table_format_of_path(path);
  if (!format)
    return Error{ErrorKind::unknown, "the name ends in none of .parquet, .csv, .tsv and .jsonl", {path, {}, "", {}}};
  const std::vector<TableColumn> columns = consensus_columns(ratings, consensus, names);
  if (*format != TableFormat::parquet) return write_text(path, *format, columns);
  Metadata all = {{"openaffect.consensus", std::string(consensus_method_name(consensus.method))},
                  {"openaffect.level", std::string(level_name(consensus.level))}};
  all.insert(all.end(), metadata.begin(), metadata.end());
  return write_table(path, columns, all);
}

}  // namespace openaffect
