#include "openaffect/exchange/convert.h"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/exchange/values.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::HasSubstr;
template <class T>
using Cells = TableColumn::Cells<T>;

class Convert : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }

  std::string at(const std::string& name) const { return folder_ + name; }

  void put(const std::string& name, std::string_view bytes) {
    fs::create_directories(fs::path(at(name)).parent_path());
    ASSERT_TRUE(replace_file(at(name), bytes));
  }

  void put_table(const std::string& name, const std::vector<TableColumn>& columns,
                 const std::vector<std::pair<std::string, std::string>>& metadata = {}) {
    fs::create_directories(fs::path(at(name)).parent_path());
    ASSERT_TRUE(write_table(at(name), columns, metadata));
  }

  std::string get(const std::string& name) const {
    const auto bytes = read_file(at(name), std::uint64_t{1} << 20);
    return bytes ? *bytes : "absent";
  }

  ConvertOptions options(const std::string& input, const std::string& output, const std::string& to = "") const {
    ConvertOptions made;
    made.input = at(input), made.output = at(output), made.to = to;
    return made;
  }

  static std::vector<std::string> notes_of(const ConvertOptions& options) {
    const auto summary = convert_dataset(options);
    EXPECT_TRUE(summary) << (summary ? "" : describe_error(summary.error()));
    return summary ? summary->notes : std::vector<std::string>();
  }

  static Error failure(const ConvertOptions& options) {
    const auto summary = convert_dataset(options);
    EXPECT_FALSE(summary);
    return summary ? Error() : summary.error();
  }

  Dataset read(const std::string& path, const std::string& from = "") const {
    Notes notes;
    ConvertOptions given = options(path, "none");
    given.from = from;
    const auto dataset = read_dataset(given, notes);
    EXPECT_TRUE(dataset) << (dataset ? "" : describe_error(dataset.error()));
    return dataset ? *dataset : Dataset();
  }

  // A database of one table of files.
  void put_database(std::string_view more = "") {
    put("db/db.yaml", std::string("name: mini\nschemes: {age: {dtype: int}}\ntables:\n  t:\n    type: filewise\n"
                                  "    columns: {age: {scheme_id: age}}\n")
                          .append(more));
    put("db/db.t.csv", "file,age\na.wav,3\nsub/b.wav,4\n");
    put("db/a.wav", "A");
    put("db/sub/b.wav", "B");
  }

  std::string folder_ = ::testing::TempDir() + "convert_test/";
};

// --- strangers' files
// --------------------------------------------------------------------------------------------------

TEST_F(Convert, keys_that_a_header_lies_about_are_refused) {
  put_database("    openaffect_rows: true\n");  // which is for keys that we made
  EXPECT_EQ(read("db").tables[0].keys, 1U);
  EXPECT_TRUE(convert_dataset(options("db", "tasks.json")));
  put("db/db.yaml", "name: mini\nmisc_tables: {t: {columns: {age: {}}}}\n");
  EXPECT_EQ(describe_error(failure(options("db", "again.json"))),
            at("db/db.yaml") + ": audformat: table t: without levels");
  put("db/db.yaml", "name: mini\nmisc_tables: {t: {levels: [], openaffect_rows: true}}\n");
  EXPECT_EQ(failure(options("db", "again.json")).kind, ErrorKind::format);
  put("db/db.yaml", "name: mini\ntables: {t: {type: filewise}}\n");
  fs::remove(at("db/db.t.csv"));
  put_table("db/db.t.parquet", {{"file", Cells<std::vector<std::string>>{std::vector<std::string>{"a"}}}});
  const Error error = failure(options("db", "again.json"));
  EXPECT_EQ(error.where.file, at("db/db.t.parquet"));
  EXPECT_EQ(error.where.column, "file");
}

TEST_F(Convert, cells_that_are_lists_fit_no_scheme_of_texts) {
  put("db/db.yaml",
      "name: mini\nschemes: {e: {dtype: str}}\ntables: {t: {type: filewise, columns: {e: {scheme_id: e}}}}\n");
  put_table("db/db.t.parquet",
            {{"file", Cells<std::string>{"a"}}, {"e", Cells<std::vector<std::string>>{std::vector<std::string>{"a"}}}});
  EXPECT_THAT(describe_error(failure(options("db", "x.csv"))),
              HasSubstr("column e: holds object, where the scheme says str"));
}

