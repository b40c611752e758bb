#include "openaffect/core/versions.h"

#include <openssl/crypto.h>

#ifndef OA_PIPELINE_ON_THREADS
#include <oneapi/tbb/version.h>
#endif

namespace openaffect {

std::vector<std::pair<std::string, std::string>> core_library_versions() {
  std::vector<std::pair<std::string, std::string>> versions;
#ifndef OA_PIPELINE_ON_THREADS
  versions.emplace_back("oneTBB", TBB_runtime_version());
#endif
  versions.emplace_back("OpenSSL", OpenSSL_version(OPENSSL_VERSION_STRING));
  return versions;
}

}  // namespace openaffect
