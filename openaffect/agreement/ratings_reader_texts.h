// Distinct texts and their numbers, for ratings_reader.cpp: a vector of strings and a hash map would take four times
// the memory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace openaffect {

// Texts are numbered from 0 in the order in which they first come.
class TextIds {
 public:
  std::uint32_t id(std::string_view text);  // added when it is new
  std::string_view text(std::uint32_t id) const;
  std::size_t size() const { return ends_.size(); }
  std::vector<std::string> texts() const;

 private:
  void grow();
  std::size_t slot_of(std::string_view text) const;

  std::string bytes_;
  std::vector<std::uint64_t> ends_;   // of each text in bytes_
  std::vector<std::uint32_t> slots_;  // a power of two of them: id + 1, or 0
};

}  // namespace openaffect
