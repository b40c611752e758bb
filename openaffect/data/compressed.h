// What a gzip or a zstd file holds. Memory does not grow with it, however much it unpacks to.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "openaffect/data/byte_source.h"

namespace openaffect {

// Told by the first four bytes.
bool is_gzip(std::string_view head);
bool is_zstd(std::string_view head);

// One or several members (frames) behind each other, checksums checked; zeros behind the last are padding. Errors while
// reading: damaged, or cut short, with the byte of the compressed file.
std::unique_ptr<ByteSource> gunzipped(std::unique_ptr<ByteSource> inner);
std::unique_ptr<ByteSource> unzstded(std::unique_ptr<ByteSource> inner);

// The whole content, when it has at most `most` bytes.
Result<std::string> gunzip(std::string packed, std::size_t most);

}  // namespace openaffect
