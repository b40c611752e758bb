#include <unistd.h>

#include <filesystem>

#include "openaffect/data/text_testing.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

using namespace testing_text;

class OpenTest : public testing::Test {
 protected:
  OpenTest() : folder_(testing::TempDir() + "oa_open_" + std::to_string(::getpid())) {
    std::filesystem::create_directories(folder_);
  }
  ~OpenTest() override { std::filesystem::remove_all(folder_); }
  std::string file(const std::string& name, std::string_view bytes) const {
    EXPECT_TRUE(replace_file(folder_ + "/" + name, bytes));
    return folder_ + "/" + name;
  }
  std::string folder_;
};

TEST_F(OpenTest, format_by_option_name_and_bytes) {
  EXPECT_EQ((*open_table(file("a.csv", "{a\n")))->format(), TableFormat::csv);
  EXPECT_EQ((*open_table(file("a.tsv", "a\tb\n")))->columns().size(), 2U);
  EXPECT_EQ((*open_table(file("a.csv", "a\tb\n"), {.format = TableFormat::tsv}))->columns().size(), 2U);
  EXPECT_EQ((*open_table(file("plain", "a,b\n")))->format(), TableFormat::csv);
  EXPECT_EQ((*open_table(file("lines", "\xEF\xBB\xBF \n{\"a\":1}\n")))->format(), TableFormat::jsonl);
  EXPECT_EQ((*open_table(file("a.jsonl", "{}")))->format(), TableFormat::jsonl);
}

TEST_F(OpenTest, what_is_no_table_says_what_to_do) {
  const std::pair<std::string, const char*> cases[] = {{"PK\x03\x04rest", "spreadsheet"},
                                                       {"\x1F\x8B\x08", "gunzip"},
                                                       {"\x28\xB5\x2F\xFD", "unzstd"},
                                                       {"\xFD"
                                                        "7zXZ",
                                                        "unxz"}};
  for (const auto& [bytes, hint] : cases) {
    for (const char* name : {"x", "x.csv", "x.jsonl"}) {
      const Error error = open_table(file(name, bytes)).error();
      EXPECT_EQ(error.kind, ErrorKind::unsupported);
      EXPECT_NE(error.what.find(hint), std::string::npos) << error.what;
    }
  }
}

TEST_F(OpenTest, parquet_by_its_bytes) {
  const std::string broken = "PAR1" + std::string(100, 'x') + "PAR1";
  EXPECT_EQ(open_table(file("unnamed", broken)).error().kind, ErrorKind::format);
  const Error error = open_table(file("x.csv", broken)).error();
  EXPECT_NE(error.what.find("is a Parquet file, not csv"), std::string::npos);
}

TEST_F(OpenTest, missing_file_and_folder) {
  EXPECT_EQ(open_table(folder_ + "/none.csv").error().kind, ErrorKind::not_found);
  EXPECT_EQ(open_table(folder_).error().kind, ErrorKind::io);
}

TEST_F(OpenTest, standard_input) {
  File input = *File::open(file("in", "{\"a\":\"x\"}\n"), File::Mode::read);
  const int saved = ::dup(STDIN_FILENO);
  ::dup2(input.descriptor(), STDIN_FILENO);
  auto reader = open_table("-");
  ASSERT_TRUE(reader);
  EXPECT_EQ((*reader)->format(), TableFormat::jsonl);
  EXPECT_EQ(read_cells(std::move(reader)), (std::vector<std::vector<Cell>>{{"x"}}));
  ::dup2(saved, STDIN_FILENO);
  ::close(saved);
}

TEST(MakeTableWriter, refuses_two_columns_of_one_name) {
  StringSink sink;
  for (const auto format : {TableFormat::csv, TableFormat::jsonl, TableFormat::parquet}) {
    OutputLayout layout;
    layout.format = format;
    layout.input_columns = {{"a", ColumnType::text}};
    layout.kept = {0};
    layout.new_columns = {{"a", NewColumn::Kind::number}};
    const auto writer = make_table_writer(layout, sink);
    ASSERT_FALSE(writer);
    EXPECT_EQ(writer.error().where.column, "a");
    layout.kept = {};
    EXPECT_TRUE(make_table_writer(layout, sink));
  }
}

}  // namespace
}  // namespace openaffect
