#include "openaffect/catalog/curl_library.h"

#include <dlfcn.h>

#include <optional>

namespace openaffect {
namespace {

struct Loaded {
  CurlLibrary curl;
  std::optional<Error> trouble;
};

template <class Function>
bool find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  return function != nullptr;
}

Loaded load() {
  Loaded loaded;
  void* library = ::dlopen("libcurl.so.4", RTLD_NOW);
  decltype(&::curl_global_init) global_init = nullptr;
  CurlLibrary& curl = loaded.curl;
  const bool whole =
      library && find(library, "curl_global_init", global_init) && find(library, "curl_easy_init", curl.easy_init) &&
      find(library, "curl_easy_setopt", curl.easy_setopt) && find(library, "curl_easy_perform", curl.easy_perform) &&
      find(library, "curl_easy_getinfo", curl.easy_getinfo) && find(library, "curl_easy_cleanup", curl.easy_cleanup) &&
      find(library, "curl_easy_strerror", curl.easy_strerror) &&
      find(library, "curl_slist_append", curl.slist_append) &&
      find(library, "curl_slist_free_all", curl.slist_free_all);
  if (!whole || global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
    loaded.trouble = Error{ErrorKind::not_found,
                           "downloads need libcurl 7.85 or newer (Debian: libcurl4), which does not load; "
                           "--from FOLDER takes files that are here already",
                           {}};
  return loaded;
}

}  // namespace

Result<const CurlLibrary*> curl_library() {
  static const Loaded loaded = load();
  if (loaded.trouble) return *loaded.trouble;
  return &loaded.curl;
}

}  // namespace openaffect
