#include <unistd.h>

#include <filesystem>

#include "openaffect/data/text_testing.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

using namespace testing_text;
using namespace std::string_literals;

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
                                                       {"a\0,\0b\0\n\0"s, "--encoding utf-16le"},
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
  EXPECT_EQ(open_table(folder_).error().kind, ErrorKind::not_found);
  EXPECT_EQ(open_table(folder_ + "/*.csv").error().kind, ErrorKind::not_found);
  EXPECT_EQ(open_table("/dev/zero").error().kind, ErrorKind::unsupported);
}

TEST_F(OpenTest, utf16_by_its_mark_and_others_on_demand) {
  const std::vector<std::vector<Cell>> expected = {{"caf\u00E9", "1"}};
  EXPECT_EQ(read_cells(open_table(file("a.csv",
                                       "\xFF\xFEt\0,\0n\0\n\0c\0a\0f\0\xE9\0,\0"
                                       "1\0\n\0"s))),
            expected);
  EXPECT_EQ(read_cells(open_table(file("a.csv", "t,n\ncaf\xE9,1\n"), {.encoding = "cp1252"})), expected);
  EXPECT_EQ(open_table(file("a.csv", "t,n\n"), {.encoding = "cp125"}).error().kind, ErrorKind::unknown);
}

TEST_F(OpenTest, json_arrays_and_objects_of_objects) {
  const std::vector<std::vector<Cell>> rows = {{"1", "x"}, {"2", "y"}};
  for (const char* name : {"a.json", "a.jsonl", "unnamed"})
    EXPECT_EQ(read_cells(open_table(file(name, "[\n {\"n\": \"1\", \"t\": \"x\"},\n {\"n\":\"2\",\"t\":\"y\"}\n]\n"))),
              rows);
  EXPECT_EQ(read_cells(open_table(file("b.json", "{\"1\": {\"t\": \"x\"},\n \"2\": {\"t\":\"y\"}}"))), rows);
  EXPECT_EQ((*open_table(file("b.json", "{\"1\": {\"t\": \"x\"}, \"2\": {\"t\":\"y\"}}")))->columns()[0].name, "key");
}

TEST_F(OpenTest, a_folder_and_a_pattern_are_one_table) {
  for (int i = 0; i < 3; ++i)
    (void)file("part" + std::to_string(i) + ".csv", "t,n\nx" + std::to_string(i) + ",1\ny,2" + (i == 0 ? "" : "\n"));
  (void)file("part0.csv.summary.json", "{}");
  const std::vector<std::vector<Cell>> rows = {{"x0", "1"}, {"y", "2"},  {"x1", "1"},
                                               {"y", "2"},  {"x2", "1"}, {"y", "2"}};
  EXPECT_EQ(read_cells(open_table(folder_)), rows);
  EXPECT_EQ(read_cells(open_table(folder_ + "/part?.csv")), rows);
  EXPECT_EQ(read_cells(open_table(folder_ + "/part?.csv", {.limit = 3})).size(), 3U);
  (void)file("part2.csv", "n,t\n");
  EXPECT_NE(error_of(open_table(folder_)).what.find("the header differs"), std::string::npos);
}

// Three blocks' worth of rows in files of 700: blocks run across files, and every block is a place to go on from.
TEST_F(OpenTest, several_files_continue_at_every_block_and_name_the_place_of_a_fault) {
  for (int part = 0; part < 5; ++part) {
    std::string rows = "t,n\n";
    for (int i = 0; i < 700; ++i) rows += "text " + std::to_string(i) + "," + std::to_string(part) + "\n";
    (void)file("p" + std::to_string(part) + ".csv", rows);
  }
  const auto whole = read_cells(open_table(folder_));
  ASSERT_EQ(whole.size(), 3500U);
  for (const bool verify : {false, true}) {
    auto first = *open_table(folder_);
    for (std::size_t before = 0; before <= 3; ++before) {
      auto second = *open_table(folder_);
      ASSERT_TRUE(second->resume(first->checkpoint(), verify));
      const auto rest = cells_of(*read_blocks(*second));
      EXPECT_EQ(rest, std::vector(whole.begin() + static_cast<std::ptrdiff_t>(before * kBlockRows), whole.end()));
      EXPECT_DOUBLE_EQ(second->fraction(), 1);
      ASSERT_TRUE(*first->next(before % 2 == 0));
    }
    ASSERT_FALSE(**first->next());
    auto last = *open_table(folder_);
    ASSERT_TRUE(read_blocks(*last));
    EXPECT_EQ(first->identity().sha256, last->identity().sha256);
  }
  (void)file("p3.csv", "t,n\na,1\nb\n");
  EXPECT_EQ(describe_error(error_of(open_table(folder_))),
            folder_ + "/p3.csv: row 2, byte 8: has 1 cell where the header has 2");
}

TEST_F(OpenTest, nested_text_is_a_column) {
  const std::string lines =
      "{\"id\":1,\"user\":{\"bio\":\"hi "
      "\\u00e9\",\"x\":{\"y\":\"deep\"}}}\n{\"id\":2,\"user\":null}\n{\"id\":3,\"user\":{\"bio\":null}}\n";
  auto reader = *open_table(file("a.jsonl", lines), {.nested = {"user.bio", "user.x.y", "other.z", "id"}});
  ASSERT_EQ(reader->columns().size(), 4U);
  EXPECT_EQ(reader->columns()[2], (ColumnInfo{"user.bio", ColumnType::text, true}));
  const auto block = *reader->parse(**reader->next(), std::vector<std::size_t>{2, 3});
  EXPECT_EQ(block.texts(2), (std::vector<std::optional<std::string_view>>{"hi \u00e9", {}, {}}));
  EXPECT_EQ(block.texts(3), (std::vector<std::optional<std::string_view>>{"deep", {}, {}}));
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
