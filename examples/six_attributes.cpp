// The six attributes of a table of videos: for each text column the share of rows of every sentiment class (vader), of
// every degree of opinion (pattern) and of seven emotions (text), as the tables of a paper print them.
//   six_attributes LABELLED.parquet title description
#include <algorithm>
#include <cstdio>
#include <map>

#include "openaffect/data/table.h"

namespace {

using namespace openaffect;

using Shares = std::map<std::string, std::uint64_t>;  // rows by class

Result<Shares> count(const std::string& path, const std::string& column) {
  OA_TRY(table, open_table(path));
  const auto at = std::ranges::find(table->columns(), column, &ColumnInfo::name);
  if (at == table->columns().end()) return Error{ErrorKind::unknown, "no such column", {path, {}, column, {}}};
  const std::vector<std::size_t> wanted = {static_cast<std::size_t>(at - table->columns().begin())};
  Shares shares;
  for (;;) {
    OA_TRY(raw, table->next());
    if (!raw) return shares;
    OA_TRY(block, table->parse(*raw, wanted));
    for (const auto& label : block.as_texts(wanted[0]))
      if (label) ++shares[*label];
  }
}

void print(const std::string& column, const Shares& shares) {
  std::vector<std::pair<std::uint64_t, std::string>> order;
  std::uint64_t all = 0;
  for (const auto& [label, rows] : shares) {
    order.emplace_back(rows, label);
    all += rows;
  }
  std::ranges::sort(order, std::greater());
  std::printf("%s, %ju rows\n", column.c_str(), static_cast<std::uintmax_t>(all));
  for (const auto& [rows, label] : order)
    std::printf("  %-20s %6.2f %%\n", label.c_str(), 100.0 * static_cast<double>(rows) / static_cast<double>(all));
}

}  // namespace

int main(int argc, char** argv) {
  int code = argc > 2 ? 0 : 2;
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);  // what is missing is said where it would stand
  for (int source = 2; source < argc; ++source)
    for (const char* attribute : {".vader.class", ".pattern.opinion", ".text.ekman7"}) {
      const std::string column = std::string(argv[source]) + attribute;
      const auto shares = count(argv[1], column);
      if (shares) print(column, *shares);
      if (!shares)
        std::fprintf(stderr, "%s (label with --raters vader,pattern,text)\n", describe_error(shares.error()).c_str());
      if (!shares) code = exit_code(shares.error().kind);
    }
  return code;
}
