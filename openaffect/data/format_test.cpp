#include <gtest/gtest.h>

#include "openaffect/data/table.h"

namespace openaffect {
namespace {

TEST(TableFormat, of_a_path) {
  EXPECT_EQ(table_format_of_path("a.csv"), TableFormat::csv);
  EXPECT_EQ(table_format_of_path("b/A.TSV"), TableFormat::tsv);
  EXPECT_EQ(table_format_of_path("a.tab"), TableFormat::tsv);
  EXPECT_EQ(table_format_of_path("a.b.jsonl"), TableFormat::jsonl);
  EXPECT_EQ(table_format_of_path("a.ndjson"), TableFormat::jsonl);
  EXPECT_EQ(table_format_of_path("a.Parquet"), TableFormat::parquet);
  EXPECT_EQ(table_format_of_path("a.pq"), TableFormat::parquet);
  for (const char* path : {"", "-", "csv", "a.csv/b", "a.csv.gz", "a.json"})
    EXPECT_EQ(table_format_of_path(path), std::nullopt);
}

TEST(TableFormat, of_a_name_and_back) {
  for (const auto format : {TableFormat::csv, TableFormat::tsv, TableFormat::jsonl, TableFormat::parquet})
    EXPECT_EQ(*table_format_of_name(table_format_name(format)), format);
  const Error error = table_format_of_name("parqet").error();
  EXPECT_EQ(error.kind, ErrorKind::unknown);
  EXPECT_NE(error.what.find("did you mean 'parquet'"), std::string::npos);
}

}  // namespace
}  // namespace openaffect
