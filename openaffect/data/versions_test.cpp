#include "openaffect/data/versions.h"

#include <arrow/util/config.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace openaffect {
namespace {

TEST(TableLibraryVersions, arrow_runs_as_compiled_and_simdjson_is_named) {
  const auto versions = table_library_versions();
  ASSERT_EQ(versions.size(), 2U);
  EXPECT_EQ(versions[0], std::pair(std::string("Arrow"), std::string(ARROW_VERSION_STRING)));
  EXPECT_EQ(versions[1].first, "simdjson");
  EXPECT_THAT(versions[1].second, testing::MatchesRegex("[0-9]+\\.[0-9]+\\.[0-9]+"));
}

}  // namespace
}  // namespace openaffect
