// A source in another encoding, as UTF-8. For the files of this folder only.
#pragma once

#include <memory>
#include <string>

#include "openaffect/data/byte_source.h"

namespace openaffect {

// Error `unknown` for an encoding that there is not (text/decoder.h).
Result<std::unique_ptr<ByteSource>> decoded(std::unique_ptr<ByteSource> inner, const std::string& encoding);

}  // namespace openaffect
