#include "openaffect/agreement/consensus_file.h"

#include <gmock/gmock.h>

#include "openaffect/agreement/ratings_reader_testing.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

using ::testing::HasSubstr;
using testing_ratings::Folder;

const Ratings kVotes = {.units = {"u", "v", "w"},
                        .raters = {"x", "y", "z"},
                        .categories = {"a", "b"},
                        .entries = {{0, 0, 0}, {0, 1, 1}, {0, 2, 1}, {1, 0, 0}, {1, 1, 1}}};
const Ratings kNumbers = {.units = {"u", "v"}, .raters = {}, .entries = {{0, 0, 1}, {0, 0, 2.5}}};

class ConsensusFile : public ::testing::Test {
 protected:
  std::string written(const std::string& name, const Ratings& ratings, MeasurementLevel level, ConsensusMethod method,
                      const ConsensusColumns& columns = {}) {
    const auto made = consensus(ratings, level, {.method = method});
    EXPECT_TRUE(made);
    const auto done = write_consensus(folder_.path(name), ratings, *made, columns);
    EXPECT_TRUE(done) << describe_error(done.error());
    EXPECT_FALSE(file_exists(folder_.path(name) + ".partial"));
    EXPECT_FALSE(file_exists(folder_.path(name) + ".table.partial"));
    return *read_file(folder_.path(name), 1 << 20);
  }
  Folder folder_;
};

TEST_F(ConsensusFile, labels_as_csv) {
  EXPECT_EQ(written("c.csv", kVotes, MeasurementLevel::nominal, ConsensusMethod::majority),
            "id,label,n,tie,share.a,share.b,entropy\n"
            "u,b,3,,0.3333333333333333,0.6666666666666666,0.9182958340544896\n"
            "v,,2,\"[\"\"a\"\",\"\"b\"\"]\",0.5,0.5,1.0\n"
            "w,,0,,,,\n");
}

TEST_F(ConsensusFile, numbers_as_jsonl) {
  EXPECT_EQ(written("c.jsonl", kNumbers, MeasurementLevel::interval, ConsensusMethod::mean,
                    {.unit = "clip", .value = "valence"}),
            "{\"clip\":\"u\",\"valence\":1.75,\"n\":2,\"sd\":1.0606601717798212}\n"
            "{\"clip\":\"v\",\"valence\":null,\"n\":0,\"sd\":null}\n");
}

TEST_F(ConsensusFile, sets_as_jsonl) {
  const Ratings sets = {.units = {"u", "v", "w"},
                        .raters = {},
                        .categories = {"a", "b"},
                        .sets = {{0, 1}, {}},
                        .entries = {{0, 0, 0}, {1, 0, 1}}};
  EXPECT_EQ(
      written("c.jsonl", sets, MeasurementLevel::set, ConsensusMethod::majority),
      "{\"id\":\"u\",\"labels\":[\"a\",\"b\"],\"n\":1,\"tie\":null,\"share.a\":1.0,\"share.b\":1.0,\"entropy\":0.0}\n"
      "{\"id\":\"v\",\"labels\":[],\"n\":1,\"tie\":null,\"share.a\":0.0,\"share.b\":0.0,\"entropy\":0.0}\n"
      "{\"id\":\"w\",\"labels\":null,\"n\":0,\"tie\":null,\"share.a\":null,\"share.b\":null,\"entropy\":null}\n");
}

TEST_F(ConsensusFile, parquet_comes_back_and_says_how_it_was_made) {
  written("c.parquet", kVotes, MeasurementLevel::nominal, ConsensusMethod::dawid_skene);
  const auto table = read_ratings(folder_.path("c.parquet"), {.unit = "id", .value = "posterior.b"});
  ASSERT_TRUE(table) << describe_error(table.error());
  EXPECT_EQ(table->ratings.entries.size(), 2U);
  EXPECT_EQ(table->missing, 1U);
  const auto metadata = read_parquet_metadata(folder_.path("c.parquet"));
  ASSERT_TRUE(metadata);
  EXPECT_THAT(*metadata,
              ::testing::IsSupersetOf({std::pair<std::string, std::string>{"openaffect.consensus", "dawid_skene"},
                                       {"openaffect.level", "nominal"}}));
}

TEST_F(ConsensusFile, an_existing_file_is_replaced) {
  folder_.write("c.tsv", "old");
  EXPECT_EQ(written("c.tsv", kNumbers, MeasurementLevel::interval, ConsensusMethod::median).substr(0, 15),
            "id\tvalue\tn\tsd\nu");
}

TEST_F(ConsensusFile, what_cannot_be_written) {
  const Consensus made = *consensus(kNumbers, MeasurementLevel::interval, {.method = ConsensusMethod::mean});
  const auto fails = [&](const std::string& name, const ConsensusColumns& columns = {}) {
    const auto done = write_consensus(folder_.path(name), kNumbers, made, columns);
    EXPECT_FALSE(done);
    EXPECT_FALSE(file_exists(folder_.path(name)));
    return done.error();
  };
  EXPECT_EQ(fails("c.xyz").kind, ErrorKind::unknown);
  EXPECT_EQ(fails("none/c.csv").kind, ErrorKind::not_found);
  EXPECT_EQ(fails("c.csv", {.unit = "n"}).kind, ErrorKind::refused);
  EXPECT_EQ(fails("c.parquet", {.unit = "n"}).kind, ErrorKind::refused);
  EXPECT_THROW(consensus_columns(kVotes, made), ContractError);
}

}  // namespace
}  // namespace openaffect
