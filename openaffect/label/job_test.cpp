#include "openaffect/label/job.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include <gtest/gtest.h>

#include "openaffect/label/merge.h"
#include "openaffect/label/report.h"
#include "openaffect/label/store.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

// Says how long a text is. Can ask for the job to stop after so many items.
class LengthRater final : public Rater {
 public:
  LengthRater() {
    info_.name = "length";
    info_.version = "1";
    info_.fields = {{"chars", RaterField::Kind::number, built_in_scheme("polarity"), "polarity"}};
  }
  const RaterInfo& info() const override { return info_; }
  RatingBatch rate(std::span<const Item> batch, const RateOptions&) const override {
    RatingBatch result;
    NumberColumn chars;
    for (const Item& item : batch) {
      result.status.push_back(item.text ? Status::ok : Status::no_text);
      chars.push_back(item.text ? static_cast<double>(item.text->size()) : std::nan(""));
    }
    result.columns = {std::move(chars)};
    if (stop_after != 0 && (rated += batch.size()) > stop_after) stop = true;
    return result;
  }
  std::size_t stop_after = 0;
  mutable std::atomic<std::size_t> rated = 0;
  mutable std::atomic<bool> stop = false;

 private:
  RaterInfo info_;
};

// Sure of joy by the text's length, with an embedding of it.
class EmbeddingRater final : public Rater {
 public:
  static constexpr std::size_t kWidth = 4;
  EmbeddingRater() {
    info_.name = "net";
    info_.version = "1";
    info_.fields = {{.name = "embedding", .kind = RaterField::Kind::vector, .size = kWidth},
                    {"ekman7", RaterField::Kind::label, built_in_scheme("ekman7")},
                    {"ekman7.confidence", RaterField::Kind::number, built_in_scheme("ekman7"), "confidence"}};
  }
  const RaterInfo& info() const override { return info_; }
  RatingBatch rate(std::span<const Item> batch, const RateOptions&) const override {
    VectorColumn embedding(batch.size(), kWidth);
    LabelColumn labels;
    NumberColumn confidence;
    RatingBatch result;
    for (std::size_t i = 0; i < batch.size(); ++i) {
      const auto& text = batch[i].text;
      result.status.push_back(text ? Status::ok : Status::no_text);
      labels.push_back(text ? *built_in_scheme("ekman7")->find_label("joy") : kNoLabel);
      confidence.push_back(text ? static_cast<double>(text->size()) / 16 : std::nan(""));
      for (std::size_t k = 0; text && k < kWidth; ++k)
        embedding[i][k] = static_cast<float>(text->size()) / static_cast<float>(k + 1);
    }
    result.columns = {std::move(embedding), std::move(labels), std::move(confidence)};
    if (stop_after != 0 && (rated += batch.size()) > stop_after) stop = true;
    return result;
  }
  std::size_t stop_after = 0;
  mutable std::atomic<std::size_t> rated = 0;
  mutable std::atomic<bool> stop = false;

 private:
  RaterInfo info_;
};

class JobTest : public testing::Test {
 protected:
  JobTest() : folder_(testing::TempDir() + "oa_job_" + std::to_string(::getpid())) {
    std::filesystem::create_directories(folder_);
    std::string csv = "id,text\n";
    for (int i = 0; i < kRows; ++i)
      csv += std::to_string(i) + "," + std::string(static_cast<std::size_t>(i % 17), 'x') + "\n";
    EXPECT_TRUE(replace_file(path("in.csv"), csv));
  }
  ~JobTest() override { std::filesystem::remove_all(folder_); }

  static constexpr int kRows = 150000;  // two runs of 64 blocks and a part of a third
  std::string path(const std::string& name) const { return folder_ + "/" + name; }
  LabelOptions options(const std::string& output) const {
    LabelOptions result;
    result.input = path("in.csv");
    result.output = path(output);
    result.text = {"text"};
    result.threads = 4;
    result.commit_seconds = 0;
    return result;
  }
  std::string bytes(const std::string& name) const { return *read_file(path(name), std::uint64_t{1} << 30); }

  std::string folder_;
  std::shared_ptr<LengthRater> rater_ = std::make_shared<LengthRater>();
};

TEST_F(JobTest, labels_every_row) {
  const auto summary = run_label(options("o.csv"), {rater_});
  ASSERT_TRUE(summary) << describe_error(summary.error());
  EXPECT_EQ(summary->counts.rows, 150000U);
  EXPECT_EQ(summary->parts.size(), 3U);
  const std::string csv = bytes("o.csv");
  EXPECT_TRUE(csv.starts_with("id,text,text.length.chars,text.length.status\n0,,,no_text\n1,x,1.0,ok\n"));
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), kRows + 1);
}

