#include "openaffect/data/object_path.h"

#include <gtest/gtest.h>

#include "openaffect/data/locations.h"
#include "openaffect/data/table.h"

namespace openaffect {
namespace {

TEST(ObjectPath, bucket_key_and_query) {
  EXPECT_EQ(*parse_object_path("s3://b/k.csv"), (ObjectPath{"b", "k.csv", ""}));
  EXPECT_EQ(*parse_object_path("s3://b/a b/ü%20#1.csv"), (ObjectPath{"b", "a b/ü%20#1.csv", ""}));
  EXPECT_EQ(*parse_object_path("s3://b/f/?scheme=http&region=x"), (ObjectPath{"b", "f/", "scheme=http&region=x"}));
  EXPECT_EQ(*parse_object_path("s3://b"), (ObjectPath{"b", "", ""}));
  EXPECT_EQ(*parse_object_path("s3://b?scheme=http"), (ObjectPath{"b", "", "scheme=http"}));
  EXPECT_EQ(*parse_object_path("s3://anonymous@b/k"), (ObjectPath{"b", "k", "", true}));
  EXPECT_EQ(parse_object_path("s3://b/a/k?x=1")->name(), "s3://b/a/k");
  EXPECT_EQ(parse_object_path("s3://b/")->place(), "b");
}

TEST(ObjectPath, what_names_no_object) {
  for (const char* path : {"s3://", "s3:///k.csv", "s3://?scheme=http", "s3://b//k.csv", "s3://b/a//k.csv"}) {
    const Error error = parse_object_path(path).error();
    EXPECT_EQ(error.kind, ErrorKind::unsupported) << path;
    EXPECT_NE(error.what.find("s3://BUCKET/KEY"), std::string::npos) << path;
  }
}

TEST(ObjectPath, keys_are_refused_and_not_repeated) {
  for (const char* path : {"s3://AKIA:secret@b/k.csv", "s3://AKIA:secret@b", "s3://secret@b/k.csv"}) {
    const std::string said = describe_error(parse_object_path(path).error());
    EXPECT_EQ(said.find("secret@"), std::string::npos) << said;
    EXPECT_NE(said.find("AWS_SECRET_ACCESS_KEY"), std::string::npos) << said;
  }
}

TEST(ObjectPath, told_from_files) {
  EXPECT_TRUE(is_object("s3://b/k"));
  for (const char* path : {"s3:/b/k", "b/s3://k", "S3.csv", "-", ""}) EXPECT_FALSE(is_object(path)) << path;
}

TEST(ObjectPath, names_without_the_query) {
  EXPECT_EQ(without_query("s3://b/k.csv?scheme=http"), "s3://b/k.csv");
  EXPECT_EQ(without_query("what?.csv"), "what?.csv");
  EXPECT_EQ(with_ending("s3://b/k.csv?scheme=http", ".new"), "s3://b/k.csv.new?scheme=http");
  EXPECT_EQ(with_ending("s3://b/k.csv", ".new"), "s3://b/k.csv.new");
  EXPECT_EQ(with_ending("what?.csv", ".new"), "what?.csv.new");
}

TEST(ObjectPath, the_format_is_told_by_the_key) {
  EXPECT_EQ(table_format_of_path("s3://b/k.parquet?endpoint_override=h:9000"), TableFormat::parquet);
  EXPECT_EQ(input_format_of_path("s3://b/k.jsonl.gz?region=a.csv"), TableFormat::jsonl);
  EXPECT_EQ(table_format_of_path("s3://b.csv/k"), std::nullopt);
  EXPECT_EQ(without_compression("s3://b/k.csv.gz?scheme=http"), "s3://b/k.csv");
}

}  // namespace
}  // namespace openaffect
