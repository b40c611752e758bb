#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/core/scheme.h"

namespace openaffect {
namespace {

Scheme scheme_of(const std::string& id, const std::vector<std::string>& labels) {
  std::string json =
      R"({"schema": "openaffect/scheme/1", "version": "1", "title": "T", "source": "S", "licence": "L", "kind": "categories", "id": ")";
  json += id + R"(", "labels": [)";
  for (const std::string& label : labels)
    json += (label == labels[0] ? "" : ", ") + std::string(R"({"id": ")") + label + R"(", "definition": "D."})";
  return *Scheme::parse(json + "]}");
}

const Scheme kFine = scheme_of("fine", {"rage", "glee", "doubt"});
const Scheme kCoarse = scheme_of("coarse", {"good", "bad"});

std::string mapping_json(const std::string& labels) {
  return R"({"schema": "openaffect/scheme_mapping/1", "from": "fine", "to": "coarse", "source": "Us", "loses": "All.", "labels": )" +
         labels + "}";
}

std::string failure(const std::string& json, const Scheme& from = kFine, const Scheme& to = kCoarse) {
  const Result<SchemeMapping> mapping = SchemeMapping::parse(json, from, to);
  return mapping ? "no failure" : describe_error(mapping.error());
}

TEST(SchemeMapping, maps_labels_in_any_order) {
  const Result<SchemeMapping> mapping =
      SchemeMapping::parse(mapping_json(R"({"doubt": null, "rage": "bad", "glee": "good"})"), kFine, kCoarse);
  ASSERT_TRUE(mapping) << describe_error(mapping.error());
  EXPECT_EQ(mapping->from(), "fine");
  EXPECT_EQ(mapping->to(), "coarse");
  EXPECT_EQ(mapping->source(), "Us");
  EXPECT_EQ(mapping->loses(), "All.");
  EXPECT_EQ(mapping->apply(0), 1);
  EXPECT_EQ(mapping->apply(1), 0);
  EXPECT_EQ(mapping->apply(2), kNoLabel);
  EXPECT_THROW(mapping->apply(3), ContractError);
  EXPECT_THROW(mapping->apply(kNoLabel), ContractError);
}

TEST(SchemeMapping, every_label_is_mapped_once) {
  EXPECT_EQ(failure(mapping_json(R"({"rage": "bad", "glee": "good"})")),
            "labels: 'doubt' of fine is not mapped (null: it has no counterpart)");
  EXPECT_EQ(failure(mapping_json(R"({"rage": "bad", "rage": "good", "glee": "good", "doubt": null})")),
            "labels.rage: stands twice");
  EXPECT_EQ(failure(mapping_json(R"({"raeg": "bad"})")),
            "labels: unknown label of fine 'raeg'; did you mean 'rage'? known: rage, glee, doubt");
  EXPECT_EQ(failure(mapping_json(R"({"rage": "bda"})")),
            "labels.rage: unknown label of coarse 'bda'; did you mean 'bad'? known: good, bad");
  EXPECT_EQ(failure(mapping_json(R"({"rage": 1})")), "labels.rage: a text is wanted, not a number");
  EXPECT_EQ(failure(mapping_json("[]")), "labels: an object is wanted, not a list");
}

TEST(SchemeMapping, speaks_of_the_schemes_it_is_read_with) {
  const std::string json = mapping_json(R"({"rage": "bad", "glee": "good", "doubt": null})");
  EXPECT_EQ(failure(json, kCoarse, kFine), "from: 'fine' is not 'coarse'");
  EXPECT_EQ(failure(json, kFine, kFine), "to: 'coarse' is not 'fine'");
}

TEST(SchemeMapping, is_as_strict_as_a_scheme) {
  EXPECT_EQ(failure("{"), "byte 1: not JSON: unexpected end of input; expected string literal");
  EXPECT_EQ(failure("{}"), "schema: missing");
  EXPECT_EQ(failure(R"({"schema": "openaffect/scheme/1"})"),
            "schema: 'openaffect/scheme/1' is not 'openaffect/scheme_mapping/1'");
  EXPECT_EQ(failure(R"({"schema": "openaffect/scheme_mapping/1", "lose": ""})"),
            "unknown field 'lose'; did you mean 'loses'? known: schema, from, to, source, loses, labels");
  EXPECT_EQ(
      failure(
          R"({"schema": "openaffect/scheme_mapping/1", "from": "fine", "to": "coarse", "source": "Us", "loses": ""})"),
      "loses: empty");
  EXPECT_EQ(
      failure(
          R"({"schema": "openaffect/scheme_mapping/1", "from": "fine", "to": "coarse", "source": "Us", "loses": "All."})"),
      "labels: missing");
}

}  // namespace
}  // namespace openaffect