TEST_F(JobTest, stopped_and_continued_gives_the_same_bytes) {
  for (const char* kind : {"csv", "parquet", "jsonl"}) {
    const std::string whole = std::string("whole.") + kind, output = std::string("o.") + kind;
    ASSERT_TRUE(run_label(options(whole), {rater_}));
    auto stopping = std::make_shared<LengthRater>();
    stopping->stop_after = 100000;
    const auto stopped = run_label(options(output), {stopping}, {.progress = {}, .stop = &stopping->stop});
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().kind, ErrorKind::interrupted);
    EXPECT_NE(stopped.error().what.find("the same command continues"), std::string::npos);
    EXPECT_TRUE(is_folder(Store::partial_folder(path(output))));
    const auto summary = run_label(options(output), {rater_});
    ASSERT_TRUE(summary) << describe_error(summary.error());
    EXPECT_GT(summary->rows_before, 0U);
    EXPECT_EQ(summary->counts.rows, 150000U);
    EXPECT_EQ(bytes(output), bytes(whole));
  }
}

TEST_F(JobTest, shards_join_to_the_whole) {
  for (const char* kind : {"csv", "parquet"}) {
    const std::string whole = std::string("whole.") + kind;
    ASSERT_TRUE(run_label(options(whole), {rater_}));
    std::vector<std::string> shards;
    for (std::uint64_t index : {1U, 2U}) {
      LabelOptions shard = options(std::to_string(index) + "." + kind);
      shard.shard = {index, 2};
      ASSERT_TRUE(run_label(shard, {rater_}));
      shards.push_back(shard.output);
    }
    const std::string merged = std::string("merged.") + kind;
    const auto done = merge_shards(shards, path(merged), MergeOutput::refuse);
    ASSERT_TRUE(done) << describe_error(done.error());
    EXPECT_EQ(bytes(merged), bytes(whole));
    EXPECT_EQ(merge_shards(shards, path(merged), MergeOutput::refuse).error().kind, ErrorKind::refused);
    EXPECT_TRUE(merge_shards(shards, path(merged), MergeOutput::replace));
    shards.pop_back();
    EXPECT_NE(merge_shards(shards, path("x"), MergeOutput::refuse).error().what.find("shard 2 of 2 is missing"),
              std::string::npos);
  }
}

TEST_F(JobTest, threads_do_not_change_a_byte) {
  LabelOptions one = options("one.parquet");
  one.threads = 1;
  ASSERT_TRUE(run_label(one, {rater_}));
  ASSERT_TRUE(run_label(options("four.parquet"), {rater_}));
  EXPECT_EQ(bytes("one.parquet"), bytes("four.parquet"));
}

// Every cell of a table, a line a row.
std::string cells_of(const std::string& path, const ReadOptions& read) {
  auto reader = open_table(path, read);
  EXPECT_TRUE(reader);
  std::vector<std::size_t> columns;
  for (std::size_t column = 0; column < (*reader)->columns().size(); ++column) columns.push_back(column);
  std::string cells;
  while (true) {
    const auto raw = (*reader)->next();
    EXPECT_TRUE(raw);
    if (!*raw) return cells;
    const auto block = (*reader)->parse(**raw, columns);
    EXPECT_TRUE(block);
    for (const std::size_t column : columns)
      for (const auto& cell : block->as_texts(column)) cells += cell.value_or("null") + "\n";
  }
}

// law: a job in memory gives the cells, names and metadata of the Parquet file.
TEST_F(JobTest, in_memory_as_in_a_file) {
  for (const RatingLayout layout : {RatingLayout::wide, RatingLayout::long_rows}) {
    LabelOptions to_file = options("o.parquet");
    to_file.layout = layout;
    to_file.force = true;
    ASSERT_TRUE(run_label(to_file, {rater_}));
    const auto made = label_in_memory(to_file, {rater_});
    ASSERT_TRUE(made) << describe_error(made.error());
    EXPECT_EQ(made->table->metadata(), *read_file_metadata(path("o.parquet")));
    ReadOptions read;
    read.memory = {made->table};
    EXPECT_EQ(cells_of(made->table->name(), read), cells_of(path("o.parquet"), {}));
    EXPECT_EQ(made->summary.counts.rows, 150000U);
  }
}

