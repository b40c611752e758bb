// The bytes of an object in order. For the files of this folder only.
#pragma once

#include <functional>
#include <memory>

#include "openaffect/data/byte_source.h"
#include "openaffect/data/object_store.h"

namespace openaffect {

// Asks for growing pieces, up to 4 MB, always one ahead of what is read. `stamp_now` is asked at the end whether the
// object is still the one that was opened.
std::unique_ptr<ByteSource> object_source(OpenedObject object, const std::string& name,
                                          std::function<Result<FileStamp>()> stamp_now);

Result<std::unique_ptr<ByteSource>> open_object_source(const std::string& path);

}  // namespace openaffect
