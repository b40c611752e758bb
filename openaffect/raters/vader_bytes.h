// What the bytes of a text are, 64 at a time, as bit masks: the tokenizer then works on whole words, without a branch
// per character.
#pragma once

#include <cstddef>
#include <cstdint>

namespace openaffect::vader {

inline constexpr std::size_t kBlock = 64;

// Bit i speaks of byte i.
struct BlockMasks {
  std::uint64_t space = 0;        // ASCII characters that str.split() splits at
  std::uint64_t punctuation = 0;  // string.punctuation
  std::uint64_t upper = 0;        // A-Z
  std::uint64_t lower = 0;        // a-z
  std::uint64_t apostrophe = 0;
  std::uint64_t wide = 0;  // beyond ASCII

  bool operator==(const BlockMasks&) const = default;
};

struct MarkCounts {
  std::uint64_t exclamation = 0;
  std::uint64_t question = 0;

  bool operator==(const MarkCounts&) const = default;
};

// Reads 64 bytes of `text`, writes them to `lowered` with A-Z as a-z, and adds to `marks`.
BlockMasks read_block(const char* text, char* lowered, MarkCounts& marks);

// The same without vector instructions: for machines that have no SSE2, and the proof of the other.
BlockMasks read_block_plain(const char* text, char* lowered, MarkCounts& marks);

}  // namespace openaffect::vader