// law: it does not matter whether the input is a file or lies in memory.
TEST_F(JobTest, from_memory_as_from_a_file) {
  LabelOptions of_file = options("o.parquet");
  of_file.read.types = {{"id", ColumnType::int64}};
  const auto first = label_in_memory(of_file, {});
  ASSERT_FALSE(first) << "no rater, and a column to rate";
  of_file.text = {};
  const auto table = label_in_memory(of_file, {});
  ASSERT_TRUE(table) << describe_error(table.error());
  LabelOptions of_memory = options("memory.parquet");
  of_memory.input = table->table->name();
  of_memory.read.memory = {table->table};
  ASSERT_TRUE(run_label(of_memory, {rater_}));
  LabelOptions again = options("o.parquet");
  again.read.types = {{"id", ColumnType::int64}};
  ASSERT_TRUE(run_label(again, {rater_}));
  EXPECT_EQ(cells_of(path("memory.parquet"), {}), cells_of(path("o.parquet"), {}));
}

TEST_F(JobTest, the_columns_that_it_adds) {
  EXPECT_EQ(added_column_names(options("o.csv"), {rater_}),
            (std::vector<std::string>{"text.length.chars", "text.length.status"}));
}

// Whole, in one thread, killed and continued, in two shards.
TEST_F(JobTest, embeddings_have_the_same_bytes_however_they_came_about) {
  const auto rater = std::make_shared<EmbeddingRater>();
  for (const char* kind : {"csv", "parquet", "jsonl"}) {
    const auto of_kind = [&](const std::string& name) { return options(name + "." + kind); };
    const auto whole = run_label(of_kind("whole"), {rater});
    ASSERT_TRUE(whole) << describe_error(whole.error());
    const std::string expected = bytes(std::string("whole.") + kind);
    LabelOptions one = of_kind("one");
    one.threads = 1;
    ASSERT_TRUE(run_label(one, {rater}));
    EXPECT_EQ(bytes(std::string("one.") + kind), expected);
    auto stopping = std::make_shared<EmbeddingRater>();
    stopping->stop_after = 100000;
    ASSERT_FALSE(run_label(of_kind("o"), {stopping}, {.progress = {}, .stop = &stopping->stop}));
    ASSERT_TRUE(run_label(of_kind("o"), {rater}));
    EXPECT_EQ(bytes(std::string("o.") + kind), expected);
    std::vector<std::string> shards;
    for (std::uint64_t index : {1U, 2U}) {
      LabelOptions shard = of_kind("shard" + std::to_string(index));
      shard.shard = {index, 2};
      ASSERT_TRUE(run_label(shard, {rater}));
      shards.push_back(shard.output);
    }
    const std::string merged = std::string("merged.") + kind;
    const auto done = merge_shards(shards, path(merged), MergeOutput::refuse);
    ASSERT_TRUE(done) << describe_error(done.error());
    EXPECT_EQ(bytes(merged), expected);
  }
  const std::string csv = bytes("whole.csv");
  EXPECT_NE(csv.find("\n0,,,,,no_text\n1,x,\"[1.0,0.5,0.33333334,0.25]\",joy,0.0625,ok\n"), std::string::npos)
      << csv.substr(0, 300);
}

// What came by is counted as what is read back.
TEST_F(JobTest, a_report_passes_embeddings_over) {
  const auto rater = std::make_shared<EmbeddingRater>();
  for (const char* kind : {"csv", "parquet", "jsonl"}) {
    LabelOptions with = options(std::string("o.") + kind);
    with.report = path("while.html");
    const auto done = run_label(with, {rater});
    ASSERT_TRUE(done) << describe_error(done.error());
    const auto metadata = read_file_metadata(with.output);
    ASSERT_TRUE(metadata) << describe_error(metadata.error());
    const auto made =
        report_file(with.output, *metadata, {rater}, {.page = path("after.html"), .title = with.input, .threads = 2});
    ASSERT_TRUE(made) << describe_error(made.error());
    const auto without_time = [&](const std::string& name) {
      std::string page = bytes(name);
      const std::size_t made_at = page.find("\"made\":");
      EXPECT_NE(made_at, std::string::npos);
      return page.erase(made_at, 30);
    };
    EXPECT_EQ(without_time("while.html"), without_time("after.html"));
    EXPECT_EQ(bytes("after.html").find("\"embedding\""), std::string::npos);
    EXPECT_NE(bytes("after.html").find("\"counts\":{\"ok\":141176,\"no_text\":8824}"), std::string::npos);
  }
}

