#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "openaffect/core/scheme.h"

namespace openaffect {
namespace {

using nlohmann::json;

void expect_same(const Scheme& written, const Scheme& read) {
  EXPECT_EQ(read.id(), written.id());
  EXPECT_EQ(read.description(), written.description());
  EXPECT_EQ(read.kind(), written.kind());
  ASSERT_EQ(read.labels().size(), written.labels().size());
  for (std::size_t i = 0; i < read.labels().size(); ++i) {
    EXPECT_EQ(read.labels()[i].name, written.labels()[i].name);
    EXPECT_EQ(read.labels()[i].aliases, written.labels()[i].aliases);
    EXPECT_EQ(read.labels()[i].value, written.labels()[i].value);
  }
  ASSERT_EQ(read.fields().size(), written.fields().size());
  for (std::size_t i = 0; i < read.fields().size(); ++i) {
    EXPECT_EQ(read.fields()[i].minimum, written.fields()[i].minimum);
    EXPECT_EQ(read.fields()[i].step, written.fields()[i].step);
    EXPECT_EQ(read.fields()[i].native_scale, written.fields()[i].native_scale);
  }
}

TEST(SchemeWriter, what_is_written_reads_as_it_was) {
  for (const std::string_view id : built_in_scheme_ids()) {
    const auto scheme = built_in_scheme(id);
    const auto again = Scheme::parse(scheme_text(*scheme));
    ASSERT_TRUE(again) << id << ": " << describe_error(again.error());
    expect_same(*scheme, *again);
    EXPECT_EQ(scheme_text(*again), scheme_text(*scheme));
  }
}

// Every member of a file that says all it can comes back, in whatever order.
TEST(SchemeWriter, nothing_of_a_file_is_lost) {
  const json file = json::parse(R"({"schema": "openaffect/scheme/1", "id": "mood3", "version": "2", "title": "Mood",
    "description": "How a day felt.", "source": "Us, 2024", "licence": "CC0-1.0", "kind": "grades",
    "labels": [
      {"id": "low", "name": "Low", "definition": "A bad day.", "definition_source": "ours", "value": -1.0},
      {"id": "high", "name": "High", "aliases": ["up"], "definition": "Good.", "definition_source": "Them", "value": 1.5}],
    "groupings": [{"id": "side", "source": "ours", "groups": [{"id": "upper", "labels": ["high"]}]}],
    "cuts": {"scheme": "polarity", "field": "polarity", "cuts": [-0.25], "note": "A guess."}})");
  const auto scheme = Scheme::parse(file.dump());
  ASSERT_TRUE(scheme) << describe_error(scheme.error());
  EXPECT_EQ(json::parse(scheme_text(*scheme)), file);
}

}  // namespace
}  // namespace openaffect