TEST_F(Convert, a_parquet_header_must_fit_its_columns) {
  const auto header = [](const char* table) {
    return std::vector<std::pair<std::string, std::string>>{
        {"openaffect.audformat", std::string("name: x\ntables: {t: ") + table + "}\n"}};
  };
  put_table("one.parquet", {{"file", Cells<std::string>{"a.wav"}}}, header("{type: segmented}"));
  EXPECT_EQ(failure(options("one.parquet", "out", "audformat")).where.column, "start");
  put_table("two.parquet",
            {{"file", Cells<std::string>{"a.wav"}}, {"start", Cells<std::string>{"soon"}}, {"end", Cells<double>{2}}},
            header("{type: segmented}"));
  EXPECT_EQ(failure(options("two.parquet", "out", "audformat")).where.file, at("two.parquet"));
}

TEST_F(Convert, tables_and_groups_of_one_name_are_never_joined) {
  put("db/db.yaml",
      "name: mini\nsplits: {a: {type: train}, b: {type: test}}\ntables:\n  t: {type: filewise, columns: {x: {}}}\n"
      "  u: {type: filewise, split_id: a, openaffect_config: t}\n  v: {type: filewise, split_id: b, openaffect_config: "
      "t}\n");
  put("db/db.t.csv", "file,x\na,1\n");
  put("db/db.u.csv", "file\nb\n");
  put("db/db.v.csv", "file\nc\n");
  ConvertOptions asked = options("db", "x.csv");
  asked.table = "t";
  ASSERT_TRUE(convert_dataset(asked));
  EXPECT_EQ(get("x.csv"), "file,x\na,1\n");
  asked.output = at("v.csv"), asked.table = "v";
  ASSERT_TRUE(convert_dataset(asked));
  EXPECT_EQ(get("v.csv"), "file,split\nc,b\n");
}

TEST_F(Convert, links_that_lead_out_are_not_followed) {
  put_database("attachments: {note: {path: note.txt}}\n");
  put("secret", "S");
  for (const char* name : {"a.wav", "note.txt"}) {
    fs::remove(at("db/") + name);
    fs::create_symlink(at("secret"), at("db/") + name);
  }
  ConvertOptions wanted = options("db", "out", "audformat");
  wanted.write.copy_media = true;
  EXPECT_THAT(notes_of(wanted), Contains(HasSubstr("1 of 2 files are not copied")));
  EXPECT_EQ(get("out/a.wav"), "absent");
  EXPECT_EQ(get("out/note.txt"), "absent");
  EXPECT_EQ(get("out/sub/b.wav"), "B");
  wanted.output = at("followed");
  wanted.write.links = Links::anywhere;
  EXPECT_TRUE(convert_dataset(wanted));
  EXPECT_EQ(get("followed/a.wav"), "S");
  EXPECT_EQ(get("followed/note.txt"), "S");
}

TEST_F(Convert, tables_and_cards_that_are_links_outwards_are_refused) {
  put_database();
  put("secret.csv", "file,age\nc.wav,5\n");
  fs::remove(at("db/db.t.csv"));
  fs::create_symlink(at("secret.csv"), at("db/db.t.csv"));
  EXPECT_EQ(failure(options("db", "x.csv")).where.file, at("db/db.t.csv"));
  put("hub/data/train.csv", "a\n1\n");
  fs::create_symlink(at("secret.csv"), at("hub/README.md"));
  EXPECT_EQ(failure(options("hub", "x.csv")).where.file, at("hub/README.md"));
  fs::remove(at("hub/README.md"));
  fs::remove(at("hub/data/train.csv"));
  fs::create_symlink(at("secret.csv"), at("hub/data/train.csv"));
  EXPECT_EQ(failure(options("hub", "x.csv")).kind, ErrorKind::unsupported);
  ConvertOptions wanted = options("hub", "x.csv");
  wanted.read.links = Links::anywhere;
  EXPECT_TRUE(convert_dataset(wanted));
}

// --- what is there stays
// -----------------------------------------------------------------------------------------------

TEST_F(Convert, the_input_is_never_replaced) {
  put_database();
  ConvertOptions onto = options("db", "db", "audformat");
  onto.write.overwrite = Overwrite::replace;
  EXPECT_EQ(failure(onto).kind, ErrorKind::refused);
  onto.input = at("db/sub/../db.yaml"), onto.output = at("db/");
  EXPECT_EQ(failure(onto).kind, ErrorKind::refused);
  EXPECT_EQ(get("db/a.wav"), "A");
  put("x.csv", "id,mood\n1,joy\n");
  onto = options("x.csv", "x.csv", "table");
  onto.from = "table", onto.write.overwrite = Overwrite::replace;
  EXPECT_EQ(failure(onto).kind, ErrorKind::refused);
}