TEST_F(JobTest, a_least_confidence_withholds_decisions) {
  const auto rater = std::make_shared<EmbeddingRater>();
  LabelOptions sure = options("o.csv");
  sure.min_confidence = .125;
  ASSERT_TRUE(run_label(sure, {rater}));
  const std::string csv = bytes("o.csv");
  EXPECT_NE(csv.find("\n0,,,,,no_text\n1,x,\"[1.0,0.5,0.33333334,0.25]\",,0.0625,abstain\n2,xx,"), std::string::npos);
  EXPECT_NE(csv.find(",joy,0.125,ok\n3,xxx,"), std::string::npos);
  const auto metadata = read_file_metadata(sure.output);
  ASSERT_TRUE(metadata);
  const auto is_least = [](const auto& entry) { return entry.first == "openaffect.min_confidence"; };
  const auto found = std::find_if(metadata->begin(), metadata->end(), is_least);
  ASSERT_NE(found, metadata->end());
  EXPECT_EQ(found->second, "0.125");
  sure.output = path("other.csv");
  EXPECT_EQ(run_label(sure, {rater_}).error().kind, ErrorKind::unknown);  // who never says how sure he is
}

TEST_F(JobTest, a_long_table_has_no_place_for_embeddings) {
  LabelOptions rows = options("o.csv");
  rows.layout = RatingLayout::long_rows;
  const Error error = run_label(rows, {std::make_shared<EmbeddingRater>()}).error();
  EXPECT_EQ(error.kind, ErrorKind::unknown);
  EXPECT_NE(error.what.find("net.embedding"), std::string::npos);
}

TEST_F(JobTest, progress_never_goes_back) {
  std::uint64_t rows = 0;
  double fraction = 0;
  const auto watch = [&](const Progress& progress) {
    EXPECT_GE(progress.rows, rows);
    EXPECT_GE(progress.fraction, fraction);
    EXPECT_LE(progress.fraction, 1);
    rows = progress.rows;
    fraction = progress.fraction;
  };
  ASSERT_TRUE(run_label(options("o.csv"), {rater_}, {.progress = watch}));
}

TEST_F(JobTest, each_mistake_is_named) {
  LabelOptions wrong = options("o.csv");
  EXPECT_EQ(run_label(wrong, {}).error().kind, ErrorKind::unknown);
  wrong.text = {"txet"};
  EXPECT_NE(run_label(wrong, {rater_}).error().what.find("did you mean 'text'"), std::string::npos);
  wrong.text = {"text", "text"};
  EXPECT_NE(run_label(wrong, {rater_}).error().what.find("twice"), std::string::npos);
  wrong.text = {};
  EXPECT_EQ(run_label(wrong, {rater_}).error().kind, ErrorKind::unknown);
  wrong = options("o.unknown");
  EXPECT_NE(run_label(wrong, {rater_}).error().what.find("--format"), std::string::npos);
  wrong = options("o.csv");
  wrong.input = path("none.csv");
  EXPECT_EQ(run_label(wrong, {rater_}).error().kind, ErrorKind::not_found);
  EXPECT_FALSE(file_exists(path("o.csv.partial")));
  wrong = options("in.csv");
  wrong.force = true;
  EXPECT_EQ(run_label(wrong, {rater_}).error().what, "the output would replace the input");
  EXPECT_TRUE(file_exists(path("in.csv")));
}

TEST_F(JobTest, a_bad_row_stops_the_job_at_its_place_or_is_kept) {
  ASSERT_TRUE(replace_file(path("bad.csv"), "id,text\n1,a\n2\n3,c\n"));
  LabelOptions bad = options("o.csv");
  bad.input = path("bad.csv");
  const Error error = run_label(bad, {rater_}).error();
  EXPECT_EQ(error.kind, ErrorKind::format);
  EXPECT_EQ(error.where.row, 2U);
  EXPECT_EQ(error.where.byte, 12U);
  bad.read.on_bad_row = OnBadRow::keep;
  bad.force = true;
  const auto summary = run_label(bad, {rater_});
  ASSERT_TRUE(summary) << describe_error(summary.error());
  EXPECT_EQ(summary->counts.bad_rows, 1U);
  EXPECT_EQ(summary->counts.failed_ratings, 1U);
  EXPECT_EQ(bytes("o.csv"), "id,text,text.length.chars,text.length.status\n1,a,1.0,ok\n2,,,decode_error\n3,c,1.0,ok\n");
}

}  // namespace
}  // namespace openaffect
