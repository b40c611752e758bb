#include "openaffect/core/versions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/opensslv.h>

namespace openaffect {
namespace {

TEST(CoreLibraryVersions, are_numbers_and_openssl_is_of_the_headers_generation) {
  const auto versions = core_library_versions();
  for (const auto& [name, version] : versions) EXPECT_THAT(version, testing::MatchesRegex("[0-9]+\\.[0-9]+.*")) << name;
  ASSERT_EQ(versions.back().first, "OpenSSL");
  EXPECT_EQ(std::stoi(versions.back().second), OPENSSL_VERSION_MAJOR);
}

}  // namespace
}  // namespace openaffect