TEST_F(Convert, a_plan_writes_nothing) {
  put_database();
  put("out/mine", "x");
  ConvertOptions wanted = options("db", "out", "hugging_face");
  wanted.write.overwrite = Overwrite::replace;
  const auto plan = plan_conversion(wanted);
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->tables, (std::vector<std::pair<std::string, std::uint64_t>>{{"t", 2}}));
  EXPECT_EQ(get("out/mine"), "x");
  EXPECT_FALSE(file_exists(at("out.summary.json")));
}

TEST_F(Convert, tasks_appear_with_their_media_or_not_at_all) {
  put_database();
  ConvertOptions wanted = options("db", "tasks.json");
  wanted.write.copy_media = true;
  put("sub/b.wav", "mine");  // in the way of what would be copied second
  EXPECT_EQ(failure(wanted).where.file, at("sub/b.wav"));
  for (const char* name : {"a.wav", "tasks.json", "tasks.config.xml"}) EXPECT_FALSE(file_exists(at(name))) << name;
  EXPECT_EQ(get("sub/b.wav"), "mine");
  wanted.write.overwrite = Overwrite::replace;
  EXPECT_TRUE(convert_dataset(wanted));
  EXPECT_EQ(get("sub/b.wav"), "B");
  wanted.output = at("db/tasks.json");  // beside the media: they are there
  EXPECT_TRUE(convert_dataset(wanted));
  EXPECT_EQ(get("db/a.wav"), "A");
}

TEST_F(Convert, media_that_are_called_as_our_files_are_noted) {
  put_database("attachments: {first: {path: a.wav}, header: {path: db.yaml}}\n");
  put("db/db.t.csv", "file,age\na.wav,3\ndb.yaml,4\n");
  ConvertOptions wanted = options("db", "out", "audformat");
  wanted.write.copy_media = true;
  const auto notes = notes_of(wanted);
  EXPECT_THAT(notes, Contains(HasSubstr("1 files are not copied: files of the format have their names")));
  EXPECT_THAT(get("out/db.yaml"), HasSubstr("name: mini"));
  EXPECT_EQ(get("out/a.wav"), "A");
}

// --- round trips
// -------------------------------------------------------------------------------------------------------

