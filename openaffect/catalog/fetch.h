// Brings a data set or a model here (store.h says where).
#pragma once

#include <functional>
#include <string>

#include "openaffect/catalog/entry.h"

namespace openaffect {

struct FetchOptions {
  std::string from;                                   // a folder that has all files; "": see `folder`
  std::string folder;                                 // a folder that may have them (OPENAFFECT_DATA); "": none
  std::string use;                                    // "commercial": refuse what is not open
  bool force = false;                                 // make it again although it is here
  std::function<void(const std::string&)> tell = {};  // what goes on, a line each
};

struct Fetched {
  std::string folder;
  bool was_here = false;
};

// Takes the files from `from`, or from `folder` when it has all of them, or from their homes, checks every sha256 and
// converts a data set to the project's layout; of a model, packages and archive are unpacked. The result appears whole
// or not at all; what was downloaded before a failure is kept in NAME.partial and taken up again. Error `refused` when
// another process is at it or the licence does not allow `use`; `not_found` when a file is nowhere to be had.
Result<Fetched> fetch(CatalogKind kind, const CatalogEntry& entry, const FetchOptions& options);

}  // namespace openaffect
