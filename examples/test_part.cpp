// The texts of a human-rated table that no model of ours has learned from: those of the test part, by the catalogue's
// rule (the sha256 of the text's normal form, modulo 10, is 0), as JSON lines.
//   test_part HUMAN_RATED.csv > PART.jsonl       (columns set, mean, text)
#include <algorithm>
#include <cstdio>
#include <utility>

#include <nlohmann/json.hpp>

#include "openaffect/catalog/raw_files.h"
#include "openaffect/data/table.h"
#include "openaffect/text/normal_form.h"

namespace {

using namespace openaffect;

constexpr const char* kColumns[] = {"set", "mean", "text"};

// How many rows were printed.
Result<std::pair<std::uint64_t, std::uint64_t>> print_test_part(const std::string& path) {
  OA_TRY(table, open_table(path));
  std::vector<std::size_t> columns;
  for (const char* name : kColumns) {
    const auto at = std::ranges::find(table->columns(), std::string(name), &ColumnInfo::name);
    if (at == table->columns().end()) return Error{ErrorKind::unknown, "no such column", {path, {}, name, {}}};
    columns.push_back(static_cast<std::size_t>(at - table->columns().begin()));
  }
  std::pair<std::uint64_t, std::uint64_t> printed_of = {0, 0};
  for (;;) {
    OA_TRY(raw, table->next());
    if (!raw) return printed_of;
    OA_TRY(block, table->parse(*raw, columns));
    std::vector<std::vector<std::optional<std::string_view>>> cells;
    for (const std::size_t column : columns) cells.push_back(block.texts(column));
    printed_of.second += block.rows();
    for (std::size_t row = 0; row < block.rows(); ++row) {
      if (split_by_hash(normal_form(cells.back()[row].value_or(""))) != "test") continue;
      nlohmann::ordered_json json;
      for (std::size_t i = 0; i < columns.size(); ++i) json[kColumns[i]] = cells[i][row].value_or("");
      std::puts(json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
      ++printed_of.first;
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  const auto printed_of = print_test_part(argc > 1 ? argv[1] : "human_rated.csv");
  if (!printed_of) {
    std::fprintf(stderr, "%s\n", describe_error(printed_of.error()).c_str());
    return exit_code(printed_of.error().kind);
  }
  std::fprintf(stderr, "%ju of %ju texts are of the test part\n", static_cast<std::uintmax_t>(printed_of->first),
               static_cast<std::uintmax_t>(printed_of->second));
}