TEST_F(Convert, segments_come_back_from_text_tables_of_the_hub) {
  put("s.csv", "file,start,end,mood\na.wav,0,1.5,joy\na.wav,1.5,,fear\n");
  for (const TableFormat format : {TableFormat::csv, TableFormat::jsonl, TableFormat::parquet}) {
    const std::string hub = std::string("hub_") + std::string(table_format_name(format));
    ConvertOptions wanted = options("s.csv", hub, "hugging_face");
    wanted.write.tables = format;
    ASSERT_TRUE(convert_dataset(wanted));
    const Dataset again = read(hub);
    EXPECT_EQ(again.tables[0].kind, TableKind::segments) << hub;
    EXPECT_EQ(again.tables[0].columns[1].cells,
              (TableColumn{"start", Cells<std::int64_t>{0, 1'500'000'000}, {}, TableColumn::Meaning::duration}));
  }
}

TEST_F(Convert, media_of_segments_lie_where_their_paths_say) {
  put_database("  s: {type: segmented}\n");
  put("db/db.s.csv", "file,start,end\na.wav,0 days,1s\nc.wav,0 days,1s\n");
  put("db/c.wav", "C");
  ConvertOptions wanted = options("db", "hub", "hugging_face");
  wanted.write.copy_media = true;
  wanted.write.tables = TableFormat::csv;
  const auto notes = notes_of(wanted);
  EXPECT_EQ(get("hub/s/data/train-00000-of-00001.csv"), "file,start,end\nt/train/a.wav,0.0,1.0\nc.wav,0.0,1.0\n");
  EXPECT_EQ(get("hub/t/train/a.wav"), "A");
  EXPECT_EQ(get("hub/c.wav"), "C");
  EXPECT_FALSE(file_exists(at("hub/a.wav")));
  EXPECT_THAT(notes, Contains("table t is of no split, and stands as train"));
}

TEST_F(Convert, summaries_of_ours_are_no_tables) {
  put("hub/data/train.csv", "a\n1\n");
  put("hub/data/train.csv.summary.json", "{\"left_out\": []}\n");
  EXPECT_EQ(read("hub").tables.at(0).rows(), 1U);
}

TEST_F(Convert, texts_of_parquet_stay_texts) {
  put_table("hub/data/train.parquet", {{"a", Cells<std::string>{"[1, 2]", "[3]"}}});
  EXPECT_EQ(read("hub").tables[0].columns[0].cells, (TableColumn{"a", Cells<std::string>{"[1, 2]", "[3]"}}));
  put("hub2/data/train.csv", "a,b\n\"[1, 2]\",[9223372036854775808]\n[3],[1]\n");
  const Dataset lists = read("hub2");
  EXPECT_EQ(lists.tables[0].columns[0].cells,
            (TableColumn{
                "a", Cells<std::vector<std::int64_t>>{std::vector<std::int64_t>{1, 2}, std::vector<std::int64_t>{3}}}));
  EXPECT_EQ(lists.tables[0].columns[1].cells.meaning, TableColumn::Meaning::json);  // beyond 64 bits
}

constexpr std::string_view kLabels =
    "---\ndataset_info:\n  features:\n  - name: y\n    dtype:\n      class_label:\n        names: [no, 'yes']\n---\n";

TEST_F(Convert, labels_may_be_numbered_by_any_number) {
  put("hub/README.md", kLabels);
  put_table("hub/data/train.parquet", {{"y", Cells<double>{1, std::nullopt, 0}}});
  put_table("hub/data/test.parquet", {{"y", Cells<bool>{true, std::nullopt, false}}});
  const Dataset dataset = read("hub");
  ASSERT_EQ(dataset.tables.size(), 2U);
  for (const DatasetTable& table : dataset.tables) EXPECT_EQ(cell_text(table.columns[0].cells, 0), "yes");
  put_table("hub/data/test.parquet", {{"y", Cells<double>{.5}}});
  EXPECT_EQ(failure(options("hub", "x.csv")).where.file, at("hub/data/test.parquet"));
}

TEST_F(Convert, a_label_beyond_its_names_is_named_with_its_own_file_and_row) {
  put("hub/README.md", kLabels);
  put("hub/data/train-00000-of-00002.csv", "y\n0\n1\n");
  put("hub/data/train-00001-of-00002.csv", "y\n0\n7\n");
  EXPECT_EQ(describe_error(failure(options("hub", "x.csv"))),
            at("hub/data/train-00001-of-00002.csv") + ": row 2, column y: label 7 of 2");
}

TEST_F(Convert, numbers_without_scheme_stay_data) {
  put_table("posts.parquet", {{"id", Cells<std::string>{"1", "2"}}, {"likes", Cells<double>{3, std::nullopt}}});
  for (const TableFormat format : {TableFormat::parquet, TableFormat::csv}) {
    const std::string db = std::string("db_") + std::string(table_format_name(format));
    ConvertOptions wanted = options("posts.parquet", db, "audformat");
    wanted.write.tables = format;
    ASSERT_TRUE(convert_dataset(wanted));
    const Dataset again = read(db);
    EXPECT_TRUE(again.schemes.empty());
    EXPECT_EQ(again.tables[0].columns[1], (DatasetColumn{{"likes", Cells<double>{3, std::nullopt}}}));
  }
}

TEST_F(Convert, keys_that_stand_twice_are_noted) {
  put("x.csv", "file,a\na.wav,1\na.wav,2\n");
  EXPECT_THAT(notes_of(options("x.csv", "db", "audformat")), Contains(HasSubstr("1 rows of table x have a key")));
}

TEST_F(Convert, errors_name_a_file) {
  put("r.csv", "item,rater,scheme,value\n1,ann,mood,much\n");
  EXPECT_EQ(describe_error(failure(options("r.csv", "out", "audformat"))),
            at("r.csv") + ": row 1, column value: 'much' is no number");
}

TEST_F(Convert, tasks_nobody_judged_are_noted) {
  put("t.json",
      R"([{"id":1,"data":{"text":"x"},"annotations":[{"id":1,"completed_by":1,"result":[{"from_name":"m","type":"choices","value":{"choices":["a"]}}]}]},{"id":2,"data":{"text":"y"},"annotations":[]}])");
  EXPECT_THAT(notes_of(options("t.json", "t.csv")), Contains(HasSubstr("1 rows of table items are not in it")));
}

}  // namespace
}  // namespace openaffect
