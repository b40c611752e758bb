#include "openaffect/exchange/audformat.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace openaffect {
namespace {

using ::testing::HasSubstr;

// As audformat 1.4.3 writes it: audformat.testing.create_db().dump(), shortened.
constexpr std::string_view kHeader = R"(name: unittest
description: A database for unit testing.
source: internal
usage: unrestricted
languages: [deu, eng]
author: J. Wagner
license: CC0-1.0
expires: 2030-01-01
attachments:
  file: {path: extra/file.txt}
media:
  microphone: {type: audio, format: wav, channels: 1, sampling_rate: 16000}
raters:
  gold: {description: Gold standard., type: human}
  machine: {type: machine, classifier: LibSVM}
schemes:
  float: {dtype: float, minimum: -1.0, maximum: 1.0}
  label:
    dtype: str
    labels: [label1, label2]
  label_map_int:
    dtype: int
    labels: {1: a, 2: b}
  label_map_misc: {dtype: str, labels: misc}
splits:
  train: {type: train}
tables:
  files:
    type: filewise
    split_id: train
    media_id: microphone
    columns:
      float: {scheme_id: float, rater_id: gold}
      label: {scheme_id: label, rater_id: machine, note: x}
      no_scheme: {}
  segments:
    type: segmented
    columns: {}
misc_tables:
  misc:
    levels: {labels: str}
    columns:
      float: {scheme_id: float}
audformat: https://github.com/audeering/audformat
)";

Dataset header() {
  Notes notes;
  const auto dataset = parse_audformat_header(kHeader, "db.yaml", notes);
  EXPECT_TRUE(dataset) << (dataset ? "" : describe_error(dataset.error()));
  return dataset ? *dataset : Dataset();
}

TEST(AudformatHeader, is_read) {
  const Dataset dataset = header();
  EXPECT_EQ(dataset.name, "unittest");
  EXPECT_EQ(dataset.licence, "CC0-1.0");
  EXPECT_EQ(dataset.languages, (std::vector<std::string>{"deu", "eng"}));
  EXPECT_EQ(dataset.more["author"], "J. Wagner");
  EXPECT_EQ(dataset.attachments[0].type, "extra/file.txt");
  EXPECT_EQ(dataset.media[0].more["sampling_rate"], 16000);
  EXPECT_EQ(dataset.rater("machine")->more["classifier"], "LibSVM");
  EXPECT_EQ(dataset.scheme("float")->minimum, -1.0);
  EXPECT_EQ(dataset.scheme("label")->labels, (std::vector<std::string>{"label1", "label2"}));
  EXPECT_EQ(dataset.scheme("label_map_int")->labels, (std::vector<std::string>{"1", "2"}));
  EXPECT_EQ(dataset.scheme("label_map_int")->about[1], "b");
  EXPECT_EQ(dataset.scheme("label_map_misc")->labels_from, "misc");
  ASSERT_EQ(dataset.tables.size(), 3U);
  EXPECT_EQ(dataset.tables[0].kind, TableKind::files);
  EXPECT_EQ(dataset.tables[0].split, "train");
  EXPECT_EQ(dataset.tables[0].columns.size(), 4U);
  EXPECT_EQ(dataset.tables[1].kind, TableKind::segments);
  EXPECT_EQ(dataset.tables[1].keys, 3U);
  EXPECT_EQ(dataset.tables[2].kind, TableKind::items);
}

TEST(AudformatHeader, law_what_is_written_is_read) {
  Dataset dataset = header();
  for (DatasetTable& table : dataset.tables)
    for (std::size_t i = 0; i < table.keys; ++i) table.columns[i].more = nullptr;
  Notes notes;
  auto again = *parse_audformat_header(audformat_header(dataset), "db.yaml", notes);
  for (DatasetTable& table : again.tables)
    for (std::size_t i = 0; i < table.keys; ++i) table.columns[i].more = nullptr;
  EXPECT_EQ(again.schemes, dataset.schemes);
  EXPECT_EQ(again.raters, dataset.raters);
  EXPECT_EQ(again.media, dataset.media);
  EXPECT_EQ(again.tables, dataset.tables) << audformat_header(dataset);
  EXPECT_EQ(again.more, dataset.more);
  EXPECT_THAT(audformat_header(dataset), HasSubstr("\nexpires: 2030-01-01\n"));
  EXPECT_THAT(audformat_header(dataset), HasSubstr("      1: a\n"));
}

// `expires` is a stranger's text: audformat reads db.yaml with a loader that makes objects of tags.
TEST(AudformatHeader, expires_is_a_date_or_a_text) {
  Dataset dataset = header();
  dataset.more["expires"] = "!!python/object/apply:os.system [ls]";
  EXPECT_THAT(audformat_header(dataset), HasSubstr("\nexpires: \"!!python"));
}

TEST(AudformatHeader, schemes_of_a_type_alone_are_nobodys) {
  Notes notes;
  const auto dataset = *parse_audformat_header(
      "name: a\nschemes:\n  float: {dtype: float, openaffect_type: true}\n"
      "tables: {t: {type: filewise, columns: {likes: {scheme_id: float}}}}\n",
      "db.yaml", notes);
  EXPECT_TRUE(dataset.schemes.empty());
  EXPECT_EQ(dataset.tables[0].columns[1].scheme, "");
}

TEST(AudformatHeader, says_what_is_wrong) {
  const auto failure = [](std::string_view yaml) {
    Notes notes;
    const auto dataset = parse_audformat_header(yaml, "db.yaml", notes);
    EXPECT_FALSE(dataset);
    return dataset ? "" : describe_error(dataset.error());
  };
  EXPECT_EQ(failure("source: x"), "db.yaml: audformat: without name");
  EXPECT_THAT(failure("name: a\nraters: [b]"), HasSubstr("db.yaml: row 2: audformat: raters is no mapping"));
  EXPECT_THAT(failure("name: a\ntables:\n  t:\n    type: filewise\n    columns:\n      c: {rater_id: x}\n"),
              HasSubstr("db.yaml: row 6: audformat: column c of table t: there is no rater x"));
  EXPECT_THAT(failure("name: a\nschemes: {e: {dtype: emotion}}"), HasSubstr("dtype emotion"));
  EXPECT_THAT(failure("name: a\ntables: {t: {type: filewise, columns: {c: {scheme_id: x}}}}"),
              HasSubstr("no scheme x"));
  EXPECT_THAT(failure("name: a\ntables: {t: {type: filewise, columns: {file: {}}}}"), HasSubstr("is a key too"));
  EXPECT_THAT(failure("name: a\ntables: {../t: {type: filewise}}"), HasSubstr("slash"));
  EXPECT_THAT(failure("name: a\nmisc_tables: {t: {levels: {i: what}}}"), HasSubstr("level i"));
  EXPECT_THAT(failure("name: a\ntables: {t: {type: filewise}}\nmisc_tables: {t: {levels: {i: str}}}"),
              HasSubstr("a second table t"));
}

}  // namespace
}  // namespace openaffect
